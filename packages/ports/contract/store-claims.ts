/** The laws of `../src/store.ts` about what a store was made for (S8), and about who is fenced by what (S1). */
import { describe, expect, test } from "vitest";
import type { ClaimRefusal, Store, StoreFacts } from "../src/index.ts";
import { bytesOf, claimed, facts, found, gather, type StoreUnderTest, shown, viewOf, writer } from "./store-writer.ts";

export function claimLaws({ store, peer, partition }: StoreUnderTest): void {
  const ask = (from: Store, p: number, wanted: StoreFacts) =>
    from.claim(p, { nonce: crypto.randomUUID(), facts: wanted });

  test("S1 no two claims have the same epoch, also of one owner within a millisecond", async () => {
    const p = partition();
    const epochs: string[] = [];
    for (let index = 0; index < 50; index++) epochs.push((await claimed(store(), p)).epoch);
    expect(new Set(epochs).size).toBe(50);
  });

  test("S1 an epoch of the same number but of another claim is fenced, and so is its repetition", async () => {
    const p = partition();
    const owner = await writer(store(), p);
    expect(await owner.commit({ rows: [["k", bytesOf("1")]] })).toBe("committed");
    const zombie = `${Number.parseInt(owner.epoch, 10)}-another`;
    expect(await owner.commit({ epoch: zombie })).toBe("fenced");
    expect(await owner.commit({ epoch: zombie, from: 0, to: 1 })).toBe("fenced");
  });

  test("S1 an epoch that the store never gave is diverged: it lost its tail", async () => {
    const p = partition();
    const owner = await writer(store(), p);
    const lost = `${Number.parseInt(owner.epoch, 10) + 1}-lost`;
    expect(await owner.commit({ epoch: lost })).toBe("diverged");
    expect(await owner.commit({ partition: partition() })).toBe("diverged");
  });

  const others: readonly (readonly [ClaimRefusal, StoreFacts, stored: string, wanted: string])[] = [
    ["newer_fold", { ...facts, fold: 2 }, "3", "2"],
    ["other_partitions", { ...facts, partitions: 101 }, "100", "101"],
    ["other_log", { ...facts, log: "another log" }, "the log", "another log"],
  ];
  describe.each(others)("a claim for %s", (reason, wanted, has, brought) => {
    test("S8 is refused with both sides, fences nobody and changes nothing", async () => {
      const p = partition();
      const owner = await writer(store(), p);
      await owner.commit({ offset: 7, mark: "m", outbox: ["a"] });
      for (let times = 0; times < 2; times++)
        expect(await ask(peer(), p, wanted)).toEqual({ result: "refused", reason, stored: has, wanted: brought });
      expect((await store().snapshot(p)).position).toEqual({ epoch: owner.epoch, sequence: 1 });
      expect(await owner.commit({ offset: 8, mark: "n" })).toBe("committed");
      expect(await claimed(peer(), p)).toMatchObject({ sequence: 2, offset: 8, mark: "n" });
    });
  });

  test("S8 a partition that nobody claimed yet is refused too when the others were made for another number", async () => {
    await claimed(store(), 0);
    // Not partition 0 itself.
    const p = Math.max(partition(), partition());
    const refused = { result: "refused", reason: "other_partitions", stored: "100", wanted: "101" };
    for (const one of [0, p]) expect(await ask(store(), one, { ...facts, partitions: 101 })).toEqual(refused);
    expect(await claimed(store(), p)).toMatchObject({ sequence: 0, offset: null, mark: null });
  });

  test("S8 where a partition stands and what it was made for can be asked without claiming it", async () => {
    const p = partition();
    expect(await store().stored(p)).toBeNull();
    const owner = await writer(store(), p);
    await owner.commit({ offset: 7, mark: "m" });
    const checkpoint = { epoch: owner.epoch, sequence: 1, offset: 7, mark: "m" };
    expect(await peer().stored(p)).toEqual({ checkpoint, facts });
    expect(await owner.commit({ offset: 8 })).toBe("committed");
  });

  test("S8 an older fold than the claimer can go on with is refused, fences nobody and changes nothing; without commits there is nothing to go on with", async () => {
    const p = partition();
    const owner = await writer(store(), p);
    const claimer = { nonce: "n", facts: { ...facts, fold: 5 }, oldestFold: 4 };
    const refused = { result: "refused", reason: "older_fold", stored: "3", wanted: "5" };
    await owner.commit({ offset: 7, rows: [["k", bytesOf("1")]] });
    expect(await peer().claim(p, claimer)).toEqual(refused);
    expect(await owner.commit({ offset: 8 })).toBe("committed");
    expect(await peer().claim(p, { ...claimer, oldestFold: 3 })).toMatchObject({ result: "claimed" });
    const q = partition();
    await claimed(store(), q);
    expect(await peer().claim(q, claimer)).toMatchObject({ result: "claimed" });
  });

  test("S9 a partition that starts over has the rows given and no other, no records, no offset; views and outbox stay, its owner is fenced", async () => {
    const p = partition();
    const owner = await writer(store(), p);
    const records = ["call", "email"].map((of, bucket) => ({ class: of, bucket, key: "c", value: bytesOf("c") }));
    const rows = [["a", bytesOf("1")] as const, ["b", bytesOf("2")] as const];
    await owner.commit({ offset: 7, mark: "m", rows, records, views: [viewOf("tile", "1")], outbox: ["o"] });
    const at = { epoch: owner.epoch, sequence: 1 };
    const over = { at, facts: { ...facts, fold: 5, log: null }, rows: [["a", Uint8Array.of(0, 255, 10)] as const] };
    expect(await peer().startOver(p, { ...over, at: { ...at, sequence: 0 } })).toBe(false);
    expect(await peer().startOver(p, { ...over, at: { ...at, epoch: `${owner.epoch}x` } })).toBe(false);
    expect(await gather(store().load(p))).toEqual(new Map(Object.entries({ a: "1", b: "2" })));
    expect(await peer().startOver(p, over)).toBe(true);
    expect(await owner.commit({ offset: 8 })).toBe("fenced");
    const left: unknown[] = [];
    for await (const chunk of store().load(p)) left.push(...chunk.map(([key, value]) => [key, ...value]));
    expect(left).toEqual([["a", 0, 255, 10]]);
    for (const { class: of, bucket } of records) {
      expect(await found(store(), p, of, ["c"])).toEqual(new Map());
      expect(await gather(store().bucket(p, { class: of, bucket }))).toEqual(new Map());
    }
    expect(await shown(store(), p)).toEqual(new Map([["tile", "1"]]));
    expect((await store().outbox(p, 9)).map(({ payload }) => payload)).toEqual(["o"]);
    expect(await ask(store(), p, facts)).toMatchObject({ reason: "newer_fold", stored: "5" });
    expect(await ask(store(), p, { ...facts, fold: 5, log: "another log" })).toMatchObject({ reason: "other_log" });
    const next = await claimed(store(), p, { ...facts, fold: 5 });
    expect(next).toEqual({ epoch: next.epoch, sequence: 1, offset: null, mark: null });
    const commit = {
      partition: p,
      epoch: next.epoch,
      from: 1,
      to: 2,
      rows: [],
      dropBuckets: [],
      views: [],
      outbox: [],
    };
    expect(await store().commit({ ...commit, offset: 1, mark: null, records: records.slice(0, 1) })).toBe("committed");
    expect((await found(store(), p, "call", ["c"])).size).toBe(1);
  });

  test("S8 an older fold is taken over, and from then on the older one is refused", async () => {
    const p = partition();
    await claimed(store(), p);
    await claimed(store(), p, { ...facts, fold: 4 });
    expect(await ask(store(), p, facts)).toMatchObject({ result: "refused", reason: "newer_fold" });
  });

  test("S8 a log that cannot say who it is fits any, and does not make the store forget the one it knows", async () => {
    const p = partition();
    await claimed(store(), p, { ...facts, log: null });
    await claimed(store(), p);
    await claimed(store(), p, { ...facts, log: null });
    expect(await ask(store(), p, { ...facts, log: "another log" })).toMatchObject({ reason: "other_log" });
  });

  test("S8 a log adopted by the operator's word is read from its start; the numbers stay, and the owner before is fenced", async () => {
    const p = partition();
    const owner = await writer(store(), p);
    await owner.commit({
      offset: 7,
      mark: "m",
      rows: [["k", bytesOf("1")]],
      views: [viewOf("tile", "1")],
      outbox: ["a"],
    });
    await peer().adopt(p, { ...facts, fold: 1, log: "another log" });
    expect(await owner.commit({ offset: 8 })).toBe("fenced");
    expect(await ask(store(), p, facts)).toMatchObject({ reason: "other_log", stored: "another log" });
    expect(await ask(store(), p, { ...facts, log: "another log", fold: 2 })).toMatchObject({ reason: "newer_fold" });
    const next = await claimed(store(), p, { ...facts, log: "another log" });
    expect(next).toEqual({ epoch: next.epoch, sequence: 1, offset: null, mark: null });
    expect(await shown(store(), p)).toEqual(new Map([["tile", "1"]]));
    expect((await store().outbox(p, 9)).map(({ payload }) => payload)).toEqual(["a"]);
  });

  test("S8 a partition that is adopted before its first claim has the facts of the word", async () => {
    const p = partition();
    await store().adopt(p, facts);
    expect(await ask(store(), p, { ...facts, log: "another log" })).toMatchObject({ reason: "other_log" });
    expect(await claimed(store(), p)).toMatchObject({ sequence: 0, offset: null, mark: null });
  });
}
