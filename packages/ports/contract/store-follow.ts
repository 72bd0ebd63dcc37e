/** Law S5 of `../src/store.ts`: a follower that reads a snapshot and applies what comes after it loses nothing. */
import { expect, test } from "vitest";
import type { Store, ViewChange } from "../src/index.ts";
import { eventually } from "./recording.ts";
import { bytesOf, heardOf, type StoreUnderTest, viewOf, writer } from "./store-writer.ts";

export function followerLaws({ store, peer, partition }: StoreUnderTest): void {
  test("S5 a follower hears every commit of every partition it follows, in order, with both ends of its position", async () => {
    const [p, q] = [partition(), partition()];
    const heard: ViewChange[] = [];
    const stop = await peer().follow(q + 1, (change) => heard.push(change), failOnLost);
    const [left, right] = [await writer(store(), p), await writer(store(), q)];
    await left.commit({ views: [viewOf("a", "1")] });
    await right.commit({ to: 4, views: [viewOf("b", null)] });
    await left.commit({ rows: [["not a view", bytesOf("1")]] });
    await left.commit({ from: 0, views: [viewOf("a", "diverged")] });
    await left.commit({
      views: [viewOf("a", null), viewOf("c", "3")],
    });
    await eventually(() => of(heard, p).map(heardOf)).toEqual([
      { partition: p, epoch: left.epoch, from: 0, to: 1, changes: [["a", "1"]] },
      { partition: p, epoch: left.epoch, from: 1, to: 2, changes: [] },
      {
        partition: p,
        epoch: left.epoch,
        from: 2,
        to: 3,
        changes: [
          ["a", null],
          ["c", "3"],
        ],
      },
    ]);
    await eventually(() => of(heard, q).map(heardOf)).toEqual([
      { partition: q, epoch: right.epoch, from: 0, to: 4, changes: [["b", null]] },
    ]);
    await stop();
    await left.commit({ views: [viewOf("a", "after the end")] });
    const again: ViewChange[] = [];
    const stopAgain = await peer().follow(q + 1, (change) => again.push(change), failOnLost);
    await left.commit({ views: [viewOf("a", "again")] });
    await eventually(() => of(again, p)).toHaveLength(1);
    await stopAgain();
    expect(of(heard, p)).toHaveLength(3);
  });

  test("S5 a snapshot taken while commits go on, with the changes that follow it, equals the state at the end", async () => {
    const p = partition();
    let owner = await writer(store(), p);
    let done = 0;
    let left = 20_000;
    const writing = (async () => {
      for (; left > 0; done++, left--) {
        // A new owner in the middle: the epoch rises, the sequence goes on.
        if (done === 50) owner = await writer(store(), p);
        const key = `tile-${done % 17}`;
        expect(await owner.commit({ views: [viewOf(key, done % 5 === 0 ? null : String(done))] })).toBe("committed");
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    await eventually(() => done).toBeGreaterThan(20);
    const board = await mirror(peer(), p);
    left = Math.min(left, 200);
    await writing;
    const commits = done;
    expect(board.startedAt).toBeLessThan(commits);
    await eventually(() => board.sequence()).toBe(commits);
    const end = await store().snapshot(p);
    expect(end.position.sequence).toBe(commits);
    expect(board.rows()).toEqual(end.rows);
    await board.stop();
  });
}

/** Follow first, then read the snapshot, drop what it already holds, and apply the rest; a gap reads it again. */
async function mirror(store: Store, partition: number) {
  let rows: Map<string, Uint8Array> | undefined;
  let sequence = 0;
  const early: ViewChange[] = [];
  const apply = (change: ViewChange) => {
    if (change.to <= sequence) return;
    if (change.from !== sequence) throw new Error(`gap: at ${sequence}, heard ${change.from} to ${change.to}`);
    for (const [id, row] of change.changes) {
      if (row === null) rows?.delete(id);
      else rows?.set(id, row);
    }
    sequence = change.to;
  };
  const hear = (change: ViewChange) => {
    if (change.partition !== partition) return;
    if (rows === undefined) early.push(change);
    else apply(change);
  };
  const stop = await store.follow(partition + 1, hear, failOnLost);
  const snapshot = await store.snapshot(partition);
  rows = new Map(snapshot.rows);
  sequence = snapshot.position.sequence;
  for (const change of early) apply(change);
  return { startedAt: snapshot.position.sequence, sequence: () => sequence, rows: () => rows, stop };
}

function of(heard: readonly ViewChange[], partition: number): readonly ViewChange[] {
  return heard.filter((change) => change.partition === partition);
}

function failOnLost(): void {
  throw new Error("the store says that changes were lost, though nothing disturbed it");
}
