/** What becomes of agents' marks when the work on a contact changes, against the marks of the work itself. */
import { NONE, UNKNOWN } from "@floorwalker/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import { BusyChanges } from "../../src/agents/busy-changes.ts";
import { type BusyInterval, BusyWork } from "../../src/agents/busy-work.ts";
import { MARK } from "../../src/agents/marks.ts";

const interval: fc.Arbitrary<BusyInterval> = fc
  .record({
    kind: fc.constantFrom("onContact", "wrapUp", "rang", "alerted" as const),
    agent: fc.integer({ min: 1, max: 2 }),
    queue: fc.integer({ min: 3, max: 4 }),
    source: fc.constant(5),
    from: fc.nat(9),
    lasts: fc.option(fc.nat(5)),
    sequence: fc.constantFrom(UNKNOWN, 0, 1),
  })
  // Who rang did so at one moment.
  .map(({ lasts, ...rest }) => ({
    ...rest,
    to: rest.kind === "rang" || rest.kind === "alerted" ? rest.from : lasts === null ? UNKNOWN : rest.from + lasts,
  }));
const courses = fc.array(fc.array(interval, { maxLength: 5 }), { minLength: 1, maxLength: 6 });

const workOf = (intervals: readonly BusyInterval[]): BusyWork => {
  const work = new BusyWork();
  for (const { kind, agent, queue, source, from, to, sequence } of intervals)
    work.add(kind, agent, queue, source, from, to, sequence);
  return work;
};

/** The specification: each interval's boundaries. */
function marksOf(intervals: readonly BusyInterval[]): Map<string, number> {
  const marks = new Map<string, number>();
  for (const { kind, agent, queue, source, from, to, sequence } of intervals)
    if (kind === "rang" || kind === "alerted") count(marks, [agent, from, MARK[kind], queue, source, sequence], 1);
    else {
      const on = kind === "onContact";
      count(
        marks,
        on
          ? [agent, from, MARK.contactBegins, queue, source, sequence]
          : [agent, from, MARK.wrapUpBegins, NONE, NONE, UNKNOWN],
        1,
      );
      if (to !== UNKNOWN) count(marks, [agent, to, on ? MARK.contactEnds : MARK.wrapUpEnds, NONE, NONE, UNKNOWN], 1);
    }
  return marks;
}

function count(marks: Map<string, number>, mark: readonly number[], by: number): void {
  const key = mark.join(" ");
  const sum = (marks.get(key) ?? 0) + by;
  if (sum === 0) marks.delete(key);
  else marks.set(key, sum);
}

test("after any course of changes the marks are those of the work that there is", () => {
  fc.assert(
    fc.property(courses, (course) => {
      const marks = new Map<string, number>();
      const changes = new BusyChanges((...mark) => count(marks, mark.slice(0, 6), mark[6]));
      let before: readonly BusyInterval[] = [];
      for (const after of course) {
        changes.of(workOf(before), workOf(after), Number.NEGATIVE_INFINITY);
        before = after;
      }
      expect(marks).toEqual(marksOf(before));
    }),
  );
});

test("what stays is not touched, wherever it stands among the others", () => {
  const stays = fc
    .array(interval, { minLength: 1, maxLength: 5 })
    .chain((work) => fc.tuple(fc.constant(work), fc.shuffledSubarray(work, { minLength: work.length })));
  fc.assert(
    fc.property(stays, ([work, shuffled]) => {
      const changes = new BusyChanges(() => expect.fail("a mark of what stays"));
      changes.of(workOf(work), workOf(shuffled), 4);
    }),
  );
});

test("no mark before what is settled comes or goes, and whoever is on a contact there comes off it once", () => {
  fc.assert(
    fc.property(
      fc.array(interval, { maxLength: 5 }),
      fc.array(interval, { maxLength: 5 }),
      fc.nat(12),
      (old, now, settled) => {
        const marks = marksOf(old);
        const changes = new BusyChanges((agent, time, kind, queue, source, sequence, sign) => {
          expect(time).toBeGreaterThanOrEqual(settled);
          count(marks, [agent, time, kind, queue, source, sequence], sign);
        });
        changes.of(workOf(old), workOf(now), settled);
        const open = new Map<string, number>();
        for (const [mark, times] of marks) {
          expect(times).toBeGreaterThan(0);
          const [agent, , kind] = mark.split(" ").map(Number) as [number, number, number];
          if (kind === MARK.contactBegins || kind === MARK.contactEnds)
            count(open, [agent], kind === MARK.contactBegins ? times : -times);
        }
        const goOn = new Map<string, number>();
        for (const { kind, agent, to } of now) if (kind === "onContact" && to === UNKNOWN) count(goOn, [agent], 1);
        expect(open).toEqual(goOn);
      },
    ),
  );
});
