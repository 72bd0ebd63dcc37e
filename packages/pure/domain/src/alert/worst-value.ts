/**
 * How bad it got: of a KPI, or of how fast a budget is spent, the value furthest beyond its limit since the episode began, from its first moment on, not from when somebody
 * was told. What is unknown makes nothing worse. Of other kinds of rules how long it lasted says it.
 */
import type { ExternalRule } from "./external-alert.ts";
import type { AlertRule } from "./rule.ts";
import type { AlertState } from "./step-alert.ts";

/** `before`: the worst so far; null: the episode has none yet. */
export function worstValue(rule: AlertRule | ExternalRule, before: number | null, state: AlertState): number | null {
  if ((rule.kind !== "kpi" && rule.kind !== "budget") || state.kind === "inactive" || state.value === null)
    return before;
  if (before === null) return state.value;
  return rule.kind === "budget" || rule.direction === "above"
    ? Math.max(before, state.value)
    : Math.min(before, state.value);
}
