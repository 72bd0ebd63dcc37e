/** Copies taken while the state is written to, and what they are restored to. */
import { chmodSync, existsSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { backupState, openEmbedded, restoreState } from "../src/index.ts";
import { type TemporaryState, temporaryState } from "./temporary-state.ts";

let state: TemporaryState;
let copy: string;
beforeEach(async () => {
  state = await temporaryState();
  copy = `${state.path}.copy`;
});
afterEach(() => state.remove());

const facts = { fold: 1, partitions: 1, log: null };
const backup = (more: object = {}) =>
  backupState({ path: state.path, to: copy, beside: new Map(), force: false, now: 0, ...more });

/** Appends and commits together, for ever, a hundred events a step: offset, state and view always agree. */
async function traffic() {
  const { log, store, close } = openEmbedded(state.path);
  await log.ensureTopics([{ topic: "t", partitions: 1 }]);
  const claim = await store.claim(0, { nonce: "n", facts });
  if (claim.result !== "claimed") throw new Error(claim.reason);
  const { epoch } = claim.checkpoint;
  let sequence = 0;
  let running = true;
  const step = async () => {
    await log.append(
      "t",
      0,
      Array.from({ length: 100 }, () => ({ key: null, value: new Uint8Array(500) })),
    );
    const offset = (sequence + 1) * 100;
    const stored = ["row", Buffer.from(String(offset))] as const;
    const commit = { partition: 0, epoch, from: sequence, to: sequence + 1, offset, mark: null };
    await store.commit({ ...commit, rows: [stored], views: [stored], records: [], dropBuckets: [], outbox: [] });
    sequence++;
  };
  const done = (async () => {
    while (running) {
      await step();
      await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  return {
    steps: () => sequence,
    stop: async () => {
      running = false;
      await done;
      await close();
    },
  };
}

async function contents(path: string) {
  const { log, store, close } = openEmbedded(path);
  try {
    const claim = await store.claim(0, { nonce: "other", facts });
    if (claim.result !== "claimed") throw new Error(claim.reason);
    const rows: unknown[] = [];
    for await (const chunk of store.load(0))
      rows.push(...chunk.map(([key, value]) => [key, Buffer.from(value).toString()]));
    return { ...claim.checkpoint, rows, end: (await log.bounds("t"))[0]!.high };
  } finally {
    await close();
  }
}

test("a copy taken while the program writes is one moment of log and state, and the program goes on", async () => {
  const running = await traffic();
  await expect.poll(() => running.steps(), { timeout: 10_000 }).toBeGreaterThan(20);
  await backup({ beside: new Map([["position.json", Buffer.from("{}")]]) });
  const taken = running.steps();
  await expect.poll(() => running.steps(), { timeout: 10_000 }).toBeGreaterThan(taken);
  await running.stop();
  const later = await contents(state.path);
  await expect(restoreState({ from: copy, path: state.path, force: false })).rejects.toMatchObject({
    code: "state_not_empty",
  });
  const beside = await restoreState({ from: copy, path: state.path, force: true });
  expect([...beside].map(([name, content]) => [name, Buffer.from(content).toString()])).toEqual([
    ["position.json", "{}"],
  ]);
  const restored = await contents(state.path);
  expect(restored.sequence).toBeGreaterThan(19);
  expect(restored.sequence).toBeLessThan(later.sequence);
  expect(restored).toMatchObject({ offset: restored.sequence * 100, rows: [["row", String(restored.offset)]] });
  expect(restored.end).toBeGreaterThanOrEqual(restored.offset!);
  // An epoch that was given after the copy is never given again.
  expect(Number.parseInt(restored.epoch, 10)).toBeGreaterThan(Number.parseInt(later.epoch, 10));
});

test("a copy that is there is not replaced, and a copy that cannot be written leaves nothing behind", async () => {
  await openEmbedded(state.path).close();
  await backup();
  await expect(backup()).rejects.toMatchObject({ code: "backup_exists" });
  await backup({ force: true });
  await expect(backup({ to: `${state.path}/x` })).rejects.toMatchObject({ code: "backup_not_written" });
  await expect(backup({ to: "/proc/floorwalker.copy" })).rejects.toMatchObject({ code: "backup_not_written" });
  await expect(backup({ path: `${state.path}.none`, to: `${copy}.2` })).rejects.toMatchObject({ code: "no_state" });
  expect([existsSync(`${copy}.part`), existsSync(`${copy}.2`)]).toEqual([false, false]);
});

test("what is cut, another program's or running is not restored, and the state stays as it is", async () => {
  const running = await traffic();
  await expect.poll(() => running.steps(), { timeout: 10_000 }).toBeGreaterThan(5);
  await backup();
  await expect(restoreState({ from: copy, path: state.path, force: true })).rejects.toMatchObject({
    code: "state_in_use",
  });
  await running.stop();
  const before = readFileSync(state.path);
  const cut = `${copy}.cut`;
  writeFileSync(cut, readFileSync(copy));
  truncateSync(cut, 8192);
  for (const [from, code] of [
    [cut, "state_truncated"],
    [`${copy}.none`, "backup_unusable"],
  ] as const)
    await expect(restoreState({ from, path: state.path, force: true })).rejects.toMatchObject({ code });
  expect(readFileSync(state.path).equals(before)).toBe(true);
});

test("the WAL of the state that is replaced does not stay beside the restored one", async () => {
  await openEmbedded(state.path).close();
  await backup();
  const wal = `${state.path}-wal`;
  writeFileSync(wal, "of a run that did not end in order");
  await restoreState({ from: copy, path: state.path, force: true });
  expect(existsSync(wal)).toBe(false);
  await openEmbedded(state.path).close();
});

test("the state, its log beside it, a copy and what is restored are their owner's alone, also where they were everybody's", async () => {
  const othersMay = (path: string) => statSync(path).mode & 0o077;
  const running = openEmbedded(state.path);
  await running.log.ensureTopics([{ topic: "t", partitions: 1 }]);
  expect([state.path, `${state.path}-wal`].map(othersMay)).toEqual([0, 0]);
  await backup();
  expect(othersMay(copy)).toBe(0);
  await running.close();
  // As versions before wrote them.
  for (const path of [state.path, copy]) chmodSync(path, 0o644);
  await openEmbedded(state.path).close();
  expect(othersMay(state.path)).toBe(0);
  await restoreState({ from: copy, path: state.path, force: true });
  expect(othersMay(state.path)).toBe(0);
});
