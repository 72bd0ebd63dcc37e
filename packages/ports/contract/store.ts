/**
 * The one suite for every store: the laws S1–S10 of `../src/store.ts`. It opens the store once and gives each test
 * partitions of its own (all below 100); only the last test erases. S3 (a rejection means unknown) cannot be forced from
 * outside: adapters test it with their own faults.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Commit, epochNumber, type Store } from "../src/index.ts";
import { claimLaws } from "./store-claims.ts";
import { followerLaws } from "./store-follow.ts";
import { type Losses, lossLaws } from "./store-losses.ts";
import { modelLaws } from "./store-model.ts";
import { recordLaws } from "./store-records.ts";
import {
  bytesOf,
  claimed,
  found,
  gather,
  nothing,
  type StoreUnderTest,
  shown,
  viewOf,
  writer,
} from "./store-writer.ts";

export interface OpenedStore {
  readonly store: Store;
  /** Another hold on the same data, as another process has it (a zombie, a gateway); absent: the same store serves. */
  readonly peer?: Store;
  /** Closes the store (not the peer) and opens it again on the same data; absent: what needs it is skipped. */
  reopen?(): Promise<Store>;
  /** How the data can be lost, each with the store to go on with (the one before is closed; no peer then); absent: what needs it is skipped. */
  readonly losses?: Losses;
  /** Removes what the opening made, after store and peer were closed. */
  cleanUp?(): Promise<void>;
}

export function storeContract(name: string, open: () => Promise<OpenedStore>): void {
  describe(`store contract: ${name}`, { timeout: 60_000 }, () => {
    let opened: OpenedStore;
    let store: Store;
    let next = 0;
    const partition = () => next++;
    const peer = () => opened.peer ?? store;

    beforeAll(async () => {
      opened = await open();
      store = opened.store;
    }, 60_000);

    afterAll(async () => {
      await store.close();
      if (opened.peer !== undefined) await opened.peer.close();
      await opened.cleanUp?.();
    }, 60_000);

    test("a store that can be used answers a ping", async () => {
      await expect(store.ping()).resolves.toBeUndefined();
    });

    test("S1 the first claim finds sequence 0 and no offset, the next one another epoch and what was committed", async () => {
      const p = partition();
      const first = await claimed(store, p);
      expect(first).toEqual({ epoch: first.epoch, sequence: 0, offset: null, mark: null });
      const commit = { ...nothing, partition: p, epoch: first.epoch, from: 0, to: 7, offset: 4_200_000_000, mark: "m" };
      expect(await store.commit(commit)).toBe("committed");
      const second = await claimed(peer(), p);
      expect(second.epoch).not.toBe(first.epoch);
      expect(epochNumber(second.epoch)).toBeGreaterThan(epochNumber(first.epoch));
      expect(second).toEqual({ epoch: second.epoch, sequence: 7, offset: 4_200_000_000, mark: "m" });
    });

    test("S1 a zombie's commit is fenced after another claim and leaves no trace", async () => {
      const p = partition();
      const zombie = await writer(store, p);
      expect(await zombie.commit({ rows: [["k", bytesOf("old")]] })).toBe("committed");
      const owner = await writer(peer(), p);
      const traces = everyPart("zombie");
      expect(await zombie.commit(traces)).toBe("fenced");
      expect(await zombie.commit({ from: 0, to: 1 })).toBe("fenced");
      expect(await gather(store.load(p))).toEqual(new Map([["k", "old"]]));
      await expectNoTrace(store, p, "zombie");
      expect(await owner.commit({ rows: [["k", bytesOf("new")]] })).toBe("committed");
      expect(await zombie.commit(traces)).toBe("fenced");
      expect(await gather(store.load(p))).toEqual(new Map([["k", "new"]]));
    });

    test("S2 a commit applies all of its parts", async () => {
      const p = partition();
      const owner = await writer(store, p);
      expect(await owner.commit(everyPart("x"))).toBe("committed");
      expect(await gather(store.load(p))).toEqual(new Map([["row x", "x"]]));
      expect(await found(store, p, "call", ["record x"])).toEqual(new Map([["record x", { bucket: 3, value: "x" }]]));
      const snapshot = await store.snapshot(p);
      expect(snapshot.position).toEqual({ epoch: owner.epoch, sequence: 1 });
      expect(await shown(store, p)).toEqual(new Map([["view x", '"x"']]));
      expect((await store.outbox(p, 10)).map((entry) => entry.payload)).toEqual(["outbox x"]);
      expect(await claimed(store, p)).toMatchObject({ offset: 11, mark: "mark x" });
    });

    test("S2 a commit that finds its own target is committed and changes nothing twice", async () => {
      const p = partition();
      const owner = await writer(store, p);
      const repeated = { ...everyPart("x"), from: 0, to: 1 };
      expect(await owner.commit(repeated)).toBe("committed");
      expect(await owner.commit(repeated)).toBe("committed");
      expect(await store.outbox(p, 10)).toHaveLength(1);
      expect((await store.snapshot(p)).position.sequence).toBe(1);
    });

    test("S2 a commit from any other sequence is diverged and leaves no trace", async () => {
      const p = partition();
      const owner = await writer(store, p);
      await owner.commit({ from: 0, to: 5 });
      for (const [from, to] of [
        [0, 1],
        [4, 6],
        [6, 7],
      ] as const) {
        expect(await owner.commit({ ...everyPart("lost"), from, to })).toBe("diverged");
      }
      await expectNoTrace(store, p, "lost");
      expect(await claimed(store, p)).toMatchObject({ sequence: 5, offset: null });
    });

    test("S2 of two commits from one sequence at the same time one wins", async () => {
      const p = partition();
      const { epoch } = await claimed(store, p);
      const from = { ...nothing, partition: p, epoch, from: 0 };
      const results = await Promise.all([
        store.commit({ ...from, to: 1, rows: [["k", bytesOf("1")]] }),
        peer().commit({ ...from, to: 2, rows: [["k", bytesOf("2")]] }),
      ]);
      expect(results.toSorted()).toEqual(["committed", "diverged"]);
      const won = results[0] === "committed" ? 1 : 2;
      expect(await gather(store.load(p))).toEqual(new Map([["k", String(won)]]));
      expect((await claimed(store, p)).sequence).toBe(won);
    });

    test("S2 rows and views are replaced and deleted by key, whatever characters they hold", async () => {
      const p = partition();
      const owner = await writer(store, p);
      const awkward = ["", " ", "ключ:{p1}|*?", 'quote " and \\', "two\nlines", "naïve 🙂", "__proto__", "0"];
      const all = awkward.map((text) => [`k${text}`, text] as const);
      await owner.commit({
        rows: all.map(([key, text]) => [key, bytesOf(text)]),
        views: all.map(([id, row]) => viewOf(id, row)),
      });
      expect(await gather(store.load(p))).toEqual(new Map(all));
      expect(await shown(store, p)).toEqual(new Map(all));
      const changes = [
        ...all.slice(1).map(([key]) => [key, null] as const),
        ["never there", null] as const,
        [all[0]![0], "2"] as const,
      ];
      await owner.commit({
        rows: changes.map(([key, text]) => [key, text === null ? null : bytesOf(text)]),
        views: changes.map(([id, row]) => viewOf(id, row)),
      });
      expect(await gather(store.load(p))).toEqual(new Map([[all[0]![0], "2"]]));
      expect(await shown(store, p)).toEqual(new Map([[all[0]![0], "2"]]));
    });

    test("S4 what was committed, also acknowledgements, outlives the process's hold on the store", async (context) => {
      if (opened.reopen === undefined) return context.skip("this store cannot be opened again");
      const p = partition();
      const owner = await writer(store, p);
      await owner.commit({ ...everyPart("x"), outbox: ["done", "to do"] });
      const [done, toDo] = (await store.outbox(p, 2)).map(({ id }) => id) as [string, string];
      await store.acknowledge(p, [done]);
      await store.leaseOutbox(p, "one", 60_000);
      await store.noteDone(p, "one", [{ id: toDo, receivers: ["floor"] }]);
      store = await opened.reopen();
      expect(await gather(store.load(p))).toEqual(new Map([["row x", "x"]]));
      expect((await store.lookup(p, "call", ["record x"])).size).toBe(1);
      expect((await store.snapshot(p)).rows.size).toBe(1);
      expect(await store.outbox(p, 10)).toEqual([{ id: toDo, payload: "to do", done: ["floor"] }]);
      const again = await claimed(store, p);
      expect(again).toMatchObject({ sequence: 1, offset: 11 });
      expect(again.epoch).not.toBe(owner.epoch);
    });

    test("S7 partitions share no key, no epoch and no sequence", async () => {
      const [p, q] = [partition(), partition()];
      const [left, right] = [await writer(store, p), await writer(peer(), q)];
      await Promise.all([
        left.commit({ ...everyPart("x"), to: 3 }),
        right.commit({ rows: [["row x", bytesOf("right")]] }),
      ]);
      await claimed(store, p);
      expect(await right.commit({ dropBuckets: [{ class: "call", bucket: 3 }], views: [["view x", null]] })).toBe(
        "committed",
      );
      expect(await left.commit({})).toBe("fenced");
      expect(await gather(store.load(p))).toEqual(new Map([["row x", "x"]]));
      expect(await gather(store.load(q))).toEqual(new Map([["row x", "right"]]));
      expect((await store.lookup(p, "call", ["record x"])).size).toBe(1);
      expect((await store.snapshot(p)).rows.size).toBe(1);
      expect(await store.outbox(q, 10)).toEqual([]);
    });

    /** The store that comes back is the one that the tests after it use. */
    const followed = ({ remember, forgetAll }: Losses): Losses => ({
      async remember() {
        const forget = await remember();
        return async () => {
          store = await forget();
          return store;
        };
      },
      async forgetAll() {
        store = await forgetAll();
        return store;
      },
    });
    const context: StoreUnderTest = { store: () => store, peer, partition };
    claimLaws(context);
    lossLaws({ ...context, losses: () => opened.losses && followed(opened.losses) });
    recordLaws(context);
    followerLaws(context);
    modelLaws(context);

    test("erase leaves nothing of any partition", async () => {
      const p = partition();
      await (await writer(store, p)).commit(everyPart("x"));
      await store.leaseOutbox(p, "someone", 60_000);
      await store.erase();
      expect(await gather(store.load(p))).toEqual(new Map());
      await expectNoTrace(store, p, "x");
      expect((await store.snapshot(p)).position.sequence).toBe(0);
      expect(await store.leaseOutbox(p, "another", 1_000)).toBe(true);
      expect(await claimed(store, p)).toMatchObject({ sequence: 0, offset: null });
      expect(await (await writer(store, p)).commit(everyPart("y"))).toBe("committed");
    });
  });
}

function everyPart(mark: string): Partial<Commit> {
  return {
    offset: 11,
    mark: `mark ${mark}`,
    rows: [[`row ${mark}`, bytesOf(mark)]],
    records: [{ class: "call", bucket: 3, key: `record ${mark}`, value: bytesOf(mark) }],
    views: [viewOf(`view ${mark}`, JSON.stringify(mark))],
    outbox: [`outbox ${mark}`],
  };
}

async function expectNoTrace(store: Store, partition: number, mark: string): Promise<void> {
  expect((await gather(store.load(partition))).has(`row ${mark}`)).toBe(false);
  expect(await found(store, partition, "call", [`record ${mark}`])).toEqual(new Map());
  expect((await gather(store.bucket(partition, { class: "call", bucket: 3 }))).has(`record ${mark}`)).toBe(false);
  expect((await store.snapshot(partition)).rows.has(`view ${mark}`)).toBe(false);
  const payloads = (await store.outbox(partition, 100)).map((entry) => entry.payload);
  expect(payloads).not.toContain(`outbox ${mark}`);
}
