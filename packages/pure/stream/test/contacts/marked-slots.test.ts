/** Slots that are marked, against a plain list. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { ContactSlots, DIRTY, TOUCHED } from "../../src/contacts/contact-slots.ts";
import { MarkedSlots } from "../../src/contacts/marked-slots.ts";

const SLOTS = 5;
const step = fc.record({ what: fc.constantFrom("add", "remove", "each"), slot: fc.nat(SLOTS - 1) });

test("each slot that is still marked has its turn once, and what is marked on the way waits for the next time", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const slots = new ContactSlots();
      for (let slot = 0; slot < SLOTS; slot++) slots.add("call", `c${slot}`);
      const marked = new MarkedSlots(slots, TOUCHED);
      const others = new MarkedSlots(slots, DIRTY);
      others.add(0);
      let plain: number[] = [];
      for (const { what, slot } of steps) {
        if (what === "add") {
          marked.add(slot);
          if (!plain.includes(slot)) plain.push(slot);
        } else if (what === "remove") {
          marked.remove(slot);
          plain = plain.filter((each) => each !== slot);
        } else {
          const seen: number[] = [];
          marked.each((each) => {
            marked.remove(each);
            seen.push(each);
            if (each === slot) marked.add(each);
          });
          expect(new Set(seen)).toEqual(new Set(plain));
          expect(seen).toHaveLength(plain.length);
          plain = plain.filter((each) => each === slot);
        }
        for (let each = 0; each < SLOTS; each++) expect(marked.has(each)).toBe(plain.includes(each));
      }
      expect(others.has(0)).toBe(true);
    }),
    { numRuns: 100, endOnFailure: true },
  );
});
