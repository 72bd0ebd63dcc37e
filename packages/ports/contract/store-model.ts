/** S2 and S7 as a property: after any sequence of commits, claims and repetitions the store equals plain maps. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Commit, CommitResult, Store } from "../src/index.ts";
import { charactersOf, claimed, type StoreUnderTest } from "./store-writer.ts";

const keys = ["a", "b", "c"] as const;
const buckets = [1, 2] as const;
const classes = ["call", "email"] as const;
const value = fc.option(fc.uint8Array({ maxLength: 8 }), { nil: null });
const entriesOf = <V>(of: fc.Arbitrary<V>) =>
  fc.uniqueArray(fc.tuple(fc.constantFrom(...keys), of), { selector: ([key]) => key });
const record = fc.record({
  class: fc.constantFrom(...classes),
  bucket: fc.constantFrom(...buckets),
  key: fc.constantFrom(...keys),
  value,
});
const parts = fc.record({
  offset: fc.nat(),
  mark: fc.option(
    fc.string({ maxLength: 4 }).map((end) => `m${end}`),
    { nil: null },
  ),
  rows: entriesOf(value),
  records: fc.uniqueArray(record, { selector: (put) => `${put.class} ${put.bucket} ${put.key}` }),
  views: entriesOf(value),
  outbox: fc.array(fc.string({ maxLength: 8 }), { maxLength: 3 }),
});
const step = fc.oneof(
  { weight: 1, arbitrary: fc.record({ does: fc.constant("claim" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant("drop" as const),
      class: fc.constantFrom(...classes),
      bucket: fc.constantFrom(...buckets),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant("commit" as const),
      parts,
      back: fc.constantFrom(0, 0, 0, 0, 1, 2),
      late: fc.constantFrom(false, false, false, true),
    }),
  },
);

interface Model {
  epoch: string;
  /** Of the claim before. */
  zombie: string;
  sequence: number;
  offset: number | null;
  mark: string | null;
  /** Values a character for each byte. */
  readonly rows: Map<string, string>;
  readonly records: Map<string, Map<string, string>>;
  readonly views: Map<string, string>;
  readonly outbox: string[];
}

export function modelLaws({ store, partition }: StoreUnderTest): void {
  test("S2 any sequence of commits leaves the store equal to plain maps", async () => {
    const steps = fc.array(step, { minLength: 1, maxLength: 25 });
    const property = fc.asyncProperty(steps, async (all) => {
      const p = partition();
      const before = await claimed(store(), p);
      const first = await claimed(store(), p);
      const model: Model = {
        ...first,
        zombie: before.epoch,
        rows: new Map(),
        records: new Map(),
        views: new Map(),
        outbox: [],
      };
      for (const one of all) {
        if (one.does === "claim") {
          const claim = await claimed(store(), p);
          const { sequence, offset, mark } = model;
          expect(claim).toEqual({ epoch: claim.epoch, sequence, offset, mark });
          model.zombie = model.epoch;
          model.epoch = claim.epoch;
          continue;
        }
        const empty = { offset: model.offset, mark: model.mark, rows: [], records: [], views: [], outbox: [] };
        const [from, epoch] =
          one.does === "drop"
            ? [model.sequence, model.epoch]
            : [Math.max(0, model.sequence - one.back), one.late ? model.zombie : model.epoch];
        const commit: Commit = {
          partition: p,
          epoch,
          from,
          to: from + 1,
          dropBuckets: one.does === "drop" ? [{ class: one.class, bucket: one.bucket }] : [],
          ...(one.does === "drop" ? empty : one.parts),
        };
        expect(await store().commit(commit)).toBe(applyToModel(model, commit));
      }
      await expectEqual(store(), p, model);
    });
    await fc.assert(property, { numRuns: 25, endOnFailure: true });
  });
}

function applyToModel(model: Model, commit: Commit): CommitResult {
  if (commit.epoch !== model.epoch) return "fenced";
  if (commit.to === model.sequence) return "committed";
  if (commit.from !== model.sequence) return "diverged";
  model.sequence = commit.to;
  model.offset = commit.offset;
  model.mark = commit.mark;
  for (const { class: recordClass, bucket } of commit.dropBuckets) model.records.delete(`${recordClass} ${bucket}`);
  setAll(model.rows, commit.rows.map(characters));
  setAll(model.views, commit.views.map(characters));
  for (const put of commit.records) {
    const name = `${put.class} ${put.bucket}`;
    const bucket = model.records.get(name) ?? new Map<string, string>();
    model.records.set(name, bucket);
    setAll(bucket, [characters([put.key, put.value])]);
  }
  model.outbox.push(...commit.outbox);
  return "committed";
}

function setAll(map: Map<string, string>, changes: readonly (readonly [string, string | null])[]): void {
  for (const [key, to] of changes) {
    if (to === null) map.delete(key);
    else map.set(key, to);
  }
}

const characters = ([key, bytes]: readonly [string, Uint8Array | null]): readonly [string, string | null] => [
  key,
  bytes === null ? null : charactersOf(bytes),
];

async function read(chunks: ReturnType<Store["load"]>): Promise<Map<string, string>> {
  const all = new Map<string, string>();
  for await (const chunk of chunks) for (const [key, bytes] of chunk) all.set(key, charactersOf(bytes));
  return all;
}

async function expectEqual(store: Store, partition: number, model: Model): Promise<void> {
  expect(await read(store.load(partition))).toEqual(model.rows);
  const snapshot = await store.snapshot(partition);
  expect(new Map([...snapshot.rows].map(([id, row]) => [id, charactersOf(row)]))).toEqual(model.views);
  expect(snapshot.position.sequence).toBe(model.sequence);
  expect((await store.outbox(partition, 1_000)).map((entry) => entry.payload)).toEqual(model.outbox);
  for (const recordClass of classes) {
    const found = new Map<string, { bucket: number; value: string }>();
    for (const bucket of buckets) {
      const held = model.records.get(`${recordClass} ${bucket}`) ?? new Map<string, string>();
      expect(await read(store.bucket(partition, { class: recordClass, bucket }))).toEqual(held);
      for (const [key, bytes] of held) found.set(key, { bucket, value: bytes });
    }
    const looked = [...(await store.lookup(partition, recordClass, keys))];
    expect(
      new Map(looked.map(([key, { bucket, value: bytes }]) => [key, { bucket, value: charactersOf(bytes) }])),
    ).toEqual(found);
  }
}
