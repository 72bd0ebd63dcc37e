import { UNKNOWN } from "@floorwalker/domain";
import { expect, test } from "vitest";
import { alertsHaveNamedFields } from "../src/migrations/0002-alerts-have-named-fields.ts";
import { migrateRow } from "../src/migrations/migrate-row.ts";
import { rowsNotInLog } from "../src/migrations/rows-not-in-log.ts";
import { BEFORE_ALL, isAfter } from "../src/restart.ts";
import { jsonRow, rowJson } from "../src/row-format.ts";
import { sourceOfRow } from "../src/source-table.ts";

const { kind, from: first, to } = alertsHaveNamedFields;
const alert = [{ kind: "firing", value: 0.6, since: 1, firedAt: 1 }, null];
const read = { state: alert[0], resolved: null };
const unnamed = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

test("an alert of before formats had names is read as it was, and a second time nothing becomes of it", () => {
  const migrated = migrateRow(kind, unnamed(alert));
  expect(rowJson(to, migrated)).toEqual(read);
  expect(migrateRow(kind, jsonRow(first, alert))).toEqual(migrated);
  expect(migrateRow(kind, migrated)).toBe(migrated);
});

test("a row of another kind, or of a format that no step begins with, stays as it is", () => {
  const row = unnamed([1]);
  expect(migrateRow("c", row)).toBe(row);
  const later = jsonRow(to + 1, alert);
  expect(migrateRow(kind, later)).toBe(later);
});

const QUARTER = ["ann", "1971936"];
/** Of format 2: names, then marks: time since the one before, kind and state, and what follows. */
const quarter = (...marks: number[][]): Uint8Array => Uint8Array.from([2, 1, 1, 112, ...marks.flat()]);

test("a quarter of an agent's hour of before signs had places has the same marks, each with the state that its moment led to", () => {
  const own = (kind: number, code: number, since: number): number[] => [since, kind * 16 + code, 2, 9, 9];
  const before = quarter(
    [0, 3 * 16 + 1],
    own(4, 4, 0),
    [0, 5 * 16 + 4, 0, 1],
    [0, 7 * 16 + 2, 0, 1],
    own(8, 2, 0),
    [7, 1 * 16 + 0, 1],
    [9, 6 * 16 + 15],
  );
  const after = quarter(
    [0, 3 * 16 + 2],
    own(4, 2, 0),
    own(4, 2, 0),
    [0, 6 * 16 + 2, 0, 1],
    [0, 7 * 16 + 2, 0, 1],
    [7, 1 * 16 + 0, 1],
    [9, 8 * 16 + 15],
  );
  after[0] = 3;
  expect(migrateRow("a", before, QUARTER)).toEqual(after);
  expect(migrateRow("a", after, QUARTER)).toBe(after);
  for (const other of ["base", "scheduled 20541"]) expect(migrateRow("a", before, ["ann", other])).toBe(before);
});

test("a source's restarts of before they had places come before everything of their moment", () => {
  const at = 1_774_742_400_000;
  const { restarts, lastHeardAt, beats } = sourceOfRow(migrateRow("r", jsonRow(1, [at + 5, [at]])));
  expect({ restarts, lastHeardAt, beats }).toEqual({
    restarts: [{ at, sequence: BEFORE_ALL, id: "" }],
    lastHeardAt: at + 5,
    beats: false,
  });
  expect([isAfter(restarts[0]!, at, 0), isAfter(restarts[0]!, at, UNKNOWN), isAfter(restarts[0]!, at - 1, 0)]).toEqual([
    false,
    false,
    true,
  ]);
});

test("of a state that is made anew only alerts are kept, with their format named", () => {
  const rows = ["c", kind, "p"].map((of) => [`here\u001e${of}\u001ex`, unnamed(alert)] as const);
  const [kept, ...others] = rowsNotInLog(rows);
  expect(others).toEqual([]);
  expect(kept![0]).toBe(`here\u001e${kind}\u001ex`);
  expect(rowJson(to, kept![1])).toEqual(read);
});
