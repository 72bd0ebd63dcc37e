/**
 * One contact needs a person: it waits for longer than a limit, was given a low score, was escalated, or somebody complained. The first
 * is over when it waits no more. The others are things that happened: nothing undoes them but a correction, so they are over after a
 * day; what happened longer ago than that when it is first seen is told to nobody.
 */
import type { Channel } from "../event.ts";
import type { RuleBase } from "./rule-base.ts";
import { type AlertState, type AlertStep, stepAlert } from "./step-alert.ts";

export const CONTACT_TROUBLES = ["waiting", "lowScore", "escalated", "complaint"] as const;
export type ContactTrouble = (typeof CONTACT_TROUBLES)[number];

/** What happened is over after so long. */
export const CONTACT_ALERT_MS = 86_400_000;

export interface ContactRule extends RuleBase {
  readonly kind: "contact";
  readonly when: ContactTrouble;
  /** Of one that waits: longer than this, ms. Of the others 0. */
  readonly limitMs: number;
  /** Null: in any queue. */
  readonly queue: string | null;
  /** Null: on any channel. */
  readonly channel: Channel | null;
}

export interface ContactAlertInput {
  /** Since when it waits, or when it happened, epoch ms; the alert's value. Null: it does not, or did not. */
  readonly since: number | null;
  /** True: a source of its queue is silent. Of what happened it makes no difference. */
  readonly stale: boolean;
  readonly now: number;
}

export function stepContactAlert(rule: ContactRule, state: AlertState, input: ContactAlertInput): AlertStep {
  const { since, stale, now } = input;
  if (rule.when === "waiting" && stale) return stepAlert(rule, state, "unknown", state.value, now);
  if (since === null) return stepAlert(rule, state, "clear", state.value, now);
  const { from, to } = span(rule, since);
  return stepAlert(rule, state, now >= from && now < to ? "beyond" : "clear", since, now);
}

/** When time alone makes another of it; null: it does not. */
export function contactChangesAt(rule: ContactRule, { since, stale, now }: ContactAlertInput): number | null {
  if (since === null || (rule.when === "waiting" && stale)) return null;
  const next = Object.values(span(rule, since)).filter((at) => at > now && Number.isFinite(at));
  return next.length === 0 ? null : Math.min(...next);
}

const span = ({ when, limitMs }: ContactRule, since: number): { readonly from: number; readonly to: number } =>
  when === "waiting"
    ? { from: since + limitMs + 1, to: Number.POSITIVE_INFINITY }
    : { from: since, to: since + CONTACT_ALERT_MS };
