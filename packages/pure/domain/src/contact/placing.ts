/**
 * Where an event goes (rule 5): to the newest stay that fits everything the event names of segment, queue and agent; failing
 * that, without the agent; never to a stay of another queue than the one named. Among several, first the one whose stamps
 * agree with what the event reports: a source may write the new stay before the end of the old one.
 */
import type { FoldEvent } from "./fold-event.ts";
import type { Leg } from "./leg.ts";
import { NONE, UNKNOWN } from "./name.ts";
import type { Pool } from "./pool.ts";
import type { Stay } from "./stay.ts";

/** May the event go to this stay, wherever the event says it belongs? */
export type Allowed = (stay: Stay, event: FoldEvent) => boolean;

const STAMPS_AGREE_MS = 1_000;

/** Null: none fits. */
export function place(stays: Pool<Stay>, event: FoldEvent, allowed: Allowed): Stay | null {
  const fitting = event.agent === NONE ? null : among(stays, event, allowed, true, false);
  return fitting ?? among(stays, event, allowed, false, false);
}

/** Whoever the event names: its agent is one whose phone rang. */
export const placeForAnyone = (stays: Pool<Stay>, event: FoldEvent, allowed: Allowed): Stay | null =>
  among(stays, event, allowed, false, false);

/** Of an end: a stay that opens at the same instant is closed only when no other is open, or what is reported agrees with it alone. */
export function placeEnd(stays: Pool<Stay>, event: FoldEvent, allowed: Allowed): Stay | null {
  const fitting = event.agent === NONE ? null : among(stays, event, allowed, true, true);
  return fitting ?? among(stays, event, allowed, false, true);
}

function among(stays: Pool<Stay>, event: FoldEvent, allowed: Allowed, byAgent: boolean, ends: boolean): Stay | null {
  let newest: Stay | null = null;
  let oldest: Stay | null = null;
  let earlier: Stay | null = null;
  let agreeing: Stay | null = null;
  let agreeingEarlier: Stay | null = null;
  let othersAgree = false;
  for (let index = stays.count - 1; index >= 0; index--) {
    const stay = stays.at(index);
    if (!belongs(stay, event) || !allowed(stay, event)) continue;
    if (byAgent && stay.legOf(event.agent) === null) continue;
    const opensNow = stay.queuedAt === event.time;
    newest ??= stay;
    oldest = stay;
    if (!opensNow) earlier ??= stay;
    if (!agrees(stay, event)) continue;
    othersAgree = agreeing !== null;
    agreeing ??= stay;
    if (!opensNow) agreeingEarlier ??= stay;
  }
  if (!ends) return agreeing ?? newest;
  if (agreeing !== null) return othersAgree ? (agreeingEarlier ?? agreeing) : agreeing;
  return earlier ?? oldest;
}

/** An event without queue or segment fits any. */
export const belongs = (stay: Stay, event: FoldEvent): boolean =>
  (event.queue === NONE || stay.queue === event.queue) && (event.segment === NONE || stay.label === event.segment);

/** The wait, hold or talk that the event reports is what the stamps say of this stay (± 1 s); reporting none agrees with none. */
function agrees(stay: Stay, event: FoldEvent): boolean {
  const { waitMs, talkMs, holdMs, time } = event;
  let known = false;
  const leg = (event.agent === NONE ? null : stay.legOf(event.agent)) ?? stay.legs.last();
  if (waitMs !== UNKNOWN && stay.queuedAt !== UNKNOWN) {
    const handled = Math.max(0, talkMs) + Math.max(0, holdMs);
    const leftAt = stay.outcomeAt === UNKNOWN ? time - handled : stay.outcomeAt;
    if (!near(leftAt - stay.queuedAt, waitMs)) return false;
    known = true;
  }
  if (talkMs !== UNKNOWN && leg !== null && leg.from !== UNKNOWN) {
    if (!near(time - leg.from - (holdMs === UNKNOWN ? leg.heldMs : holdMs), talkMs)) return false;
    known = true;
  }
  // A source that tells no holds has not said that there was none.
  if (holdMs !== UNKNOWN && leg !== null && (near(holdMs, 0) || leg.heldMs > 0 || leg.heldSince !== UNKNOWN)) {
    const held = leg.heldMs + (leg.heldSince === UNKNOWN ? 0 : time - leg.heldSince);
    if (!near(held, holdMs)) return false;
    known = true;
  }
  return known;
}

const near = (stamped: number, reported: number): boolean => Math.abs(stamped - reported) <= STAMPS_AGREE_MS;

export const isWaiting: Allowed = (stay) => stay.outcome === "waiting";

/**
 * Waiting, or its talk goes on. One that the contact has left behind (it was queued anew) is open only to an event that says
 * which stay it means.
 */
export const isOpen: Allowed = (stay, event) =>
  goesOn(stay) ||
  (stay.outcome === "answered" &&
    stay.talking !== null &&
    (event.queue !== NONE || event.agent !== NONE || event.segment !== NONE));

/** Waiting, or its talk goes on and was not left behind. */
export function goesOn(stay: Stay): boolean {
  if (stay.outcome === "waiting") return true;
  if (stay.outcome === "outbound") return stay.closedAt === UNKNOWN;
  return stay.outcome === "answered" && stay.talking?.leftAt === UNKNOWN;
}

/** It entered the queue at all, or would have. */
export const wasQueued: Allowed = (stay) => stay.outcome !== "refused" && stay.outcome !== "rated";

/** Handled, and the leg of the agent named (or any, where it is nobody's) has no end of wrap-up yet. */
export const isToWrapUp: Allowed = (stay, event) => legToWrapUp(stay, event, true) !== null;
/** The same, its talk not being over: the two clocks disagree. */
export const isYetToWrapUp: Allowed = (stay, event) => legToWrapUp(stay, event, false) !== null;

/** `over`: of those whose talk is over. */
export function legToWrapUp(stay: Stay, { agent }: FoldEvent, over: boolean): Leg | null {
  const named = agent !== NONE && stay.legOf(agent) !== null;
  for (let index = stay.legs.count - 1; index >= 0; index--) {
    const leg = stay.legs.at(index);
    if (leg.from === UNKNOWN || leg.wrapUpEndedAt !== UNKNOWN || (named && leg.agent !== agent)) continue;
    if (!over || leg.overAt !== UNKNOWN) return leg;
  }
  return null;
}

export const isAnswered: Allowed = (stay) => stay.outcome === "answered";
export const isRated: Allowed = (stay) => stay.outcome === "rated";

/** The newest that is open; else the newest that was in a queue at all. */
export const openOrNewest = (stays: Pool<Stay>, event: FoldEvent): Stay | null =>
  place(stays, event, isOpen) ?? place(stays, event, wasQueued);
