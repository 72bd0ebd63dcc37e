import fc from "fast-check";
import { expect, test } from "vitest";
import { type FieldValue, fieldKey, RowText } from "../src/row-text.ts";

test("a row written field by field is what the same object makes, whatever its fields are called and hold", () => {
  const value: fc.Arbitrary<FieldValue> = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null));
  const number = fc.oneof(fc.double(), fc.integer(), fc.constant(null));
  const names = fc.uniqueArray(fc.string({ unit: "grapheme" }), { maxLength: 8 });
  fc.assert(
    fc.property(
      names,
      names,
      fc.array(value, { minLength: 8, maxLength: 8 }),
      fc.array(number, { minLength: 8 }),
      (a, b, all, numbers) => {
        // Names that are whole numbers stand first in an object, and `__proto__` is none.
        const free = (name: string): boolean => !/^\d+$/.test(name) && name !== "__proto__";
        const [first, second] = [a.filter(free), b.filter((name) => free(name) && !a.includes(name))];
        const facts = Object.fromEntries(first.map((name, index) => [name, all[index]!]));
        const row = new RowText();
        row.addAll(facts);
        second.forEach((name, index) => {
          row.add(fieldKey(name), numbers[index]!);
        });
        const object = { ...facts, ...Object.fromEntries(second.map((name, index) => [name, numbers[index]!])) };
        expect(row.taken()).toBe(JSON.stringify(object));
      },
    ),
  );
});
