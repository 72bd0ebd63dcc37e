/** The two sides of a measure before its division: what a goal reckons with. Sides add up, measures do not. */
import type { Kpi, KpiInput, Scope } from "../kpi/kpi.ts";
import { amountOf, partOf } from "../kpi/made-of.ts";

export interface Sides {
  /** In the KPI's unit. */
  readonly numerator: number;
  readonly denominator: number;
}

/** Null: the KPI is no quotient of what contacts add (a count, a rank, a share of agents' time). */
export function sidesOf(kpi: Kpi, input: KpiInput, scope: Scope): Sides | null {
  const made = kpi.madeOf?.({ policy: input.policy, scope });
  if (made === undefined || made.denominator === null) return null;
  const part = partOf(input);
  return {
    numerator: (made.times * amountOf(made.numerator, part)) / made.per,
    denominator: amountOf(made.denominator, part),
  };
}
