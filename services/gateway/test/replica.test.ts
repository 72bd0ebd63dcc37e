/** The replica on a store in this test's hand and a clock of its own. */
import type { Position, ViewChange } from "@floorwalker/ports";
import { silentLogger, type Timing } from "@floorwalker/runtime";
import { beforeEach, expect, test } from "vitest";
import { Replica } from "../src/replica.ts";

let now: number;
let due: { readonly at: number; readonly call: () => void }[];
let position: Position;
let reads: number;
let broken: boolean;
let told: string[];
let change: (change: ViewChange) => void;
let replica: Replica;

const timing: Timing = {
  monotonic: () => now,
  after(ms, call) {
    const entry = { at: now + ms, call };
    due.push(entry);
    return () => {
      due = due.filter((other) => other !== entry);
    };
  },
};

beforeEach(async () => {
  [now, due, reads, broken, told] = [0, [], 0, false, []];
  position = { epoch: "2-a", sequence: 1 };
  replica = new Replica({
    store: {
      async follow(_, changed) {
        change = changed;
        return async () => {};
      },
      async snapshot() {
        reads += 1;
        if (broken) throw new Error("the store does not answer");
        return { position, rows: new Map() };
      },
      ping: async () => {},
    },
    partitions: 1,
    timing,
    logger: silentLogger,
    changed: () => {},
    lost: () => told.push("lost"),
    restored: () => told.push("restored"),
    gap: () => told.push("gap"),
  });
  await replica.start();
  [told, reads] = [[], 0];
});

test("while one gap follows another the snapshot is read seldom, and the rows are current again when it is over", async () => {
  for (let times = 0; times < 1_000; times++) {
    change(commit(`${times}-other`, 5, 6));
    await pass(10);
  }
  // 10 s: without a bound there were a thousand; the pauses grow to 2 s.
  expect(reads).toBeLessThan(12);
  expect(reads).toBeGreaterThan(3);
  await pass(5_000);
  expect(replica.live()).toBe(true);
  expect(replica.position()).toEqual({ "0": ["2-a", 1] });
});

test("the first gap in a while is closed at once, also one of a smaller epoch", async () => {
  await pass(60_000);
  position = { epoch: "1-b", sequence: 1 };
  change(commit("1-b", 0, 1));
  await pass(0);
  expect(replica.position()).toEqual({ "0": ["1-b", 1] });
  expect(told).toEqual(["gap"]);
});

test("a gap that cannot be closed is told: what is shown may be old, until it is closed", async () => {
  broken = true;
  change(commit("2-a", 2, 3));
  await pass(1_000);
  expect(told).toEqual(["gap", "lost"]);
  expect(replica.live()).toBe(false);
  broken = false;
  position = { epoch: "2-a", sequence: 3 };
  await pass(5_000);
  expect(told).toEqual(["gap", "lost", "restored"]);
  expect(replica.position()).toEqual({ "0": ["2-a", 3] });
});

const commit = (epoch: string, from: number, to: number): ViewChange => ({
  partition: 0,
  epoch,
  from,
  to,
  changes: [],
});

/** Time goes on, from one thing that is due to the next. */
async function pass(ms: number): Promise<void> {
  const end = now + ms;
  for (;;) {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    const next = due.toSorted((a, b) => a.at - b.at)[0];
    if (next === undefined || next.at > end) break;
    now = next.at;
    due = due.filter((other) => other !== next);
    next.call();
  }
  now = end;
}
