/**
 * One step of an alert: state + what is judged now → state. A total table without memory of its own.
 *
 *   state     beyond                              within        clear                 unknown
 *   inactive  pending; firing when no hold-for    inactive      inactive              inactive
 *   pending   pending; firing after the hold-for  inactive      inactive              inactive
 *   firing    firing                              firing        resolved → inactive   firing
 *
 * A KPI is beyond its limit, clear at or beyond its clear level, within between the two, and unknown when it is null, when its
 * sample is too small (rule 25) or when a source of its numbers is silent: that starts nothing and ends nothing that somebody was
 * told of. Between limit and clear a firing alert goes on, so a value that trembles there rings once. A source is beyond while
 * it is silent and clear when it speaks.
 */
import type { KpiRule, SourceRule } from "./rule.ts";

export type AlertState =
  /** `value` in each: as last judged, null when unknown; of a source, when it was last heard (epoch ms). */
  | { readonly kind: "inactive"; readonly value: number | null }
  /** `since`: when it went beyond, the start of the episode. */
  | { readonly kind: "pending"; readonly value: number | null; readonly since: number }
  /** `firedAt`: time of the evaluation that fired (rule 22). */
  | { readonly kind: "firing"; readonly value: number | null; readonly since: number; readonly firedAt: number };

export const INACTIVE: AlertState = Object.freeze({ kind: "inactive", value: null });

export interface KpiAlertInput {
  /** In the KPI's unit. */
  readonly value: number | null;
  /** What the rule's minimum sample counts, in its window. */
  readonly sample: number;
  /** True: a source of these numbers is silent, they are those of an earlier time. */
  readonly stale: boolean;
  /** Site time, epoch ms; before the previous step's where a wall clock was set right. */
  readonly now: number;
}

export interface SourceAlertInput {
  readonly silent: boolean;
  readonly lastHeardAt: number;
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

type Judgement = "beyond" | "within" | "clear" | "unknown";

export function stepKpiAlert(rule: KpiRule, state: AlertState, input: KpiAlertInput): AlertStep {
  // What somebody was told of keeps the value it had when the numbers were last true.
  if (input.stale) return step(rule, state, "unknown", state.kind === "firing" ? state.value : null, input.now);
  const value = input.sample < rule.minimumSample ? null : input.value;
  return step(rule, state, judge(rule, value), value, input.now);
}

export const stepSourceAlert = (rule: SourceRule, state: AlertState, input: SourceAlertInput): AlertStep =>
  step(rule, state, input.silent ? "beyond" : "clear", input.lastHeardAt, input.now);

function step(
  { holdForMs }: { readonly holdForMs: number },
  state: AlertState,
  judgement: Judgement,
  value: number | null,
  now: number,
): AlertStep {
  if (state.kind === "firing")
    return judgement === "clear"
      ? told({ kind: "inactive", value }, "resolved", state.since)
      : quiet({ ...state, value });
  if (judgement !== "beyond") return quiet({ kind: "inactive", value });
  // Pending since a moment that has not come yet: a clock that was ahead said so.
  const since = state.kind === "pending" ? Math.min(state.since, now) : now;
  if (now - since < holdForMs) return quiet({ kind: "pending", value, since }, since + holdForMs);
  return told({ kind: "firing", value, since, firedAt: now }, "firing", since);
}

function judge(rule: KpiRule, value: number | null): Judgement {
  if (value === null) return "unknown";
  if (rule.direction === "above" ? value > rule.limit : value < rule.limit) return "beyond";
  // A clear level on the wrong side of the limit must not resolve what would fire again at once: it was judged first.
  return (rule.direction === "above" ? value <= rule.clear : value >= rule.clear) ? "clear" : "within";
}

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
