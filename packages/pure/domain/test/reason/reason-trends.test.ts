import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MINIMUM_SAMPLE, reasonTrends } from "../../src/index.ts";

const counts = fc.dictionary(fc.constantFrom("invoice", "delivery", "fault", "other"), fc.nat({ max: 200 }));
const total = (of: Readonly<Record<string, number>>): number => Object.values(of).reduce((sum, each) => sum + each, 0);

describe("what contacts are about, against the same weekdays", () => {
  test("a problem of the day comes first, with its share and what is usual", () => {
    const weeks = [
      { invoice: 50, delivery: 50 },
      { invoice: 70, delivery: 30 },
    ];
    expect(reasonTrends({ invoice: 20, delivery: 60 }, weeks)).toEqual([
      { reason: "delivery", contacts: 60, share: 0.75, usualShare: 0.4, change: expect.closeTo(0.35, 9) },
      { reason: "invoice", contacts: 20, share: 0.25, usualShare: 0.6, change: expect.closeTo(-0.35, 9) },
    ]);
  });

  test("a reason that nobody knew before has risen from nothing; one that is gone has fallen to nothing", () => {
    const [first, last] = reasonTrends({ fault: 40 }, [{ invoice: 100 }]);
    expect(first).toMatchObject({ reason: "fault", usualShare: 0, change: 1 });
    expect(last).toMatchObject({ reason: "invoice", contacts: 0, share: 0, change: -1 });
  });

  test("on too few contacts nothing is said, and nothing is 0 that is not known", () => {
    const few = { invoice: MINIMUM_SAMPLE - 1 };
    const many = { invoice: MINIMUM_SAMPLE };
    expect(reasonTrends(few, [many])).toEqual([
      { reason: "invoice", contacts: MINIMUM_SAMPLE - 1, share: 1, usualShare: 1, change: null },
    ]);
    expect(reasonTrends(many, [few])[0]).toMatchObject({ usualShare: null, change: null });
    expect(reasonTrends({}, [many])[0]).toMatchObject({ contacts: 0, share: null, change: null });
  });

  test("shares sum to the whole, a day like all others changes nothing, and no order of weeks matters", () => {
    fc.assert(
      fc.property(counts, fc.array(counts, { maxLength: 4 }), (today, weeks) => {
        const trends = reasonTrends(today, weeks);
        const shares = trends.reduce((sum, { share }) => sum + (share ?? 0), 0);
        expect(shares).toBeCloseTo(total(today) > 0 ? 1 : 0, 9);
        expect(reasonTrends(today, weeks.toReversed())).toEqual(trends);
        for (const { change } of reasonTrends(today, [today, today])) expect(change ?? 0).toBeCloseTo(0, 9);
      }),
    );
  });

  test("of more than four weeks the first four count", () => {
    const weeks = Array.from({ length: 4 }, () => ({ invoice: 100 }));
    expect(reasonTrends({ invoice: 50 }, [...weeks, { delivery: 1000 }])).toEqual(reasonTrends({ invoice: 50 }, weeks));
  });
});
