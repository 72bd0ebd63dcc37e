/**
 * One step of an alert: rule + state + value now → state. A total table without memory of its own.
 *
 *   state     beyond limit                        back within limit     at or beyond clear    unknown
 *   inactive  pending; firing when no hold-for    inactive              inactive              inactive
 *   pending   pending; firing after the hold-for  inactive              inactive              inactive
 *   firing    firing                              firing                resolved → inactive   firing
 *
 * Unknown is a null value or fewer segments than the minimum sample (rule 25): it starts nothing and ends nothing that
 * somebody was told of. Between limit and clear a firing alert goes on, so a value that trembles there rings once.
 */
import type { KpiRule } from "./rule.ts";

export type AlertState =
  /** `value` in each: as last judged, null when unknown. */
  | { readonly kind: "inactive"; readonly value: number | null }
  /** `since`: when the value went beyond the limit, the start of the episode. */
  | { readonly kind: "pending"; readonly value: number | null; readonly since: number }
  /** `firedAt`: time of the evaluation that fired (rule 22). */
  | { readonly kind: "firing"; readonly value: number | null; readonly since: number; readonly firedAt: number };

export const INACTIVE: AlertState = Object.freeze({ kind: "inactive", value: null });

export interface AlertInput {
  /** In the KPI's unit. */
  readonly value: number | null;
  /** Offered segments in the rule's window. */
  readonly sample: number;
  /** Site time, epoch ms; never before the previous step's. */
  readonly now: number;
}

export interface AlertStep {
  readonly state: AlertState;
  /** What people are told of; firing and resolved alternate. */
  readonly transition: "firing" | "resolved" | null;
  /** Start of the episode that the transition belongs to; null without one. */
  readonly episodeStart: number | null;
  /** When the hold-for runs out and the rule must be evaluated although nothing changes; null when nothing is held. */
  readonly dueAt: number | null;
}

export function stepAlert(rule: KpiRule, state: AlertState, input: AlertInput): AlertStep {
  const value = input.sample < rule.minimumSample ? null : input.value;
  if (state.kind === "firing") {
    if (value !== null && isClear(rule, value)) return told({ kind: "inactive", value }, "resolved", state.since);
    return quiet({ ...state, value });
  }
  if (value === null || !isBeyond(rule, value)) return quiet({ kind: "inactive", value });
  const since = state.kind === "pending" ? state.since : input.now;
  if (input.now - since < rule.holdForMs) return quiet({ kind: "pending", value, since }, since + rule.holdForMs);
  return told({ kind: "firing", value, since, firedAt: input.now }, "firing", since);
}

const isBeyond = (rule: KpiRule, value: number): boolean =>
  rule.direction === "above" ? value > rule.limit : value < rule.limit;

/** A clear level on the wrong side of the limit must not resolve what would fire again at once. */
const isClear = (rule: KpiRule, value: number): boolean =>
  !isBeyond(rule, value) && (rule.direction === "above" ? value <= rule.clear : value >= rule.clear);

const quiet = (state: AlertState, dueAt: number | null = null): AlertStep => ({
  state,
  transition: null,
  episodeStart: null,
  dueAt,
});

const told = (state: AlertState, transition: "firing" | "resolved", episodeStart: number): AlertStep => ({
  state,
  transition,
  episodeStart,
  dueAt: null,
});
