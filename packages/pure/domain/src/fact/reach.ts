/**
 * How long contacts go on, in steps: who keeps them by step and beginning finds those that reach into a span without looking at all
 * that came before. Most are calls of minutes; a mail may go on for weeks.
 */
import type { ContactFacts } from "./contact-facts.ts";

const HOUR_MS = 3_600_000;

/** The longest of each step, ms; the number of a step is stored. */
export const REACH_STEPS: readonly number[] = [HOUR_MS / 4, 4 * HOUR_MS, 72 * HOUR_MS, Number.MAX_SAFE_INTEGER];

export const reachStepOf = ({ from, to }: Pick<ContactFacts, "from" | "to">): number =>
  REACH_STEPS.findIndex((longest) => to - from <= longest);

/** Of a step: contacts that began before this moment cannot reach to `from`, epoch ms. */
export const beganAfter = (step: number, from: number): number =>
  Math.max(Number.MIN_SAFE_INTEGER, from - REACH_STEPS[step]!);
