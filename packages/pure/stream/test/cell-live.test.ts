import fc from "fast-check";
import { expect, test } from "vitest";
import { CellLive } from "../src/cell-live.ts";

/** Someone enters with this time, or one of those who wait leaves. */
const step = fc.oneof(fc.nat(40), fc.record({ leaves: fc.nat() }));

test("whoever enters and leaves in any order, who waits and since when is what a sorted list says", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), fc.nat(45), (steps, time) => {
      const live = new CellLive();
      const waiting: number[] = [];
      for (const taken of steps) {
        if (typeof taken === "number") {
          live.enter(taken);
          waiting.push(taken);
        } else if (waiting.length > 0) {
          // Mostly the one who waits longest, as in a queue.
          waiting.sort((a, b) => a - b);
          const [since] = waiting.splice(taken.leaves % 3 === 0 ? taken.leaves % waiting.length : 0, 1);
          live.leave(since!);
        }
        expect([live.waiting, live.oldestQueuedAt]).toEqual([
          waiting.length,
          waiting.length === 0 ? null : Math.min(...waiting),
        ]);
        expect(live.queuedBefore(time)).toBe(waiting.filter((since) => since < time).length);
      }
    }),
  );
});

test("who never entered, or has left, cannot leave", () => {
  const live = new CellLive();
  expect(() => live.leave(5)).toThrow("nobody has been waiting since 5");
  live.enter(5);
  live.enter(7);
  live.leave(5);
  expect(() => live.leave(5)).toThrow("nobody has been waiting since 5");
  expect(live.oldestQueuedAt).toBe(7);
});
