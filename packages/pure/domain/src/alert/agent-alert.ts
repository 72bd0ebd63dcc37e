/**
 * An agent is in a state for longer than its limit (in wrap-up, paused, on a contact). Beyond while he is, clear when he is not, or
 * not for so long: a pause that ends and begins again is another one. While the source that told of him last is silent nobody knows.
 */
import type { AgentState } from "../agent/agent-state.ts";
import type { RuleBase } from "./rule-base.ts";
import { type AlertState, type AlertStep, stepAlert } from "./step-alert.ts";

export interface AgentRule extends RuleBase {
  readonly kind: "agent";
  readonly state: AgentState;
  /** Longer than this it is too long, ms. */
  readonly limitMs: number;
  /** Null: of any team, and of none. */
  readonly team: string | null;
}

export interface AgentAlertInput {
  /** What he does; null: he is not signed in, or not in the rule's team. */
  readonly state: AgentState | null;
  /** Since when, epoch ms; the alert's value. */
  readonly since: number;
  /** True: the source that tells of him is silent. */
  readonly stale: boolean;
  readonly now: number;
}

export function stepAgentAlert(rule: AgentRule, state: AlertState, input: AgentAlertInput): AlertStep {
  const { since, stale, now } = input;
  if (stale) return stepAlert(rule, state, "unknown", state.value, now);
  // What is over keeps the moment that it was about.
  if (input.state !== rule.state) return stepAlert(rule, state, "clear", state.value, now);
  const beyond = now - since > rule.limitMs;
  return stepAlert(
    rule,
    state,
    beyond ? "beyond" : "clear",
    beyond || state.kind !== "firing" ? since : state.value,
    now,
  );
}

/** When time alone takes him over the limit; null: it does not, or has. */
export function overLimitAt(rule: AgentRule, { state, since, stale, now }: AgentAlertInput): number | null {
  const at = since + rule.limitMs + 1;
  return !stale && state === rule.state && at > now ? at : null;
}
