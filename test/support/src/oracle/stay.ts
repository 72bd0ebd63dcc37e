/** What the oracle keeps of a contact: its stays in queues, their legs, and what can be asked of them (rules 5, 5a). */
import type { CanonicalEvent, Channel } from "@floorwalker/domain";

/** What one agent did in a stay (rule 5a). */
export interface Leg {
  agent: string | null;
  readonly origin: CanonicalEvent;
  readonly from: number;
  /** Calls and chats: from the beginning; mails: from the agent's message (rule 10). */
  answeredAt: number | null;
  to: number | null;
  handedOnAt: number | null;
  readonly told: { talkMs?: number; holdMs?: number; wrapUpMs?: number };
  readonly holds: { readonly from: number; to: number | null }[];
  wrapFrom: number | null;
  wrapTo: number | null;
  last: CanonicalEvent;
}

export interface Left {
  readonly how: "answered" | "abandoned" | "flowedOut";
  readonly at: number;
  readonly why: string;
  readonly told: number | undefined;
}

export interface Stay {
  readonly queue: string;
  readonly channel: Channel;
  readonly label: string | null;
  /** As stamped; null: the source never said. */
  queued: number | null;
  readonly firstSeen: number;
  last: CanonicalEvent;
  left: Left | null;
  readonly legs: Leg[];
  /** The wait as an end reported it. */
  toldWait: number | undefined;
  readonly missed: CanonicalEvent[];
  /** Of each survey the last answer (rule 5e). */
  readonly ratings: Map<string, CanonicalEvent>;
  readonly responses: { readonly at: number; readonly since: Stay | number }[];
  /** Opened when the contact was opened again (rule 5c). */
  readonly reopened: boolean;
}

export const newStay = (event: CanonicalEvent, queue: string, reopened = false): Stay => ({
  queue,
  channel: event.channel!,
  label: event.segment,
  queued: null,
  firstSeen: event.time,
  last: event,
  left: null,
  legs: [],
  toldWait: undefined,
  missed: [],
  ratings: new Map(),
  responses: [],
  reopened,
});

export function newLeg(stay: Stay, event: CanonicalEvent, from: number): Leg {
  const leg: Leg = {
    agent: event.agent,
    origin: event,
    from,
    answeredAt: stay.channel === "email" && event.type !== "cc.contact.message" ? null : from,
    to: null,
    handedOnAt: null,
    told: {},
    holds: [],
    wrapFrom: null,
    wrapTo: null,
    last: event,
  };
  stay.legs.push(leg);
  return leg;
}

export const isWaiting = (stay: Stay): boolean => stay.left === null;
export const openLegs = (stay: Stay): Leg[] => stay.legs.filter(({ to }) => to === null);
export const isTalking = (stay: Stay): boolean => stay.left?.how === "answered" && openLegs(stay).length > 0;
export const isOpen = (stay: Stay): boolean => isWaiting(stay) || isTalking(stay);

/** When it entered its queue: stamped, or the first that was heard of it less the wait that was reported. */
export function entered(stay: Stay): number {
  if (stay.queued !== null) return stay.queued;
  const first = Math.min(stay.firstSeen, stay.left?.at ?? stay.firstSeen);
  return first - (stay.toldWait ?? stay.left?.told ?? 0);
}

/** Reported wins over stamped (rule 1), never below 0 (rule 6). */
export const waited = (stay: Stay, left: Left): number =>
  stay.toldWait ?? left.told ?? Math.max(0, left.at - entered(stay));

/** The holds of a leg that ended, or of one that goes on until a moment. */
export const held = (leg: Leg, until: number): number =>
  leg.holds.reduce((sum, { from, to }) => sum + Math.max(0, (to ?? until) - from), 0);
