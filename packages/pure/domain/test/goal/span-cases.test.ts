/** The page about goals shows weeks and months: each of their cases is reckoned here; and what holds of any of them. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { missesLeft, missesOf, neededOf, type Target } from "../../src/goal/budget.ts";
import { spanProgress } from "../../src/goal/span-progress.ts";
import { kpiById } from "../../src/kpi/registry.ts";

const page = readFileSync(new URL("../../../../../docs/goals.md", import.meta.url), "utf8");
const serviceLevel = kpiById("serviceLevel")!;

const tables = page
  .split("## Week and month\n")[1]!
  .split("\n## ")[0]!
  .split("\n\n")
  .filter((part) => part.startsWith("|"))
  .map((table) => {
    const [heads, , ...rows] = table
      .trim()
      .split("\n")
      .map((line) =>
        line
          .split("|")
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    return rows.map((row) => Object.fromEntries(heads!.map((head, at) => [head, row[at]!])));
  });

const number = (text: string): number => Number(text.replace("−", "-").replace(/[%s]$/, ""));
const shown = (value: number | null | undefined): string =>
  value == null ? "–" : String(Math.round(value * 100) / 100).replace("-", "−");
const STATES = { onTarget: "on target", atRisk: "at risk", below: "below", noData: "no data" };

/** `≥ 80%: a, b; ≥ 90%: c`: each with the target that stands before it. */
function dated<T>(text: string, read: (one: string) => T): readonly (T & { target: Target })[] {
  return text.split("; ").flatMap((part) => {
    const [target, ones] = part.split(": ");
    const [side, value] = target!.split(" ");
    const level = number(value!) / (value!.endsWith("%") ? 100 : 1);
    const judged: Target = { better: side === "≥" ? "higher" : "lower", value: level };
    return ones!.split(", ").map((one) => ({ ...read(one), target: judged }));
  });
}
const daysOf = (text: string) =>
  dated(text, (one) => {
    const [numerator, denominator] = one.split(" of ").map(number);
    return { sides: { numerator: numerator!, denominator: denominator! } };
  });
const comingOf = (text: string) => (text === "–" ? null : dated(text, (one) => ({ volume: number(one) })));

test("each worked case of a week or month is what its days add up to", () => {
  const [shares, averages] = tables;
  expect(shares!.length).toBeGreaterThanOrEqual(10);
  for (const row of shares!) {
    const given = { days: daysOf(row["of days"]!), coming: comingOf(row["to come"]!) };
    const { state, misses, missesLeft: left, byEnd } = spanProgress({ kpi: serviceLevel, ...given });
    expect({
      state: STATES[state],
      misses: shown(misses),
      "misses left": shown(left),
      "left by the end": shown(byEnd?.missesLeft),
      "of those to come needed": shown(byEnd?.inTimeNeeded),
    }).toEqual(Object.fromEntries(Object.entries(row).filter(([head]) => !GIVEN.includes(head))));
  }
  expect(averages!.length).toBeGreaterThanOrEqual(2);
  for (const row of averages!) {
    const given = { days: daysOf(row["of days"]!), coming: comingOf(row["to come"]!) };
    const { state, amountLeft, byEnd } = spanProgress({ kpi: kpiById("averageHandleTime")!, ...given });
    expect({
      state: STATES[state],
      "seconds left": shown(amountLeft),
      "average needed": shown(byEnd?.averageNeeded),
    }).toEqual(Object.fromEntries(Object.entries(row).filter(([head]) => !GIVEN.includes(head))));
  }
});

const GIVEN = ["of days", "to come"];

const TARGET = fc.record({
  better: fc.constantFrom("higher", "lower"),
  value: fc.integer({ min: 0, max: 10_000 }).map((parts) => parts / 10_000),
}) satisfies fc.Arbitrary<Target>;
const SIDES = fc
  .tuple(fc.nat(300), fc.nat(300))
  .map(([one, other]) => ({ numerator: Math.min(one, other), denominator: Math.max(one, other) }));

test("under one target a span is the budget of its days together, however they are cut", () => {
  fc.assert(
    fc.property(
      TARGET,
      fc.array(SIDES, { maxLength: 8 }),
      fc.array(fc.nat(200), { maxLength: 6 }),
      (target, days, later) => {
        const sum = days.reduce(
          (all, day) => ({ numerator: all.numerator + day.numerator, denominator: all.denominator + day.denominator }),
          { numerator: 0, denominator: 0 },
        );
        const coming = later.reduce((all, volume) => all + volume, 0);
        const told = spanProgress({
          kpi: serviceLevel,
          days: days.map((sides) => ({ target, sides })),
          coming: later.map((volume) => ({ target, volume })),
        });
        const any = sum.denominator > 0;
        expect(told.value).toBe(any ? sum.numerator / sum.denominator : null);
        expect(told.misses).toBe(any ? missesOf(target, sum) : null);
        expect(told.missesLeft).toBe(any ? missesLeft(target, sum) : null);
        expect(told.byEnd).toMatchObject({
          coming,
          missesLeft: missesLeft(target, sum, coming),
          inTimeNeeded: neededOf(target, sum, coming),
        });
      },
    ),
  );
});

test("days without a target change nothing, and neither does what comes on them", () => {
  fc.assert(
    fc.property(
      TARGET,
      fc.array(SIDES, { maxLength: 4 }),
      fc.array(SIDES, { maxLength: 4 }),
      (target, judged, others) => {
        const days = judged.map((sides) => ({ target, sides }));
        const unjudged = others.map((sides) => ({ target: null, sides }));
        const coming = [{ target, volume: 40 }];
        expect(
          spanProgress({
            kpi: serviceLevel,
            days: [...unjudged, ...days],
            coming: [...coming, { target: null, volume: 9 }],
          }),
        ).toEqual(spanProgress({ kpi: serviceLevel, days, coming }));
      },
    ),
  );
});
