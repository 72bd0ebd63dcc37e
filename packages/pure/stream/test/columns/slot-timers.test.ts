import fc from "fast-check";
import { expect, test } from "vitest";
import { SlotTimers } from "../../src/columns/slot-timers.ts";

const at = fc.option(fc.integer({ min: 0, max: 50 }), { freq: 6, nil: null });
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ slot: fc.nat({ max: 40 }), at }) },
  { weight: 1, arbitrary: fc.record({ now: fc.nat({ max: 60 }) }) },
);

test("slots come in the order of their latest due times, the lower slot first, however often these were replaced", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300, size: "max" }), (steps) => {
      const timers = new SlotTimers();
      const due = new Map<number, number>();
      const first = (): readonly [number, number] | undefined =>
        [...due].sort(([a, one], [b, other]) => one - other || a - b)[0];
      for (const each of [...steps, ...Array.from({ length: 42 }, () => ({ now: 100 }))]) {
        if ("slot" in each) {
          timers.set(each.slot, each.at);
          if (each.at === null) due.delete(each.slot);
          else due.set(each.slot, each.at);
          expect(timers.dueAt(each.slot)).toBe(each.at);
        } else {
          const [slot, time] = first() ?? [-1, Number.POSITIVE_INFINITY];
          expect(timers.take(each.now)).toBe(time <= each.now ? slot : -1);
          if (time <= each.now) due.delete(slot);
        }
        expect(timers.next()).toBe(first()?.[1] ?? null);
        expect(timers.size).toBe(due.size);
      }
    }),
    { numRuns: 60 },
  );
});

test("a due time hours ahead that was replaced is not held", () => {
  const timers = new SlotTimers();
  for (let contact = 0; contact < 1_000; contact++) {
    timers.set(contact % 10, contact + 14_400_000);
    timers.set(contact % 10, contact + 120_000);
  }
  expect(timers.size).toBe(10);
});
