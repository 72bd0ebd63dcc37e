/**
 * What the phone systems of a few sites tell during one round: calls that all come to an end, chats with their surveys. Every
 * event is kept, so that the oracle can be asked what the numbers must be.
 */
import {
  type CanonicalEvent,
  type Channel,
  type EventData,
  type EventType,
  unconfiguredSite,
} from "@floorwalker/domain";
import { encodeEvent } from "@floorwalker/events";
import { type Numbers, Oracle } from "../support/src/oracle/oracle.ts";
import { seeded, withRepeats } from "../support/src/shuffle.ts";

export const QUEUES = [
  { queue: "sales", channel: "call" },
  { queue: "support", channel: "call" },
  { queue: "support", channel: "chat" },
] as const;

const SECOND = 1_000;
const CHUNKS = 40;

export interface Round {
  /** In the order of their times, cut in chunks; a third comes twice and each chunk is shuffled. */
  readonly chunks: readonly (readonly CanonicalEvent[])[];
}

export class Traffic {
  readonly events: CanonicalEvent[] = [];
  readonly #sites: readonly string[];
  readonly #seed: number;
  #rounds = 0;

  constructor(sites: readonly string[], seed: number) {
    this.#sites = sites;
    this.#seed = seed;
  }

  /** `contacts` at each site, all of them over before `end` (epoch ms) and begun at most two minutes before. */
  round(contacts: number, end: number): Round {
    const number = ++this.#rounds;
    const random = seeded(this.#seed * 1_000 + number);
    const events: CanonicalEvent[] = [];
    for (const site of this.#sites)
      for (let index = 0; index < contacts; index++)
        events.push(...contactStory(site, `${site}-r${number}-${index}`, end, random));
    events.sort((a, b) => a.time - b.time);
    this.events.push(...events);
    const each = Math.ceil(events.length / CHUNKS);
    const chunks = Array.from({ length: CHUNKS }, (_, at) =>
      withRepeats(events.slice(at * each, (at + 1) * each), 1 / 3, random),
    );
    return { chunks };
  }

  /** Events of a script beside the round. */
  add(events: readonly CanonicalEvent[]): readonly CanonicalEvent[] {
    this.events.push(...events);
    return events;
  }

  /** What the oracle says of one queue over everything told so far. */
  numbers(site: string, { queue, channel }: (typeof QUEUES)[number], asOf: number): Numbers {
    const oracle = new Oracle({
      events: this.events.filter((event) => event.site === site && event.queue === queue && event.channel === channel),
      site: { ...unconfiguredSite(site), queues: configured },
      attribution: "outcome",
      asOf,
    });
    return oracle.numbers([`${queue} ${channel}`], 0, asOf + 1);
  }
}

const configured = QUEUES.map(({ queue, channel }) => ({
  queue,
  channel,
  title: queue,
  policy: "short-abandons-excluded" as const,
  target: 0.8,
  thresholdMs: 20 * SECOND,
  shortAbandonMs: 5 * SECOND,
  lostAfterMs: 24 * 3_600 * SECOND,
  waitLostAfterMs: 24 * 3_600 * SECOND,
  wrapUpLostAfterMs: 1_800 * SECOND,
}));

export const bytesOf = (event: CanonicalEvent): Buffer => Buffer.from(encodeEvent(event));

export function tell(
  site: string,
  contact: string,
  name: string,
  time: number,
  rest: { queue?: string; channel?: Channel; agent?: string; data?: EventData; type?: EventType } = {},
): CanonicalEvent {
  return {
    id: `${contact}-${name}`,
    source: `/acd/${site}`,
    type: rest.type ?? (`cc.contact.${name.replace(/\d+$/, "")}` as EventType),
    time: Math.floor(time),
    recordedTime: null,
    site,
    channel: rest.channel ?? "call",
    contact,
    segment: null,
    queue: rest.queue ?? "sales",
    agent: rest.agent ?? null,
    data: rest.data ?? {},
  };
}

function contactStory(site: string, contact: string, end: number, random: () => number): CanonicalEvent[] {
  const where = QUEUES[Math.floor(random() * QUEUES.length)]!;
  const agent = `a${Math.floor(12 * random())}`;
  const queued = end - (50 + 70 * random()) * SECOND;
  const left = queued + 30 * random() * SECOND;
  const ended = left + (1 + 12 * random()) * SECOND;
  const events = [tell(site, contact, "queued", queued, where)];
  if (random() < 0.2) return [...events, tell(site, contact, "abandoned", left, where)];
  const by = { ...where, agent };
  events.push(tell(site, contact, "answered", left, by));
  if (where.channel === "chat")
    events.push(tell(site, contact, "message", left + 400, { ...by, data: { from: "agent" } }));
  events.push(tell(site, contact, "ended", ended, by));
  events.push(
    tell(site, contact, "wrapUpStarted", ended, by),
    tell(site, contact, "wrapUpEnded", ended + 3 * SECOND, by),
  );
  if (random() < 0.3) {
    const data = { score: 1 + Math.floor(5 * random()), scale: "1-5" } as EventData;
    events.push(tell(site, contact, "survey", ended + 4 * SECOND, { ...where, data, type: "cc.survey.answered" }));
  }
  return events;
}
