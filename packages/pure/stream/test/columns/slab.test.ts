import fc from "fast-check";
import { expect, test } from "vitest";
import { Slab } from "../../src/columns/slab.ts";

/** A string with its place and rounding. */
const OVERHEAD = 24;
const SMALLEST = 16_384;

const filled = (length: number, value: number): Uint8Array => new Uint8Array(length).fill(value);
const inSlab = (slab: Slab, handle: number): Uint8Array =>
  slab.bytesOf(handle).slice(slab.startOf(handle), slab.endOf(handle));

const length = fc.oneof(
  { weight: 8, arbitrary: fc.nat({ max: 700 }) },
  { weight: 2, arbitrary: fc.nat({ max: 8_000 }) },
  { weight: 1, arbitrary: fc.nat({ max: 90_000 }) },
);
const step = fc.tuple(
  fc.constantFrom("put", "put", "replace", "replace", "extend", "free"),
  fc.nat(),
  length,
  fc.nat({ max: 255 }),
);

test("a handle gives what was last put under it, whatever became of the others, and little more is held than lives", {
  timeout: 60_000,
}, () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 400, size: "max" }), (steps) => {
      const slab = new Slab();
      const model = new Map<number, Uint8Array>();
      for (const [what, which, size, value] of steps) {
        const bytes = filled(size, value);
        const handle = [...model.keys()][which % Math.max(1, model.size)];
        if (what === "put" || handle === undefined) {
          const given = slab.put(bytes, 0, size);
          expect(model.has(given)).toBe(false);
          model.set(given, bytes);
        } else if (what === "replace") {
          slab.replace(handle, bytes, 0, size);
          model.set(handle, bytes);
        } else if (what === "extend") {
          slab.extend(handle, bytes, 0, size);
          const whole = new Uint8Array(model.get(handle)!.length + size);
          whole.set(model.get(handle)!);
          whole.set(bytes, whole.length - size);
          model.set(handle, whole);
        } else {
          slab.free(handle);
          model.delete(handle);
        }
        let lives = 0;
        for (const held of model.values()) lives += held.length + OVERHEAD;
        expect(slab.heldBytes).toBeLessThanOrEqual((lives * 8) / 5 + 2 * SMALLEST);
      }
      for (const [handle, bytes] of model) expect(inSlab(slab, handle)).toEqual(bytes);
    }),
    { numRuns: 25 },
  );
});

test("contacts that grow event by event and leave again do not make the slab grow", () => {
  const slab = new Slab();
  const open: { readonly handle: number; length: number }[] = [];
  const event = filled(60, 7);
  for (let round = 0; round < 60_000; round++) {
    if (open.length < 2_000) open.push({ handle: slab.put(event, 0, 60), length: 60 });
    const at = (round * 7_919) % open.length;
    const contact = open[at]!;
    contact.length += 60;
    slab.replace(contact.handle, filled(contact.length, at), 0, contact.length);
    if (contact.length < 600) continue;
    slab.free(contact.handle);
    open[at] = open.at(-1)!;
    open.pop();
  }
  const lives = open.reduce((sum, { length: bytes }) => sum + bytes + OVERHEAD, 0);
  expect(slab.heldBytes).toBeLessThan((lives * 8) / 5 + 2 * SMALLEST);
});

test("what a peak took is given back", () => {
  const slab = new Slab();
  const handles = Array.from({ length: 10_000 }, () => slab.put(filled(300, 1), 0, 300));
  expect(slab.heldBytes).toBeGreaterThan(3_000_000);
  for (const handle of handles) slab.free(handle);
  expect(slab.heldBytes).toBeLessThanOrEqual(2 * SMALLEST);
});
