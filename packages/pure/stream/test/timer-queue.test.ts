import fc from "fast-check";
import { expect, test } from "vitest";
import { type Timed, TimerQueue } from "../src/timer-queue.ts";

interface Named extends Timed {
  readonly name: number;
}

const step = fc.oneof(
  fc.record({ target: fc.nat(5), at: fc.option(fc.nat(30), { nil: null }) }),
  fc.record({ now: fc.nat(40) }),
);

test("every target comes up at its last due time, the earliest first, and never twice", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80, size: "max" }), (steps) => {
      const queue = new TimerQueue<Named>();
      const targets = Array.from({ length: 6 }, (_, name): Named => ({ name, dueAt: null }));
      const expected = new Map<number, number>();
      for (const each of steps) {
        if ("target" in each) {
          queue.set(targets[each.target]!, each.at);
          if (each.at === null) expected.delete(each.target);
          else expected.set(each.target, each.at);
          continue;
        }
        const due = [...expected].filter(([, at]) => at <= each.now).sort((a, b) => a[1] - b[1]);
        const taken: [number, number][] = [];
        for (let top = queue.take(each.now); top !== null; top = queue.take(each.now))
          taken.push([top.target.name, top.at]);
        expect(taken.map(([, at]) => at)).toEqual(due.map(([, at]) => at));
        expect(new Map(taken)).toEqual(new Map(due));
        for (const [name] of due) expected.delete(name);
        expect(queue.next()).toBe(expected.size === 0 ? null : Math.min(...expected.values()));
      }
    }),
  );
});
