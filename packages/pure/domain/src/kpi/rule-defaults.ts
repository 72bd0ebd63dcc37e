/**
 * What an alert rule has that does not say it: a clear level apart from its limit, a hold-for, and a minimum sample, by kind of KPI.
 * Without them every rule rings again and again around its limit, and the first late call of the day is a service level of 0 %.
 * A rule may set each to nothing (`clear` at the limit, `holdFor: 0`, `minimumSample: 0`). docs/alerts.md shows this table.
 */
import type { Kpi } from "./kpi.ts";

export interface RuleDefaults {
  /** In the KPI's unit, on the good side of the limit. */
  readonly clear: number;
  readonly holdForMs: number;
  readonly minimumSample: number;
}

/** How far `clear` is from `limit`, towards the good side. */
type DeadBand = (limit: number, direction: "above" | "below") => number;

interface KindDefaults {
  readonly deadBand: DeadBand;
  readonly holdForMs: number;
  readonly minimumSample: number;
}

const SECOND_MS = 1_000;
const SAMPLE = 15;

/** 5 points, but at most a third of the way to the best there is: 10 % clears at 6.7 %, 70 % at 75 %, 95 % at 96.7 %. */
const points: DeadBand = (limit, direction) => Math.min(0.05, (direction === "above" ? limit : 1 - limit) / 3);
const part =
  (share: number, least = 0): DeadBand =>
  (limit) =>
    Math.max(Math.abs(limit) * share, least);
/** A count moves by whole numbers: one is the least that is a band. */
const counts = part(0.2, 1);

const KINDS = {
  share: { deadBand: points, holdForMs: 60 * SECOND_MS, minimumSample: SAMPLE },
  duration: { deadBand: part(0.1), holdForMs: 60 * SECOND_MS, minimumSample: SAMPLE },
  score: { deadBand: part(0, 0.2), holdForMs: 60 * SECOND_MS, minimumSample: SAMPLE },
  points: { deadBand: part(0, 5), holdForMs: 60 * SECOND_MS, minimumSample: SAMPLE },
  effort: { deadBand: part(0, 0.2), holdForMs: 60 * SECOND_MS, minimumSample: SAMPLE },
  number: { deadBand: part(0.1), holdForMs: 60 * SECOND_MS, minimumSample: SAMPLE },
  count: { deadBand: counts, holdForMs: 30 * SECOND_MS, minimumSample: 0 },
  countNow: { deadBand: counts, holdForMs: 30 * SECOND_MS, minimumSample: 0 },
  waitNow: { deadBand: part(0.5), holdForMs: 10 * SECOND_MS, minimumSample: 0 },
  shareOfTime: { deadBand: points, holdForMs: 300 * SECOND_MS, minimumSample: 0 },
} as const satisfies Record<string, KindDefaults>;

export function ruleDefaults(kpi: Kpi, limit: number, direction: "above" | "below"): RuleDefaults {
  const { deadBand, holdForMs, minimumSample } = KINDS[kindOf(kpi)];
  const band = deadBand(limit, direction);
  const clear = direction === "above" ? Math.max(limit - band, Math.min(0, limit)) : limit + band;
  return { clear: Math.round(clear * 10_000) / 10_000, holdForMs, minimumSample };
}

function kindOf(kpi: Kpi): keyof typeof KINDS {
  if (kpi.nature === "moment") return kpi.unit === "seconds" ? "waitNow" : "countNow";
  if (kpi.unit === "seconds") return "duration";
  // A share of time moves all the while; one of contacts when there is another contact.
  if (kpi.unit === "ratio") return kpi.ticking === "whileSignedIn" ? "shareOfTime" : "share";
  return kpi.unit;
}
