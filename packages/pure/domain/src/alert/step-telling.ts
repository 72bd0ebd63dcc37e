/**
 * Who is told of an alert, and when: its receivers when it fires, the next ones in steps while nobody has it, all of them again every
 * so often, and at its end those who were told that it fires, nobody else. While it is snoozed or the hours are quiet nobody is told
 * anything new; what is still true afterwards is told then, after a snoozing also to those who knew: they were told to expect it. Each step is told once in an episode, whatever dies or comes twice: what
 * was told is stored with the alert in the commit that puts the message into the outbox.
 */
import type { Calendar } from "../calendar/calendar.ts";
import type { GroupSetting } from "./alert-group.ts";
import type { ToldState } from "./alert-key.ts";
import { type Handling, UNDO_MS } from "./handling.ts";
import type { AlertState } from "./step-alert.ts";

export interface EscalationStep {
  /** So long after it fired, ms. */
  readonly afterMs: number;
  readonly receivers: readonly string[];
}

/** Of a rule. */
export interface TellingRule {
  readonly receivers: readonly string[];
  /** In order of their times; absent: nobody else is told. */
  readonly escalation?: readonly EscalationStep[];
  /** So often while nobody has it, ms; absent: once. */
  readonly remindEveryMs?: number;
  /** Absent: each of its alerts is told by itself. */
  readonly group?: GroupSetting;
  /** While it is open nobody is told. */
  readonly quiet?: Calendar;
}

/** Of one episode. */
export interface Telling {
  /** Who was told that it fires. */
  readonly told: readonly string[];
  /** 0: nobody was told yet; n: those of the rule, and n − 1 steps of the escalation. */
  readonly steps: number;
  readonly reminders: number;
  /** When somebody was told last, epoch ms. */
  readonly at: number;
  /** What they were told last of who has it; absent: nothing. */
  readonly handled?: { readonly owner: string | null; readonly snoozedUntil: number | null; readonly times: number };
}

export const TOLD_NOBODY: Telling = { told: [], steps: 0, reminders: 0, at: 0 };

export interface Message {
  readonly state: ToldState;
  /** Of the escalation; 0: those of the rule. */
  readonly step: number;
  /** How often they were told so before; that somebody has it, or snoozed it, is told anew when it is somebody else, or until later. */
  readonly reminder: number;
  readonly receivers: readonly string[];
}

export interface TellingStep {
  readonly telling: Telling;
  readonly messages: readonly Message[];
  /** When time alone makes more of it; null: it does not. */
  readonly dueAt: number | null;
}

export interface TellingInput {
  readonly state: AlertState;
  readonly handling: Handling;
  readonly now: number;
}

export function stepTelling(rule: TellingRule, before: Telling, { state, handling, now }: TellingInput): TellingStep {
  if (state.kind !== "firing") return ended(before);
  const told = tellHandling(before, handling, now);
  const step = stepFiring(rule, told.telling, { state, handling, now });
  const dueAt = Math.min(told.dueAt ?? Number.POSITIVE_INFINITY, step.dueAt ?? Number.POSITIVE_INFINITY);
  return { telling: step.telling, messages: [...told.messages, ...step.messages], dueAt: finite(dueAt) };
}

/**
 * Whoever was told that it fires is told who has it, or until when nobody wants to hear of it: when it cannot be taken back any more, and
 * also while the hours are quiet, since an on-call service goes on calling.
 */
function tellHandling(before: Telling, handling: Handling, now: number): TellingStep {
  const nothing = { telling: before, messages: [], dueAt: null };
  const { owner, ownedSince, snoozedUntil, snoozedSince } = handling;
  const { owner: known, snoozedUntil: knownUntil, times } = before.handled ?? NOT_HANDLED;
  const isTaken = owner !== null && owner !== known;
  const isSnoozed = !isTaken && snoozedUntil !== null && snoozedUntil > now && snoozedUntil !== knownUntil;
  if (before.told.length === 0 || (!isTaken && !isSnoozed)) return nothing;
  const at = (isTaken ? ownedSince : snoozedSince)! + UNDO_MS;
  if (now < at) return { ...nothing, dueAt: at };
  const message: Message = {
    state: isTaken ? "acknowledged" : "snoozed",
    step: 0,
    reminder: times,
    receivers: before.told,
  };
  return {
    telling: { ...before, handled: { owner, snoozedUntil, times: times + 1 } },
    messages: [message],
    dueAt: null,
  };
}

const NOT_HANDLED = { owner: null, snoozedUntil: null, times: 0 } as const;

function stepFiring(
  rule: TellingRule,
  before: Telling,
  { state, handling, now }: TellingInput & { readonly state: Extract<AlertState, { readonly kind: "firing" }> },
): TellingStep {
  const quietUntil = rule.quiet?.isOpen(now) === true ? (rule.quiet.closesAt(now) ?? Number.POSITIVE_INFINITY) : now;
  const heldUntil = Math.max(quietUntil, handling.snoozedUntil ?? now, now);
  // Whoever has it asks nobody to be told; taken back, it is judged again.
  if (handling.owner !== null) return { telling: before, messages: [], dueAt: null };
  if (heldUntil > now) return { telling: before, messages: [], dueAt: finite(heldUntil) };
  const steps = [{ afterMs: 0, receivers: rule.receivers }, ...(rule.escalation ?? [])];
  const messages: Message[] = [];
  let telling = before;
  while (telling.steps < steps.length && now >= state.firedAt + steps[telling.steps]!.afterMs) {
    const { receivers } = steps[telling.steps]!;
    if (receivers.length > 0) messages.push({ state: "firing", step: telling.steps, reminder: 0, receivers });
    const told = [...new Set([...telling.told, ...receivers])];
    telling = { ...telling, told, steps: telling.steps + 1, at: now };
  }
  const { remindEveryMs = Number.POSITIVE_INFINITY } = rule;
  const isDue = messages.length === 0 && telling.told.length > 0 && now >= telling.at + remindEveryMs;
  if (isDue || snoozedPast(before, now)) {
    telling = { ...telling, reminders: telling.reminders + 1, at: now };
    // Who hears of a step now was told nothing before.
    messages.push({
      state: "firing",
      step: Math.max(before.steps - 1, 0),
      reminder: telling.reminders,
      receivers: before.told,
    });
  }
  const next = steps[telling.steps];
  const nextStepAt = next === undefined ? Number.POSITIVE_INFINITY : state.firedAt + next.afterMs;
  const reminderAt = telling.told.length === 0 ? Number.POSITIVE_INFINITY : telling.at + remindEveryMs;
  return { telling, messages, dueAt: finite(Math.min(nextStepAt, reminderAt)) };
}

/** It was told to be snoozed, that is over, and nothing was told since. */
function snoozedPast({ handled, told, at }: Telling, now: number): boolean {
  const until = handled?.snoozedUntil ?? null;
  return until !== null && told.length > 0 && at < until && until <= now;
}

/** Who was told that it fires is told that it does no more, also while the hours are quiet. */
function ended({ told }: Telling): TellingStep {
  const messages: readonly Message[] =
    told.length === 0 ? [] : [{ state: "resolved", step: 0, reminder: 0, receivers: told }];
  return { telling: TOLD_NOBODY, messages, dueAt: null };
}

const finite = (at: number): number | null => (Number.isFinite(at) ? at : null);
