/** A budget of misses is judged by the figures of the goals page, and only the worse of nothing known is nothing. */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type BudgetInput,
  type BudgetRule,
  budgetReading,
  goalProgress,
  INACTIVE,
  kpiById,
  type Sides,
  stepBudgetAlert,
} from "../../src/index.ts";

const HOUR = 3_600_000;
const NOW = 1_000 * HOUR;
const kpi = kpiById("serviceLevelNow")!;
const target = { better: "higher", value: 0.8 } as const;
const RULE: BudgetRule = {
  kind: "budget",
  id: "burns",
  default: false,
  kpi: "serviceLevel",
  queue: "sales",
  channel: "call",
  burn: { above: 2, clear: 1.6, short: "5m", long: "60m" },
  noReturnMs: null,
  minimumSample: 15,
  holdForMs: 0,
  severity: "critical",
  receivers: [],
};
const LOST: BudgetRule = { ...RULE, burn: null, noReturnMs: HOUR };

const sides = (numerator: number, denominator: number): Sides => ({ numerator, denominator });
/** The page's worked case: 75 of 100 so far, 30 of 40 in the last hour; an hour like it is left. */
const WORKED: BudgetInput = {
  kpi,
  target,
  value: 0.75,
  sides: sides(75, 100),
  windows: { "5m": sides(2, 4), "30m": sides(15, 20), "60m": sides(30, 40) },
  leftMs: HOUR,
  openMs: HOUR,
};
const judged = (rule: BudgetRule, input: Partial<BudgetInput> = {}, state = INACTIVE, stale = false) =>
  stepBudgetAlert(rule, state, { ...budgetReading(rule, { ...WORKED, ...input }, NOW), stale, now: NOW }).state;
const burning = { "5m": sides(2, 5), "30m": sides(10, 20), "60m": sides(20, 40) };
const FIRING = { kind: "firing", value: 2.5, since: NOW - 60_000, firedAt: NOW - 60_000 } as const;

test("37 of the next 40 must be in time, and after 16 more like those of the last hour it is too late", () => {
  const { progress, noReturnAt } = budgetReading(RULE, WORKED, NOW);
  expect(progress).toMatchObject({ missesLeft: -5, byClose: { coming: 40, inTimeNeeded: 37, noReturnAfter: 16 } });
  expect(noReturnAt).toBe(NOW + (16 / 40) * HOUR);
  expect(judged(LOST)).toMatchObject({ kind: "firing" });
  expect(judged({ ...LOST, noReturnMs: HOUR / 3 })).toMatchObject({ kind: "inactive" });
});

test("misses that come too fast in both windows fire, by the slower of them", () => {
  expect(judged(RULE, { windows: burning })).toMatchObject({ kind: "firing", value: 2.5 });
  // It does not go on, or it never mattered.
  expect(judged(RULE, { windows: { ...burning, "5m": sides(5, 5) } })).toMatchObject({ kind: "inactive", value: 0 });
  expect(judged(RULE, { windows: { ...burning, "60m": sides(36, 40) } })).toMatchObject({ kind: "inactive" });
});

test.each([
  ["while too few are decided", { windows: { ...burning, "60m": sides(2, 14) } }, "firing"],
  ["between limit and clear level", { windows: { ...burning, "5m": sides(65, 100) } }, "firing"],
  ["at the clear level", { windows: { ...burning, "5m": sides(68, 100) } }, "inactive"],
  ["without a target any more", { target: null }, "inactive"],
] as const)("what fires %s", (_, input, kind) => {
  expect(judged(RULE, input, FIRING).kind).toBe(kind);
});

test("what fires goes on with its value while a source is silent, and a new day has a budget of its own", () => {
  expect(judged(RULE, { windows: { "5m": null, "30m": null, "60m": null } }, FIRING, true)).toEqual(FIRING);
  expect(judged(LOST, { sides: sides(0, 0), value: null }, FIRING).kind).toBe("inactive");
});

test("both asked for must be the case", () => {
  const both = { ...RULE, noReturnMs: HOUR };
  expect(judged(both)).toMatchObject({ kind: "inactive" });
  expect(judged(both, { windows: burning })).toMatchObject({ kind: "firing" });
});

test("says of any day what the goals page says of it", () => {
  const some = fc
    .integer({ min: 0, max: 60 })
    .chain((most) => fc.integer({ min: 0, max: most }).map((n) => sides(n, most)));
  fc.assert(
    fc.property(some, some, fc.integer({ min: 0, max: 20 }), fc.constantFrom(0.5, 0.8, 1), (day, hour, half, value) => {
      const [wanted, leftMs] = [{ ...target, value }, (half * HOUR) / 2];
      const windows = { "5m": hour, "30m": hour, "60m": hour };
      const { progress } = budgetReading(RULE, { ...WORKED, sides: day, windows, target: wanted, leftMs }, NOW);
      const coming = hour.denominator >= RULE.minimumSample ? (hour.denominator * half) / 2 : null;
      expect(progress).toEqual(goalProgress({ kpi, target: wanted, value: 0.75, sides: day, windows, coming }));
    }),
  );
});
