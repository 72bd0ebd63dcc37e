/**
 * What a KPI is made of: a sum of parts, or one sum divided by another. Said once for each KPI: `read` divides the sums, and an
 * explanation lists the contacts behind them, so the two cannot drift apart. A KPI that is none of it (a rank, agents' time) has none.
 */
import { type BacklogPart, isBacklogPart } from "../backlog/backlog.ts";
import { C, type CounterName } from "../counters.ts";
import { divide } from "./divide.ts";
import type { Kpi, KpiInput, Ranked, Scope } from "./kpi.ts";
import type { ServiceLevelPolicyId } from "./service-level.ts";

/** Counted in the span; the last ones are true at its end. */
export type Part = CounterName | "waiting" | "waitingPastThreshold" | BacklogPart;

export interface Sum {
  readonly of: readonly Part[];
  /** Taken off. */
  readonly less?: readonly Part[];
}

export interface MadeOf {
  readonly numerator: Sum;
  /** Null: a count, by nothing is divided. */
  readonly denominator: Sum | null;
  /** What is divided by where the denominator of the whole comes to nothing; absent: nothing, and the KPI is null then. */
  readonly orElse?: Sum;
  /** Null where this is anything: so many are in neither sum of which nobody can tell where they belong. */
  readonly unless?: Part;
  /** From the numerator's amount to the KPI's unit: × `times`, ÷ `per`. */
  readonly times: number;
  readonly per: number;
}

/** By which formula segments are read, and what the numbers are of. */
export interface ReadBy {
  readonly policy: ServiceLevelPolicyId;
  readonly scope: Scope;
}

/** What agents tell of themselves, without a contact, counts for them and their teams. */
const TOLD_BY_AGENTS: Part = "wrapUpTime";

const RANKED: Readonly<Record<Ranked["of"], readonly Part[]>> = {
  answered: ["answered"],
  left: ["answered", "abandoned", "flowedOut"],
};

/** What contacts explain of a KPI; null: it is not theirs alone. Of a rank: how many are in the order. */
export function explainedBy({ madeOf, ranked }: Pick<Kpi, "madeOf" | "ranked">, by: ReadBy): MadeOf | null {
  if (ranked !== undefined) return made(RANKED[ranked.of], null);
  const sums = madeOf?.(by) ?? null;
  const ofAgents = by.scope === "agent" || by.scope === "team";
  return ofAgents && sums?.numerator.of.includes(TOLD_BY_AGENTS) === true ? null : sums;
}

type Reading = Required<Pick<Kpi, "madeOf" | "read">>;
/** A list: a sum that nothing is taken off. */
type Parts = readonly Part[] | Sum;

const MS_PER_SECOND = 1_000;

export const count = (...of: readonly Part[]): Reading => readingOf(made(of, null));

export const share = (numerator: Parts, denominator: Parts, times = 1): Reading =>
  readingOf(made(numerator, denominator, times));

/** Null where some are not known. */
export const shareUnless = (unless: Part, numerator: Parts, denominator: Parts): Reading =>
  readingOf({ ...made(numerator, denominator), unless });

/** By the first of two sums that is anything at all. */
export function shareOfEither(
  numerator: Parts,
  denominator: Parts,
  orElse: Parts,
): Reading & Required<Pick<Kpi, "sample">> {
  const madeOf: MadeOf = { ...made(numerator, denominator), orElse: sumOf(orElse) };
  return { ...readingOf(madeOf), sample: (input) => divisorOf(madeOf, partOf(input))! };
}

/** Of times in ms. */
export const seconds = (numerator: Parts, denominator: Parts): Reading =>
  readingOf(made(numerator, denominator, 1, MS_PER_SECOND));

/** Of scores × 1,000. */
export const score = seconds;

/** @param amount of each part */
export function amountOf({ of, less = [] }: Sum, amount: (part: Part) => number): number {
  let sum = 0;
  for (const part of of) sum += amount(part);
  for (const part of less) sum -= amount(part);
  return sum;
}

export const partOf =
  ({ counters, live }: Pick<KpiInput, "counters" | "live">) =>
  (part: Part): number =>
    part === "waiting" || part === "waitingPastThreshold"
      ? live[part]
      : isBacklogPart(part)
        ? (live.backlog?.[part] ?? 0)
        : counters[C[part]]!;

const made = (numerator: Parts, denominator: Parts | null, times = 1, per = 1): MadeOf => ({
  numerator: sumOf(numerator),
  denominator: denominator === null ? null : sumOf(denominator),
  times,
  per,
});

const readingOf = (madeOf: MadeOf): Reading => ({
  madeOf: () => madeOf,
  read: (input) => kpiValue(madeOf, partOf(input)),
});

const sumOf = (parts: Parts): Sum => ("of" in parts ? parts : { of: parts });

/** Null: there is nothing to divide by. */
export function kpiValue(madeOf: MadeOf, part: (part: Part) => number): number | null {
  const { numerator, times, per, unless } = madeOf;
  if (unless !== undefined && part(unless) > 0) return null;
  const amount = (times * amountOf(numerator, part)) / per;
  const divisor = divisorOf(madeOf, part);
  return divisor === null ? amount : divide(amount, divisor);
}

/** @param amount of each part, of the whole that is read. Null: of a count. */
export function divisorOf({ denominator, orElse }: MadeOf, amount: (part: Part) => number): number | null {
  if (denominator === null) return null;
  const first = amountOf(denominator, amount);
  return first > 0 || orElse === undefined ? first : amountOf(orElse, amount);
}
