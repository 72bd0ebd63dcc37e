import fc from "fast-check";
import { expect, test } from "vitest";
import { type Timed, TimerQueue } from "../src/timer-queue.ts";

const target = (): Timed => ({ dueAt: null });

test("what left memory is not kept by a due time hours ahead that was replaced", () => {
  const timers = new TimerQueue<Timed>();
  for (let contact = 0; contact < 50_000; contact++) {
    const each = target();
    timers.set(each, contact + 14_400_000);
    timers.set(each, contact + 120_000);
    if (contact > 100) expect(timers.take(contact + 120_000 - 100)).not.toBeNull();
  }
  expect(timers.size).toBeLessThan(2_000);
});

test("targets come in the order of their latest due times, however often these were replaced", () => {
  const times = fc.option(fc.integer({ min: 0, max: 50 }), { freq: 10, nil: null });
  const step = fc.tuple(fc.integer({ min: 0, max: 20 }), times);
  fc.assert(
    fc.property(fc.array(step, { maxLength: 4_000, size: "max" }), (steps) => {
      const timers = new TimerQueue<Timed>();
      const targets = Array.from({ length: 21 }, target);
      const due = new Map<Timed, number>();
      for (const [index, at] of steps) {
        timers.set(targets[index]!, at);
        if (at === null) due.delete(targets[index]!);
        else due.set(targets[index]!, at);
      }
      const taken: [Timed, number][] = [];
      for (let next = timers.take(100); next !== null; next = timers.take(100)) taken.push([next.target, next.at]);
      expect(taken.map(([, at]) => at)).toEqual([...due.values()].sort((a, b) => a - b));
      expect(new Map(taken)).toEqual(due);
    }),
    { numRuns: 50 },
  );
});
