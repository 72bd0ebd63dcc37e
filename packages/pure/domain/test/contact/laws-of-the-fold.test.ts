/** What holds of every contact, whatever lies in the log. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { compareEvents, EVENT_TYPES, FoldOrder } from "../../src/index.ts";
import { anyContact as contact, anyTelling as telling } from "./any-contact.ts";
import { T0, told } from "./told.ts";

test("nothing that a contact may consist of stops the fold, and every number of it is a whole one that is not negative", () => {
  fc.assert(
    fc.property(contact, telling, (events, how) => {
      const { added, calls } = told(events, how);
      for (const counters of Object.values(added))
        for (const [name, value] of Object.entries(counters))
          expect([name, value >= 0 && Number.isInteger(value)]).toEqual([name, true]);
      expect(calls.filter((call) => call.includes("NaN"))).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});

test("offered = answered + abandoned + flowed out + waiting, in every queue; contacts at most one", () => {
  fc.assert(
    fc.property(contact, telling, (events, how) => {
      const { added, waiting } = told(events, how);
      let contacts = 0;
      for (const queue of ["q1", "q2"]) {
        const count = (name: string): number => added[queue]?.[name] ?? 0;
        const left = count("answered") + count("abandoned") + count("flowedOut");
        expect(count("offered")).toBe(left + waiting.filter((each) => each === queue).length);
        expect(count("handled")).toBeLessThanOrEqual(count("talkEnded"));
        expect(count("talkEnded")).toBeLessThanOrEqual(count("answered"));
        expect(count("crossed") - count("crossedLeft")).toBeLessThanOrEqual(waiting.length);
        contacts += count("contacts");
      }
      expect(contacts).toBeLessThanOrEqual(1);
    }),
    { numRuns: 2_000 },
  );
});

test("the same events give the same calls in the same order, whatever was folded before with the same tools", () => {
  fc.assert(
    fc.property(contact, contact, telling, fc.integer(), (events, others, how, turn) => {
      const { calls, work } = told(events, how);
      told(others);
      const rotated = events.slice(turn % (events.length + 1)).concat(events.slice(0, turn % (events.length + 1)));
      expect(told(rotated, { ...how, channel: events[0]?.channel ?? "call" })).toMatchObject({ calls, work });
    }),
    { numRuns: 1_000 },
  );
});

test("between the moments it names nothing changes by time alone", () => {
  fc.assert(
    fc.property(contact, fc.integer({ min: 60, max: 120 }), fc.nat(100_000), (events, asOf, later) => {
      const before = told(events, { asOf });
      const to = Math.min(asOf + later, (before.nextAt - 1 - T0) / 1000);
      const after = told(events, { asOf: to });
      expect({ calls: after.calls, waiting: after.waiting, work: after.work }).toEqual({
        calls: before.calls,
        waiting: before.waiting,
        work: before.work,
      });
    }),
    { numRuns: 1_000 },
  );
});

test("each source's events keep its own order, and of the heads of their lists the one of lowest rank comes first", () => {
  fc.assert(
    fc.property(contact, (events) => {
      const stored = events.map((each) => ({ ...each, time: T0 })).sort(compareEvents);
      const rank = (at: number): number => EVENT_TYPES.indexOf(stored[at]!.type);
      const order = [
        ...new FoldOrder().of({
          count: stored.length,
          areAtOnce: () => true,
          sourceAt: (index) => (stored[index]!.source === "/a" ? 1 : 2),
          typeAt: rank,
        }),
      ];
      expect(order.toSorted((a, b) => a - b)).toEqual(stored.map((_, index) => index));
      for (const source of ["/a", "/b"]) {
        const own = order.filter((at) => stored[at]!.source === source);
        expect(own).toEqual(own.toSorted((a, b) => a - b));
      }
      order.forEach((at, index) => {
        const head = order.slice(index).find((other) => stored[other]!.source !== stored[at]!.source);
        if (head !== undefined) expect(rank(at)).toBeLessThanOrEqual(rank(head));
      });
    }),
  );
});
