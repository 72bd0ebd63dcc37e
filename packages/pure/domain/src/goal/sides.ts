/** The two sides of a measure before its division: what a goal reckons with. Sides add up, measures do not. */
import type { Kpi, KpiInput, Scope } from "../kpi/kpi.ts";
import { amountOf, type MadeOf, partOf, type Sum } from "../kpi/made-of.ts";

export interface Sides {
  /** In the KPI's unit. */
  readonly numerator: number;
  readonly denominator: number;
}

/**
 * Null: the KPI is no quotient of what contacts add (a count, a rank, a share of agents' time), or what it is divided by the whole alone
 * decides, so that parts of it do not add up; or some of
 * it are not known.
 */
export function sidesOf(kpi: Kpi, input: KpiInput, scope: Scope): Sides | null {
  const made = kpi.madeOf?.({ policy: input.policy, scope });
  if (made === undefined || !addsUp(made)) return null;
  const part = partOf(input);
  if (made.unless !== undefined && part(made.unless) > 0) return null;
  return {
    numerator: (made.times * amountOf(made.numerator, part)) / made.per,
    denominator: amountOf(made.denominator, part),
  };
}

/** Whether its sides are those of its parts added up, whatever formula they are judged by. */
export function hasSides(kpi: Kpi): boolean {
  const made = kpi.madeOf?.({ policy: "answered-only", scope: kpi.scopes[0]! });
  return made !== undefined && addsUp(made);
}

const addsUp = (made: MadeOf): made is MadeOf & { readonly denominator: Sum } =>
  made.denominator !== null && made.orElse === undefined;
