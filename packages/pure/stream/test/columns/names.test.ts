import fc from "fast-check";
import { expect, test } from "vitest";
import { Names, NONE } from "../../src/columns/names.ts";

const text = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.string({ unit: "grapheme", maxLength: 8 }),
  fc.constantFrom("sales", "support"),
);
const bytesOf = (name: string): Uint8Array => new TextEncoder().encode(name);

test("a text has one number, whether it is said as text or as bytes, and the number gives the text", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(text, fc.boolean())), (said) => {
      const names = new Names();
      const given = new Map<string, number>();
      for (const [name, asBytes] of said) {
        const number = asBytes ? names.ofBytes(bytesOf(name), 0, bytesOf(name).length) : names.of(name);
        expect(given.get(name) ?? number).toBe(number);
        given.set(name, number);
        expect(names.textOf(number)).toBe(name);
      }
      expect(new Set(given.values()).size).toBe(given.size);
      expect(names.size).toBe(given.size);
      expect([...given.values()]).not.toContain(NONE);
    }),
  );
});

test("nobody is no name, and the empty text is one", () => {
  const names = new Names();
  expect(names.of(null)).toBe(NONE);
  expect(names.textOf(NONE)).toBeNull();
  expect(names.of("")).not.toBe(NONE);
  expect(names.find("never said")).toBe(NONE);
});

test("stored names have their numbers after a restart, whichever commits wrote which of their rows", () => {
  fc.assert(
    fc.property(fc.array(fc.array(text, { maxLength: 90 }), { maxLength: 6, size: "max" }), (commits) => {
      const names = new Names();
      const stored = new Map<number, Uint8Array>();
      for (const said of commits) {
        for (const name of said) names.of(name);
        for (const [row, value] of names.takeRows()) stored.set(row, value);
      }
      const again = new Names();
      for (const [row, value] of [...stored].reverse()) again.restore(row, value);
      for (const name of commits.flat()) {
        expect(again.find(name)).toBe(names.find(name));
        expect(again.ofBytes(bytesOf(name), 0, bytesOf(name).length)).toBe(names.find(name));
      }
      const next = "nobody's name so far";
      expect(again.of(next)).toBe(names.of(next));
      for (const value of stored.values()) expect(value.length).toBeLessThan(4_096);
    }),
  );
});

test("a commit that says no new name stores no names", () => {
  const names = new Names();
  names.of("sales");
  expect([...names.takeRows()]).toHaveLength(1);
  names.of("sales");
  expect([...names.takeRows()]).toEqual([]);
});

test("names in a format of another release are refused", () => {
  expect(() => new Names().restore(0, Uint8Array.of(9))).toThrow("format");
});

test("bytes that are no UTF-8 are the text they come to", () => {
  const names = new Names();
  const broken = Uint8Array.of(0x61, 0xff);
  expect(names.ofBytes(broken, 0, 2)).toBe(names.of("a\uFFFD"));
  expect(names.ofBytes(broken, 0, 2)).toBe(names.ofBytes(bytesOf("a\uFFFD"), 0, 4));
});
