/** A source was not heard of for longer than its own `silentAfter`: beyond while it is silent, clear when it speaks. */
import type { RuleBase } from "./rule-base.ts";
import { type AlertState, type AlertStep, stepAlert } from "./step-alert.ts";

export interface SourceRule extends RuleBase {
  readonly kind: "source";
  /** Null: every source of the site. */
  readonly source: string | null;
}

export interface SourceAlertInput {
  readonly silent: boolean;
  /** Epoch ms; the alert's value. */
  readonly lastHeardAt: number;
  readonly now: number;
}

export const stepSourceAlert = (rule: SourceRule, state: AlertState, input: SourceAlertInput): AlertStep =>
  stepAlert(rule, state, input.silent ? "beyond" : "clear", input.lastHeardAt, input.now);
