import fc from "fast-check";
import { expect, test } from "vitest";
import { TextHash } from "../../src/columns/text-hash.ts";

const hash = new TextHash();
const of = (text: string, seed?: number): string => {
  const { high, low } = hash.ofText(text, seed);
  return `${high} ${low}`;
};

test("a text and its bytes have the same hash, wherever the bytes lie", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.nat({ max: 4 }), fc.integer(), (text, before, seed) => {
      const bytes = new TextEncoder().encode(text);
      const buffer = new Uint8Array(before + bytes.length + 2).fill(1);
      buffer.set(bytes, before);
      const asText = of(text, seed);
      const { high, low } = hash.ofBytes(buffer, before, before + bytes.length, seed);
      expect(`${high} ${low}`).toBe(asText);
    }),
  );
});

test("texts as sources number them have different hashes, also under another seed", () => {
  const seen = new Set<string>();
  for (let number = 0; number < 50_000; number++) for (const seed of [0, 1]) seen.add(of(`c-${number}`, seed));
  expect(seen.size).toBe(100_000);
  expect(new Set([...seen].map((both) => Number(both.split(" ")[1]) & 0xffff)).size).toBeGreaterThan(50_000);
});

test("a stored hash is known again by every later release", () => {
  expect(of("1794000000.17")).toBe("-381072828 889704807");
});
