/** A release may put a counter anywhere in its list or leave one out: what is stored keeps its meaning. */
import { ANSWERED_WAIT, C, COUNTER_COUNT, COUNTERS } from "@floorwalker/domain";
import { describe, expect, test } from "vitest";
import type { Bucket } from "../../src/cells/bucket.ts";
import { BucketPool } from "../../src/cells/bucket-pool.ts";
import { Buckets } from "../../src/cells/buckets.ts";
import { CounterColumns } from "../../src/cells/counter-columns.ts";
import { Landing } from "../../src/cells/landing.ts";
import { Span } from "../../src/cells/span.ts";
import { ByteReader } from "../../src/columns/byte-reader.ts";
import { ByteWriter } from "../../src/columns/byte-writer.ts";

/** What the store has of each dictionary. */
const stored = new WeakMap<CounterColumns, Map<number, Uint8Array>>();

/** A dictionary as another release finds it in the store. */
function afterRestart(before: CounterColumns, counters: readonly string[]): CounterColumns {
  const after = new CounterColumns(counters);
  const rows = new Map(stored.get(before));
  for (const [row, value] of before.takeRows()) rows.set(row, value);
  for (const [row, value] of rows) after.restore(row, value);
  stored.set(after, rows);
  return after;
}

/** An empty one, and where amounts go into it. */
function begun(columns: CounterColumns): { readonly bucket: Bucket; readonly landing: Landing } {
  const pool = new BucketPool(columns, 8);
  const bucket = pool.begin(new Buckets({ cell: "c", rowPrefix: "", lengthMs: 10_000, perRow: 6, pool }), 0);
  const landing = new Landing(pool);
  landing.bucket(bucket);
  return { bucket, landing };
}

function packed(columns: CounterColumns, amounts: readonly (readonly [counter: number, amount: number])[]): Uint8Array {
  const { bucket, landing } = begun(columns);
  for (const [counter, amount] of amounts) landing.add(0, counter, amount, 1);
  const writer = new ByteWriter();
  bucket.pack(writer);
  return writer.taken();
}

function amountsOf(columns: CounterColumns, row: Uint8Array, counters: readonly string[]): Record<string, number> {
  const { bucket } = begun(columns);
  bucket.unpack(new ByteReader().open(row));
  const amounts: Record<string, number> = {};
  bucket.eachAmount((column, amount) => {
    amounts[counters[columns.counterOf(column)] ?? "?"] = amount;
  });
  return amounts;
}

describe("a stored row and another list of counters", () => {
  test("a counter put in the middle of the list changes nothing of what a stored row means", () => {
    const before = new CounterColumns();
    const row = packed(before, [
      [C.offered, 3],
      [C.surveys, 2],
      [C.surveyScore, 5_000],
    ]);
    const grown = COUNTERS.toSpliced(3, 0, "whistled" as (typeof COUNTERS)[number]);
    const after = afterRestart(before, grown);
    expect(amountsOf(after, row, grown)).toEqual({ offered: 3, surveys: 2, surveyScore: 5_000 });
    expect(after.columnOf(3)).toBe(COUNTER_COUNT);
  });

  test("rows of both releases lie side by side and mean the same", () => {
    const before = new CounterColumns();
    const old = packed(before, [[C.surveyScore, 5_000]]);
    const grown = COUNTERS.toSpliced(3, 0, "whistled" as (typeof COUNTERS)[number]);
    const after = afterRestart(before, grown);
    const young = packed(after, [[grown.indexOf("surveyScore"), 5_000]]);
    expect(young).toEqual(old);
    const again = afterRestart(after, [...grown].reverse());
    expect(amountsOf(again, old, [...grown].reverse())).toEqual({ surveyScore: 5_000 });
  });

  test("a counter that is gone keeps its column: an older release that comes back finds it as it was", () => {
    const before = new CounterColumns();
    const row = packed(before, [
      [C.offered, 3],
      [C.transferred, 7],
    ]);
    const shrunk = COUNTERS.filter((name) => name !== "transferred");
    const between = afterRestart(before, shrunk);
    expect(amountsOf(between, row, shrunk)).toEqual({ offered: 3, "?": 7 });
    const { bucket, landing } = begun(between);
    bucket.unpack(new ByteReader().open(row));
    landing.add(0, shrunk.indexOf("offered"), 1, 1);
    const writer = new ByteWriter();
    bucket.pack(writer);
    expect(amountsOf(afterRestart(between, COUNTERS), writer.taken(), COUNTERS)).toEqual({
      offered: 4,
      transferred: 7,
    });
  });

  test("what is not known is in no sum", () => {
    const before = new CounterColumns([...COUNTERS, "of a later release"]);
    const row = packed(before, [[C.offered, 1]]);
    const later = new ByteWriter();
    later.copy(row, 0, row.length);
    later.unsigned(2 * (COUNTER_COUNT - C.offered));
    const after = afterRestart(before, COUNTERS);
    const span = new Span(0);
    span.addPacked(new ByteReader().open(later.taken()), 0, after, 1);
    expect(span.counters.filter((amount) => amount !== 0)).toEqual([1]);
  });

  test("a row without its dictionary is an error, never a guess", () => {
    const row = packed(new CounterColumns([...COUNTERS, "one more"]), [[C.offered, 1]]);
    const later = new ByteWriter();
    later.copy(row, 0, row.length);
    later.unsigned(2 * (COUNTER_COUNT - C.offered));
    const reader = new ByteReader();
    expect(() => new Span(0).addPacked(reader.open(later.taken()), 0, new CounterColumns(), 1)).toThrow(/column/);
    expect(() => amountsOf(new CounterColumns(), later.taken(), COUNTERS)).toThrow(/column/);
  });

  test("a dictionary that comes when something was counted already is an error, never a guess", () => {
    const before = new CounterColumns();
    const [[row, value]] = [...before.takeRows()] as [[number, Uint8Array]];
    const after = new CounterColumns();
    packed(after, [[ANSWERED_WAIT, 5]]);
    expect(() => after.restore(row, value)).toThrow(/before their dictionary/);
  });
});
