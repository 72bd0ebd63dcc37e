/** When an owner commits, driven by a clock that only the test moves. */
import type { Timing } from "@floorwalker/runtime";
import { expect, test } from "vitest";
import { CommitRhythm } from "../src/commit-rhythm.ts";

const TICK_MS = 50;

class Driven implements Timing {
  now = 1_000_000;
  readonly rhythm: CommitRhythm = new CommitRhythm(this, TICK_MS);

  constructor() {
    this.rhythm.begin();
  }

  monotonic(): number {
    return this.now;
  }

  after(): () => void {
    throw new Error("a rhythm waits for nothing");
  }

  /** As an owner does it: takes what changed, and has the store's answer after `tookMs`. */
  commit(tookMs: number): void {
    const began = this.now;
    this.rhythm.drafted();
    this.now += tookMs;
    this.rhythm.committed();
    this.rhythm.tookSince(began);
  }
}

const live = { live: true, caughtUp: true, more: false };
const behind = { live: false, caughtUp: false, more: false };

test("live, the first event after a quiet tick goes out at once, and the next a tick later", () => {
  const driven = new Driven();
  driven.now += TICK_MS;
  expect(driven.rhythm.isDue({ ...live, uncommitted: 1 })).toBe(true);
  driven.commit(2);
  expect(driven.rhythm.isDue({ ...live, uncommitted: 1 })).toBe(false);
  expect(driven.rhythm.left(1)).toBe(TICK_MS - 2);
  expect(driven.rhythm.isDue({ ...live, uncommitted: 1, more: true })).toBe(true);
});

test("in a flood commits take a third of the time at most, and nobody waits longer than half a second", () => {
  const driven = new Driven();
  driven.commit(100);
  expect(driven.rhythm.left(1_000)).toBeCloseTo(200);
  driven.commit(10_000);
  expect(driven.rhythm.left(1_000)).toBe(500 - 10_000);
  driven.commit(1);
  expect(driven.rhythm.left(1_000)).toBe(TICK_MS - 1);
});

test("catching up, a commit waits for many events or two seconds, and at the end of the log for neither", () => {
  const driven = new Driven();
  driven.now += 1_999;
  expect(driven.rhythm.isDue({ ...behind, uncommitted: 19_999 })).toBe(false);
  expect(driven.rhythm.isDue({ ...behind, uncommitted: 20_000 })).toBe(true);
  expect(driven.rhythm.isDue({ ...behind, uncommitted: 1, caughtUp: true })).toBe(true);
  driven.now += 1;
  expect(driven.rhythm.isDue({ ...behind, uncommitted: 1 })).toBe(true);
});

test("whoever looks on while an owner catches up sees rows every five seconds, and a store is asked that has said nothing for as long", () => {
  const driven = new Driven();
  expect(driven.rhythm.tellsViews(false)).toBe(false);
  expect(driven.rhythm.isIdle).toBe(false);
  driven.now += 5_000;
  expect(driven.rhythm.isIdle).toBe(true);
  expect(driven.rhythm.tellsViews(false)).toBe(true);
  expect(driven.rhythm.tellsViews(false)).toBe(false);
  expect(driven.rhythm.tellsViews(true)).toBe(true);
  driven.commit(1);
  expect(driven.rhythm.isIdle).toBe(false);
});

test("owners of one process wake at the same moments when nothing is due before", () => {
  const driven = new Driven();
  driven.now = 1_000_100;
  expect(driven.rhythm.rest(Number.POSITIVE_INFINITY)).toBe(150);
  expect(driven.rhythm.rest(70)).toBe(70);
  expect(driven.rhythm.rest(1)).toBe(TICK_MS);
  driven.now = 1_000_240;
  expect(driven.rhythm.rest(Number.POSITIVE_INFINITY)).toBe(10 + 250);
});
