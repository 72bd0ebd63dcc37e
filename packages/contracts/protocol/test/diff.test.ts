import fc from "fast-check";
import { expect, test } from "vitest";
import { applyChanges, changeSchema, diffRows, type Row } from "../src/index.ts";

const value = fc.oneof(
  fc.string(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);
/** Field names are the program's own, so `__proto__` (which the schema drops) is none. */
const field = fc
  .oneof(fc.constantFrom("waiting", "name", "serviceLevel.5m", "toString"), fc.string())
  .filter((name) => name !== "__proto__");
const row = fc
  .dictionary(field, value, { noNullPrototype: true })
  .map((fields): Row => ({ ...fields, id: "r", kind: "queue" }));
const maybeRow = fc.option(row, { nil: null });

const table = (...rows: (Row | null)[]): ReadonlyMap<string, Row> =>
  new Map(rows.filter((entry) => entry !== null).map((entry) => [entry.id, entry]));

const other: Row = { id: "other", kind: "site" };

test("applying the difference of two rows to the first gives the second, also over the wire", () => {
  fc.assert(
    fc.property(maybeRow, maybeRow, (before, after) => {
      const change = diffRows(before, after);
      const sent = change === null ? [] : [changeSchema.parse(JSON.parse(JSON.stringify(change)))];
      expect(byId(applyChanges(table(other, before), sent))).toEqual(byId(table(other, after)));
    }),
  );
});

test("nothing changed means no change, and only then", () => {
  fc.assert(
    fc.property(maybeRow, maybeRow, (before, after) => {
      expect(diffRows(before, before === null ? null : { ...before })).toBeNull();
      const equal = JSON.stringify(sorted(before)) === JSON.stringify(sorted(after));
      if (!equal) expect(diffRows(before, after)).not.toBeNull();
    }),
  );
});

test("only changed fields travel", () => {
  const before: Row = { id: "q", kind: "queue", waiting: 3, title: "Sales", old: 1 };
  expect(diffRows(before, { id: "q", kind: "queue", waiting: 4, title: "Sales" })).toEqual({
    id: "q",
    set: { waiting: 4 },
    unset: ["old"],
  });
});

test("a row that did not change stays the same object, and the old table is untouched", () => {
  const rows = table(other, { id: "q", kind: "queue", waiting: 1 });
  const next = applyChanges(rows, [{ id: "q", set: { waiting: 2 } }]);
  expect(next.get("other")).toBe(other);
  expect(rows.get("q")).toMatchObject({ waiting: 1 });
  expect(applyChanges(rows, [])).toBe(rows);
});

test("removing a row and writing it anew in one delta leaves nothing of the old one", () => {
  const rows = table({ id: "q", kind: "queue", waiting: 1, stray: true });
  const changes = [
    { id: "q", remove: true as const },
    { id: "q", set: { kind: "queue", waiting: 2 } },
  ];
  expect(applyChanges(rows, changes).get("q")).toEqual({ id: "q", kind: "queue", waiting: 2 });
});

/** Without order, and without −0, which JSON does not know. */
const byId = (rows: ReadonlyMap<string, Row>): unknown => JSON.parse(JSON.stringify(Object.fromEntries(rows)));
const sorted = (entry: Row | null) => entry && Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1));
