/** Time agents spent in each state over a span, from the transitions in it and who was there at its end. */
import { AGENT_TIME } from "@floorwalker/domain";
import type { Span } from "./span.ts";

/**
 * By AGENT_TIME, ms; `present`: agents by AGENT_TIME at `to`. Who was in a state at the end spent all of [from, to) in it, less
 * what lay before each time somebody entered, and more where somebody left.
 */
export const stateTimes = (
  span: Pick<Span, "counters" | "anchor">,
  present: readonly number[],
  from: number,
  to: number,
): number[] =>
  AGENT_TIME.map(({ net, moment }, index) => {
    const entered = span.counters[moment]! + span.counters[net]! * (span.anchor - from);
    return present[index]! * (to - from) - entered;
  });

/** Agents by AGENT_TIME before the span, from those `present` at its end. */
export const presentBefore = (span: Span, present: readonly number[]): number[] =>
  AGENT_TIME.map(({ net }, index) => present[index]! - span.counters[net]!);
