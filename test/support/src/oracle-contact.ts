/**
 * The stays of a contact in queues, straight from the rules and without the fold's code: all events of the contact sorted,
 * then walked once. Slow and plain on purpose; for contacts that could have happened.
 */
import { type CanonicalEvent, type Channel, EVENT_TYPES } from "@floorwalker/domain";

export interface Stay {
  readonly queue: string;
  readonly channel: Channel;
  readonly label: string | null;
  /** As stamped; null: the source never said. */
  queued: number | null;
  readonly firstSeen: number;
  lastSeen: number;
  lastSource: string;
  left: {
    readonly how: "answered" | "abandoned" | "flowedOut" | "refused" | "rated";
    at: number;
    readonly why: string;
  } | null;
  agent: string | null;
  workFrom: number | null;
  workTo: number | null;
  readonly told: { waitMs?: number; talkMs?: number; holdMs?: number; wrapUpMs?: number };
  readonly holds: { from: number; to: number | null }[];
  wrapFrom: number | null;
  wrapTo: number | null;
  readonly missed: CanonicalEvent[];
  readonly ratings: { readonly at: number; readonly score: number }[];
  movedAt: number | null;
  firstReply: number | null;
}

/** One event per identity: of two contents the one recorded later, or with the greater text. */
export function distinct(events: readonly CanonicalEvent[]): CanonicalEvent[] {
  const winners = new Map<string, CanonicalEvent>();
  for (const event of events) {
    const key = `${event.source} ${event.id}`;
    const present = winners.get(key);
    if (present === undefined || (event.recordedTime ?? -1) > (present.recordedTime ?? -1)) winners.set(key, event);
  }
  return [...winners.values()];
}

const LONGEST_MS = 400 * 86_400_000;

/** Without the durations that cannot be. */
export const believed = (event: CanonicalEvent): CanonicalEvent => ({
  ...event,
  data: Object.fromEntries(
    Object.entries(event.data).filter(([name, value]) => !name.endsWith("Ms") || (value >= 0 && value <= LONGEST_MS)),
  ),
});

export const inOrder = (events: readonly CanonicalEvent[]): CanonicalEvent[] =>
  [...events].sort(
    (a, b) => a.time - b.time || EVENT_TYPES.indexOf(a.type) - EVENT_TYPES.indexOf(b.type) || (a.id < b.id ? -1 : 1),
  );

export const isWaiting = (stay: Stay): boolean => stay.left === null;
const isTalking = (stay: Stay): boolean => stay.left?.how === "answered" && stay.workTo === null;
export const isUnfinished = (stay: Stay): boolean =>
  isWaiting(stay) ||
  isTalking(stay) ||
  (stay.workTo !== null && stay.wrapFrom !== null && stay.wrapTo === null && stay.told.wrapUpMs === undefined);

/** When it entered its queue: stamped, or the first that was heard of it less the wait that was reported. */
export function entered(stay: Stay): number {
  if (stay.queued !== null) return stay.queued;
  return Math.min(stay.firstSeen, stay.left?.at ?? stay.firstSeen) - (stay.told.waitMs ?? 0);
}

export function staysOf(events: readonly CanonicalEvent[]): Stay[] {
  const stays: Stay[] = [];
  for (const event of inOrder(events)) {
    const stay = walk(stays, event);
    if (stay === undefined || event.type === "cc.survey.answered") continue;
    stay.lastSeen = event.time;
    stay.lastSource = event.source;
  }
  return stays;
}

/** Where surveys stand that rate nobody's stay: no queue, but the site has them. */
export const NO_QUEUE = "";

function walk(stays: Stay[], event: CanonicalEvent): Stay | undefined {
  const fits = (stay: Stay): boolean =>
    stay.queue !== NO_QUEUE &&
    (event.queue === null || event.queue === stay.queue) &&
    (event.segment === null || event.segment === stay.label);
  const newest = (also: (stay: Stay) => boolean): Stay | undefined =>
    stays.findLast((stay) => fits(stay) && also(stay));
  const inQueue = (stay: Stay): boolean => stay.left?.how !== "refused" && stay.left?.how !== "rated";
  const begin = (): Stay => {
    stays.push(newStay(event));
    return stays.at(-1)!;
  };
  /** What nobody announced is in a queue only where the event says in which. */
  const implied = (): Stay | undefined => (event.queue === null ? undefined : begin());
  const current = newest((stay) => isWaiting(stay) || isTalking(stay)) ?? newest(inQueue);
  const { data, time, agent } = event;
  switch (event.type) {
    case "cc.contact.queued": {
      const announced = newest((stay) => inQueue(stay) && stay.queued === null) ?? begin();
      announced.queued = time;
      return announced;
    }
    case "cc.contact.refused": {
      const refused = begin();
      refused.left = { how: "refused", at: time, why: data.reason! };
      return refused;
    }
    case "cc.contact.answered": {
      const stay = current ?? implied();
      if (stay === undefined) return undefined;
      if (data.waitMs !== undefined) stay.told.waitMs = data.waitMs;
      else delete stay.told.waitMs;
      stay.workFrom = time;
      stay.workTo = null;
      stay.agent = agent;
      if (stay.channel !== "email") stay.left = { how: "answered", at: time, why: "" };
      return stay;
    }
    case "cc.contact.abandoned":
    case "cc.contact.flowedOut":
    case "cc.contact.callbackRequested": {
      const stay = current ?? begin();
      const why = event.type === "cc.contact.callbackRequested" ? "callback" : (data.reason ?? "");
      stay.left = { how: event.type === "cc.contact.abandoned" ? "abandoned" : "flowedOut", at: time, why };
      if (data.waitMs !== undefined) stay.told.waitMs = data.waitMs;
      return stay;
    }
    case "cc.contact.notAnswered":
      current?.missed.push(event);
      return current;
    case "cc.contact.message":
      if (current === undefined || data.from !== "agent") return current;
      if (stays.every((stay) => stay.firstReply === null)) current.firstReply = time;
      current.agent ??= agent;
      if (current.channel !== "email" || !isWaiting(current)) return current;
      current.workFrom ??= time;
      current.left = { how: "answered", at: time, why: "" };
      return current;
    case "cc.contact.held":
      // Held while on hold: the resumption between is not known yet.
      if (current?.workFrom != null && current.workTo === null && current.holds.at(-1)?.to !== null)
        current.holds.push({ from: time, to: null });
      return current;
    case "cc.contact.resumed": {
      const hold = current?.holds.at(-1);
      if (hold !== undefined) hold.to ??= time;
      return current;
    }
    case "cc.contact.ended":
    case "cc.contact.resolved":
    case "cc.contact.transferred": {
      // Whoever ends a contact as an agent has answered it, though nobody said so.
      const byAgent = agent !== null || data.talkMs !== undefined;
      const stay = current ?? (byAgent ? implied() : undefined);
      if (stay === undefined) return undefined;
      if (isWaiting(stay) && (stay.channel === "email" || !byAgent))
        stay.left = { how: "flowedOut", at: time, why: "no human replied" };
      else if (isWaiting(stay)) {
        stay.workFrom = time - (data.talkMs ?? 0) - (data.holdMs ?? 0);
        stay.left = { how: "answered", at: stay.workFrom, why: "" };
        stay.agent ??= agent;
      }
      stay.workTo ??= time;
      if (event.type === "cc.contact.transferred") stay.movedAt = time;
      Object.assign(stay.told, data);
      return stay;
    }
    case "cc.contact.wrapUpStarted":
      if (current !== undefined) current.wrapFrom = time;
      return current;
    case "cc.contact.wrapUpEnded":
      if (current !== undefined) current.wrapTo = time;
      return current;
    case "cc.survey.answered": {
      let rated = newest((stay) => stay.left?.how === "answered") ?? newest((stay) => stay.left?.how !== "refused");
      if (rated === undefined) {
        rated = begin();
        rated.left = { how: "rated", at: time, why: "" };
        rated.agent = agent;
      }
      rated.ratings.push({ at: time, score: data.score! });
      return rated;
    }
    default:
      return undefined;
  }
}

const newStay = (event: CanonicalEvent): Stay => ({
  queue: event.queue ?? NO_QUEUE,
  channel: event.channel!,
  label: event.segment,
  queued: null,
  firstSeen: event.time,
  lastSeen: event.time,
  lastSource: event.source,
  left: null,
  agent: null,
  workFrom: null,
  workTo: null,
  told: {},
  holds: [],
  wrapFrom: null,
  wrapTo: null,
  missed: [],
  ratings: [],
  movedAt: null,
  firstReply: null,
});
