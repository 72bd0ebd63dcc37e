import fc from "fast-check";
import { expect, test } from "vitest";
import { ByteReader } from "../../src/columns/byte-reader.ts";
import { ByteWriter } from "../../src/columns/byte-writer.ts";

type Value = readonly ["byte" | "unsigned" | "signed" | "int32" | "float64", number] | readonly ["text", string];

/** Every power of two has numbers of its own just below and above it: that is where a form of so many bytes ends. */
const edges = fc
  .tuple(fc.nat({ max: 52 }), fc.integer({ min: -1, max: 1 }))
  .map(([power, beside]) => Math.max(0, 2 ** power + beside));
const unsigned = fc.oneof(fc.maxSafeNat(), edges, fc.nat({ max: 300 }), fc.constant(Number.MAX_SAFE_INTEGER));
const signed = fc.oneof(
  unsigned,
  unsigned.map((value) => 0 - value),
);
const value: fc.Arbitrary<Value> = fc.oneof(
  fc.nat({ max: 255 }).map((byte) => ["byte", byte] as const),
  unsigned.map((number) => ["unsigned", number] as const),
  signed.map((number) => ["signed", number] as const),
  fc.integer().map((number) => ["int32", number] as const),
  fc.double().map((number) => ["float64", number] as const),
  fc.oneof(fc.string(), fc.string({ unit: "grapheme", maxLength: 300 })).map((text) => ["text", text] as const),
);

function written(values: readonly Value[], writer = new ByteWriter(1)): ByteWriter {
  for (const [kind, of] of values)
    if (kind === "text") writer.text(of);
    else writer[kind](of);
  return writer;
}

test("what was written is read, in place, wherever the bytes lie in a buffer", () => {
  fc.assert(
    fc.property(fc.array(value), fc.nat({ max: 5 }), (values, before) => {
      const bytes = written(values).taken();
      const buffer = new Uint8Array(before + bytes.length + 3).fill(0xff);
      buffer.set(bytes, before);
      const reader = new ByteReader().open(buffer, before, before + bytes.length);
      for (const [kind, of] of values) expect(reader[kind]()).toBe(of);
      expect(reader.isAtEnd).toBe(true);
    }),
  );
});

test("a writer that is cleared writes the same bytes as a new one", () => {
  fc.assert(
    fc.property(fc.array(value), fc.array(value), (first, second) => {
      const writer = written(first);
      writer.clear();
      expect(written(second, writer).taken()).toEqual(written(second).taken());
    }),
  );
});

test("small numbers take one byte, times take six, and no safe integer more than eight", () => {
  const lengthOf = (kind: "unsigned" | "signed", number: number): number => written([[kind, number]]).length;
  expect([0, 127, 128, 1_795_946_400_000].map((number) => lengthOf("unsigned", number))).toEqual([1, 1, 2, 6]);
  expect([0, 63, -63, 64].map((number) => lengthOf("signed", number))).toEqual([1, 1, 1, 2]);
  expect(lengthOf("unsigned", Number.MAX_SAFE_INTEGER)).toBe(8);
  expect(lengthOf("signed", Number.MIN_SAFE_INTEGER)).toBe(8);
});

test("a passed text lies before where the reader stands", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), unsigned, (text, after) => {
      const bytes = written([
        ["text", text],
        ["unsigned", after],
      ]).taken();
      const reader = new ByteReader().open(bytes);
      const length = reader.passText();
      expect(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(reader.at - length, reader.at))).toBe(
        text,
      );
      expect(reader.unsigned()).toBe(after);
    }),
  );
});

test("bytes that were cut anywhere are found damaged, never read beyond their end", () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 1 }), fc.nat(), (values, cut) => {
      const bytes = written(values).taken();
      const reader = new ByteReader().open(bytes, 0, cut % bytes.length);
      expect(() => {
        for (const [kind] of values) reader[kind]();
      }).toThrow("middle of a value");
    }),
  );
});

test("a part of another buffer is copied as it is", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(), fc.nat(), (source, a, b) => {
      const from = a % (source.length + 1);
      const to = from + (b % (source.length - from + 1));
      const writer = new ByteWriter(1);
      writer.copy(source, from, to);
      expect(writer.taken()).toEqual(source.slice(from, to));
    }),
  );
});
