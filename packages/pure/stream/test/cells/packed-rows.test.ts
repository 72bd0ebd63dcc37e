import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PackedRows } from "../../src/cells/packed-rows.ts";
import { ByteReader } from "../../src/columns/byte-reader.ts";

const reader = new ByteReader();
const rowOf = (rows: PackedRows, index: number): number[] => {
  const { bytes, at, end } = rows.open(rows.placeOf(index), reader);
  return [...bytes.subarray(at, end)];
};

const index = fc.integer({ min: 0, max: 12 });
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant("put" as const), index, bytes: fc.uint8Array({ maxLength: 9 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("remove" as const), index }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("removeBefore" as const), index }) },
);

describe("resting rows", () => {
  test("an index gives the bytes last put under it until it is removed, whatever happens to the others, in ascending order", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const rows = new PackedRows();
        const model = new Map<number, number[]>();
        for (const each of steps) {
          if (each.kind === "put") {
            rows.put(each.index, each.bytes);
            model.set(each.index, [...each.bytes]);
          } else if (each.kind === "remove") {
            rows.remove(each.index);
            model.delete(each.index);
          } else {
            const gone = [...model.keys()].filter((at) => at < each.index);
            expect(rows.removeBefore(each.index)).toBe(gone.length);
            for (const at of gone) model.delete(at);
          }
          const indexes = [...model.keys()].sort((a, b) => a - b);
          expect(Array.from({ length: rows.size }, (_, place) => rows.indexAt(place))).toEqual(indexes);
          for (const at of indexes) expect(rowOf(rows, at)).toEqual(model.get(at));
          for (let at = 0; at <= 13; at++) expect(rows.has(at)).toBe(model.has(at));
        }
      }),
    );
  });

  test("a row written again and again, and panes that go as others come, do not make the buffer grow", () => {
    const rows = new PackedRows();
    for (let pane = 0; pane < 5_000; pane++) {
      for (let commit = 0; commit < 5; commit++) rows.put(pane, new Uint8Array(40 + commit));
      rows.put(Math.max(0, pane - 300), new Uint8Array(45));
      rows.removeBefore(pane - 780);
    }
    const living = 781 * 45;
    expect(rows.size).toBe(781);
    expect(rows.heldBytes).toBeLessThan(1.5 * living + 781 * 12);
  });

  test("rows that come back in any order lie as if they had come in theirs", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(1_000), { maxLength: 40 }), (indexes) => {
        const rows = new PackedRows();
        for (const at of indexes) rows.put(at, Uint8Array.of(at & 255, at >> 8));
        const sorted = indexes.toSorted((a, b) => a - b);
        expect(sorted.map((at) => rowOf(rows, at))).toEqual(sorted.map((at) => [at & 255, at >> 8]));
      }),
    );
  });
});

test("a pane of the year 9999 is found again: its number needs more than 32 bits", () => {
  const rows = new PackedRows();
  const pane = Math.floor(Date.UTC(9999, 11, 31) / 10_000);
  rows.put(pane, Uint8Array.of(1, 2, 3));
  rows.put(177_476_700, Uint8Array.of(4));
  expect(rows.has(pane)).toBe(true);
  expect([rows.indexAt(0), rows.indexAt(1)]).toEqual([177_476_700, pane]);
});
