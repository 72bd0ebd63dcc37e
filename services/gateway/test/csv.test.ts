import fc from "fast-check";
import { expect, test } from "vitest";
import { csvLine, wantsCsv } from "../src/csv.ts";

/** As RFC 4180 reads a line. */
const fieldsOf = (line: string): string[] =>
  [...`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,"]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
  );

test("whatever a name holds, a line is read back as its fields, and none begins like a formula", () => {
  const field = fc.oneof(
    fc.string({ unit: fc.constantFrom("a", "é", '"', ",", "\r", "\n", "=", "＝", "-", "\t", " ", "😀") }),
    fc.constantFrom("=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "＝1+1", "＠x", 'a"b', "a,b", "a\nb"),
  );
  fc.assert(
    fc.property(fc.array(field, { minLength: 1, maxLength: 5 }), (fields) => {
      const line = csvLine(fields);
      expect(line.endsWith("\r\n")).toBe(true);
      const read = fieldsOf(line.slice(0, -2));
      expect(read).toEqual(fields.map((text) => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text)));
      for (const text of read) expect(text).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
    }),
  );
});

test("numbers stay numbers, below zero too, and what is not known is empty", () => {
  expect(csvLine([-3, 0.5, null, 1e21, "x"])).toBe("-3,0.5,,1e+21,x\r\n");
});

test.each([
  [undefined, false],
  ["*/*", false],
  ["text/csv", true],
  ["text/csv, application/json", true],
  ["application/json, text/csv;q=0.5", false],
])("of CSV and JSON it is the one that is named first: %s", (accept, csv) => {
  expect(wantsCsv(accept)).toBe(csv);
});
