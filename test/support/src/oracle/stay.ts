/** What the oracle keeps of a contact: its stays in queues, their legs, and what can be asked of them (rules 5, 5a). */
import type { CanonicalEvent, Channel, OpeningHours } from "@floorwalker/domain";
import { businessTime } from "./business-time.ts";

/** What one agent did in a stay (rule 5a). */
export interface Leg {
  agent: string | null;
  readonly origin: CanonicalEvent;
  readonly from: number;
  /** As its own end tells. */
  to: number | null;
  /** The contact went on without it: the talk ended then, unless its own end still comes (rule 5). */
  leftAt: number | null;
  handedOnAt: number | null;
  handedOnHow: string | undefined;
  readonly told: { talkMs?: number | undefined; holdMs?: number | undefined; wrapUpMs?: number | undefined };
  /** Nobody said that he answered: he ended it. */
  implied: boolean;
  /** What he wrote answered it (rule 10). */
  wrote: boolean;
  /** He had it, and handed it on without having opened it. */
  untouched: boolean;
  readonly holds: { readonly from: number; to: number | null }[];
  wrapFrom: number | null;
  wrapTo: number | null;
  last: CanonicalEvent;
}

export interface Left {
  /** `closed`: an outbound one, which was never offered. */
  readonly how: "answered" | "abandoned" | "flowedOut" | "closed";
  readonly at: number;
  readonly why: string;
  readonly told: number | undefined;
  readonly by: CanonicalEvent;
}

export interface Stay {
  readonly queue: string;
  readonly channel: Channel;
  readonly label: string | null;
  /** As stamped; null: the source never said. */
  queued: number | null;
  /** Its `queued` has come; it may have been opened by what the customer wrote. */
  announced: boolean;
  readonly firstSeen: number;
  last: CanonicalEvent;
  left: Left | null;
  readonly legs: Leg[];
  /** The wait as an end reported it. */
  toldWait: number | undefined;
  readonly rings: CanonicalEvent[];
  /** With the leg that had it, where somebody had. */
  readonly escalations: { readonly event: CanonicalEvent; readonly leg: Leg | undefined }[];
  /** Of each survey and what it asked for the last answer (rule 5e), or that it was offered, when it first was. */
  readonly ratings: Map<string, CanonicalEvent>;
  /** After the first response of a life: what the customer wrote, and when an agent replied. */
  readonly replies: { readonly from: number; readonly at: number }[];
  /** When it was first resolved, and since when its life had been going on; null since: from the contact's first queue. */
  resolved: { readonly at: number; readonly since: number | null } | null;
  readonly responses: { readonly at: number; readonly since: Stay | number }[];
  /** Opened when the contact was opened again (rule 5c). */
  reopened: boolean;
  /** An agent wrote first, and the customer has not written yet: not offered (rule 5c). */
  outbound: boolean;
}

export const newStay = (event: CanonicalEvent, queue: string, reopened = false): Stay => ({
  queue,
  channel: event.channel!,
  label: event.segment,
  queued: null,
  announced: false,
  firstSeen: event.time,
  last: event,
  left: null,
  legs: [],
  toldWait: undefined,
  rings: [],
  escalations: [],
  ratings: new Map(),
  responses: [],
  replies: [],
  resolved: null,
  reopened,
  outbound: false,
});

export function newLeg(stay: Stay, event: CanonicalEvent, from: number): Leg {
  leaveTalk(stay, from);
  const leg: Leg = {
    agent: event.agent,
    origin: event,
    from,
    to: null,
    leftAt: null,
    handedOnAt: null,
    handedOnHow: undefined,
    told: {},
    implied: false,
    wrote: false,
    untouched: false,
    holds: [],
    wrapFrom: null,
    wrapTo: null,
    last: event,
  };
  stay.legs.push(leg);
  return leg;
}

/** Somebody else has the contact, or its queue has. */
export function leaveTalk(stay: Stay, at: number): void {
  for (const leg of openLegs(stay)) leg.leftAt ??= at;
}

/** Rule 5b: two ends so close together are one, told twice. */
export const isOneEnd = (left: Left, { time }: CanonicalEvent): boolean => time - left.at <= 2000;

/** And the later one says why it was none of the customer's. */
export const saysWhy = (stay: Stay, left: Left): boolean =>
  stay.left?.how === "abandoned" &&
  isOneEnd(stay.left, left.by) &&
  left.how === "flowedOut" &&
  left.why !== "lost" &&
  left.why !== "other";

export const isWaiting = (stay: Stay): boolean => stay.left === null && !stay.outbound;
export const openLegs = (stay: Stay): Leg[] => stay.legs.filter(({ to }) => to === null);
export const legOf = (stay: Stay, agent: string | null): Leg | undefined =>
  stay.legs.findLast((leg) => leg.agent === agent);
/** Who has it now. */
export const talkingLeg = (stay: Stay): Leg | undefined =>
  stay.legs.findLast(({ to, leftAt }) => to === null && leftAt === null);
export const isOpen = (stay: Stay): boolean =>
  stay.left === null || (stay.left.how === "answered" && talkingLeg(stay) !== undefined);
/** A talk that the contact has left is open still to what says that it means it. */
export const isOpenTo = (stay: Stay, { queue, agent, segment }: CanonicalEvent): boolean =>
  isOpen(stay) ||
  (stay.left?.how === "answered" &&
    openLegs(stay).length > 0 &&
    (queue !== null || agent !== null || segment !== null));

/** Nobody waits for an answer: what is over is the agents' work. */
export function close(stay: Stay, event: CanonicalEvent): void {
  stay.left ??= { how: "closed", at: event.time, why: "", told: undefined, by: event };
  for (const leg of openLegs(stay)) if (leg.leftAt === null) leg.to = event.time;
}

/** When it entered its queue: stamped (not after it left it), or the first that was heard of it less the reported wait. */
export function entered(stay: Stay): number {
  if (stay.queued !== null && (stay.left === null || stay.queued <= stay.left.at)) return stay.queued;
  const first = Math.min(stay.firstSeen, stay.left?.at ?? stay.firstSeen);
  return first - (stay.toldWait ?? stay.left?.told ?? 0);
}

/** Reported wins over stamped (rule 1), never below 0 (rule 6); in business time what of it lay within the hours (rule 10). */
export const waited = (stay: Stay, left: Left, hours: OpeningHours | null): number => {
  const told = stay.toldWait ?? left.told;
  return Math.max(0, businessTime(hours, told === undefined ? entered(stay) : left.at - told, left.at));
};

/** The holds of a leg that ended, or of one that goes on until a moment. */
export const held = (leg: Leg, until: number): number =>
  leg.holds.reduce((sum, { from, to }) => sum + Math.max(0, (to ?? until) - from), 0);
