import { expect, test } from "vitest";
import { alertsHaveNamedFields } from "../src/migrations/0002-alerts-have-named-fields.ts";
import { migrateRow } from "../src/migrations/migrate-row.ts";
import { rowsNotInLog } from "../src/migrations/rows-not-in-log.ts";
import { jsonRow, rowJson } from "../src/row-format.ts";

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

test("of a state that is made anew only alerts are kept, with their format named", () => {
  const rows = ["c", kind, "p"].map((of) => [`here\u001e${of}\u001ex`, unnamed(alert)] as const);
  const [kept, ...others] = rowsNotInLog(rows);
  expect(others).toEqual([]);
  expect(kept![0]).toBe(`here\u001e${kind}\u001ex`);
  expect(rowJson(to, kept![1])).toEqual(read);
});
