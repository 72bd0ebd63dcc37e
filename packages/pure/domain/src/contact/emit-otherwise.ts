/**
 * What a version of a policy that is not the first makes of a stay beyond the first, by which every span is read (ADR 24): then a
 * span over a change of the formula has one number, in which each stay is judged by its own version (rule 30). Nothing is emitted
 * where a policy never changed.
 */
import { C } from "../counters.ts";
import { type LeftQueue, OTHERWISE, partsOfOne } from "../kpi/service-level.ts";
import type { QueuePolicy } from "../policy.ts";
import type { ContributionSink } from "./contribution-sink.ts";

/** `at`: where its leaving counts. */
export function emitOtherwise(left: LeftQueue, policy: QueuePolicy, sink: ContributionSink, at: number): void {
  // The span has a stay that was judged by a version from before it.
  if (at >= policy.until) sink.add(at, C.judgedBefore, 1);
  const { formula, siteFormula, first } = policy;
  if (formula !== first.formula) emitBeyond(left, formula, first.formula, OTHERWISE.queue, sink, at);
  if (siteFormula !== first.siteFormula) emitBeyond(left, siteFormula, first.siteFormula, OTHERWISE.site, sink, at);
}

function emitBeyond(
  left: LeftQueue,
  formula: QueuePolicy["formula"],
  first: QueuePolicy["formula"],
  { numerator, denominator }: (typeof OTHERWISE)[keyof typeof OTHERWISE],
  sink: ContributionSink,
  at: number,
): void {
  const [own, read] = [partsOfOne(formula, left), partsOfOne(first, left)];
  if (own.numerator !== read.numerator) sink.add(at, C[numerator], own.numerator - read.numerator);
  if (own.denominator !== read.denominator) sink.add(at, C[denominator], own.denominator - read.denominator);
}
