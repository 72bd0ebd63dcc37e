import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonRow, rowJson, rowText, textRow } from "../src/row-format.ts";

const FORMAT = 7;

test("a row names its format first and gives back its text, however long and in whatever script", () => {
  const text = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.integer({ min: 1, max: 40_000 }).map((length) => "ü".repeat(length)),
  );
  fc.assert(
    fc.property(fc.array(text), (texts) => {
      const rows = texts.map((each) => textRow(FORMAT, each));
      expect(rows.map((row) => row[0])).toEqual(texts.map(() => FORMAT));
      // Only now: rows that share memory must not have written over each other.
      expect(rows.map((row) => rowText(FORMAT, row))).toEqual(texts);
    }),
  );
});

test("a row of another format is an error that names both, never a guess", () => {
  expect(() => rowText(FORMAT, textRow(8, "[]"))).toThrow("a row of format 8, this program reads 7");
  expect(() => rowText(FORMAT, new Uint8Array())).toThrow(RangeError);
});

test("a value comes back as it was", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(rowJson(FORMAT, jsonRow(FORMAT, value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
