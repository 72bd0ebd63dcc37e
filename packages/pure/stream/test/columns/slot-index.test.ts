import fc from "fast-check";
import { expect, test } from "vitest";
import { SlotIndex } from "../../src/columns/slot-index.ts";

/** Of few keys many are equal in one half or in both, and many begin their search in the same place. */
const key = fc.tuple(fc.nat({ max: 2 }), fc.oneof(fc.nat({ max: 40 }), fc.integer()), fc.nat({ max: 2 }));
const step = fc.tuple(fc.boolean(), key);

test("a slot is found by its key and text until it is removed, whatever came and went beside it", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300, size: "max" }), (steps) => {
      let sought = "";
      const texts: string[] = [];
      const index = new SlotIndex((slot) => texts[slot] === sought);
      const model = new Map<string, number>();
      const find = (high: number, low: number, text: number): number => {
        sought = `${high} ${low} ${text}`;
        return index.find(high, low);
      };
      for (const [add, [high, low, text]] of steps) {
        const known = model.get(`${high} ${low} ${text}`) ?? -1;
        expect(find(high, low, text)).toBe(known);
        if (add && known < 0) {
          const vacant = texts.indexOf("");
          const slot = vacant < 0 ? texts.length : vacant;
          texts[slot] = sought;
          model.set(sought, slot);
          index.add(high, low, slot);
        } else if (!add && known >= 0) {
          index.remove(known);
          texts[known] = "";
          model.delete(sought);
        }
        expect(index.size).toBe(model.size);
      }
      for (const [name, slot] of model) {
        const [high, low, text] = name.split(" ").map(Number) as [number, number, number];
        expect(find(high, low, text)).toBe(slot);
      }
    }),
    { numRuns: 100 },
  );
});

test("a slot that is not in it cannot be removed", () => {
  const index = new SlotIndex(() => true);
  index.add(1, 2, 0);
  index.remove(0);
  expect(() => index.remove(0)).toThrow("not in the index");
});
