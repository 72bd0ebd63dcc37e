/** A contact as a test tells it, and what its fold adds: counters by name for each queue and agent, who waits, who works. */
import {
  type Attribution,
  type CanonicalEvent,
  type Channel,
  COUNTERS,
  ContactFolder,
  type ContributionSink,
  compareEvents,
  defaultVersions,
  EVENT_TYPES,
  FIRST_CONTACT,
  FoldEvent,
  type Folded,
  FoldOrder,
  type Name,
  NONE,
  type QueuePolicy,
  sitePolicies,
  UNKNOWN,
  unconfiguredSite,
} from "../../src/index.ts";

export const T0 = Date.UTC(2026, 10, 2, 9);
const DAY = 86_400_000;

type About = Partial<Omit<CanonicalEvent, "type" | "time">>;

let ids = 0;

/** At so many seconds after the start. */
export const tell = (second: number, type: string, about: About = {}): CanonicalEvent => ({
  id: `e${String(++ids).padStart(6, "0")}`,
  source: "/s",
  type: `cc.${type}` as CanonicalEvent["type"],
  time: T0 + Math.round(second * 1000),
  recordedTime: null,
  site: "here",
  channel: "call",
  contact: "c",
  segment: null,
  queue: null,
  agent: null,
  data: {},
  ...about,
});

export interface Work {
  readonly agent: string;
  readonly kind: string;
  /** Seconds after the start; null: still. */
  readonly from: number;
  readonly to: number | null;
}

export interface Told {
  /** What the contact is about; null: nobody told. */
  readonly about: string | null;
  /** By agent: when he took what he did, seconds after the start (the last time he took something). */
  readonly taken: Readonly<Record<string, number>>;
  /** Of a queue, of an agent (`@ann`), or of nobody (``): what was added, by counter. */
  readonly added: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly waiting: readonly string[];
  readonly handling: readonly string[];
  readonly work: readonly Work[];
  readonly impossible: number;
  readonly unfinished: boolean;
  /** Every call of the sink, in order. */
  readonly calls: readonly string[];
  readonly nextAt: number;
}

export interface Telling {
  readonly channel?: Channel;
  /** Seconds after the start; default: a day after. */
  readonly asOf?: number;
  readonly attribution?: "outcome" | "offered";
  /** Seconds after the start at which the source began anew. */
  readonly restarts?: readonly number[];
  /** Those that are counted by name. */
  readonly surveys?: readonly string[];
  /** After so many events what was folded is put away as text, and another fold goes on from there. */
  readonly cutAfter?: number;
}

const policies = (attribution: Attribution): Readonly<Record<Channel, QueuePolicy>> => {
  const site = sitePolicies(unconfiguredSite("here"), attribution);
  const of = (channel: Channel): QueuePolicy => defaultVersions(channel, site)[0]!;
  return { call: of("call"), chat: of("chat"), email: of("email") };
};
const POLICIES = { outcome: policies("outcome"), offered: policies("offered") };

/** The same folder for every contact: what one leaves behind must not show in the next. */
const folder = new ContactFolder();

export function told(events: readonly CanonicalEvent[], telling: Telling = {}): Told {
  const texts = [""];
  const name = (text: string): Name => {
    const known = texts.indexOf(text);
    return known > 0 ? known : texts.push(text) - 1;
  };
  const names = { source: name, queue: name, agent: name, reason: name, label: name };
  const channel = telling.channel ?? events[0]?.channel ?? "call";
  const stored = [...events].sort(compareEvents);
  const order = new FoldOrder().of({
    count: stored.length,
    areAtOnce: (one, other) => stored[one]!.time === stored[other]!.time,
    sourceAt: (index) => name(stored[index]!.source),
    typeAt: (index) => EVENT_TYPES.indexOf(stored[index]!.type),
  });
  folder.reset(channel);
  const policy = POLICIES[telling.attribution ?? "outcome"][channel];
  const event = new FoldEvent();
  order.forEach((position, index) => {
    if (index === telling.cutAfter) cut(channel, texts, name);
    folder.step(event.set(stored[position]!, names));
  });

  const added: Record<string, Record<string, number>> = {};
  const waiting: string[] = [];
  const handling: string[] = [];
  const work: Work[] = [];
  const calls: string[] = [];
  let cell: Record<string, number> = {};
  const seconds = (at: number): number => (at - T0) / 1000;
  let about: string | null = null;
  const taken: Record<string, number> = {};
  const sink: ContributionSink = {
    of: () => {},
    about: (reason) => {
      about = reason === NONE ? null : texts[reason]!;
      calls.push(`about ${about}`);
    },
    into: (queue, agent, at) => {
      if (agent !== NONE) taken[texts[agent]!] = seconds(at);
      const key = agent === NONE ? texts[queue]! : `@${texts[agent]!}`;
      calls.push(`into ${key}`);
      added[key] ??= {};
      cell = added[key];
    },
    ofSurvey: (survey) => {
      const key = `survey ${texts[survey]!}`;
      calls.push(key);
      added[key] ??= {};
      cell = added[key];
    },
    add: (at, counter, amount) => {
      calls.push(`${at} ${counter} ${amount}`);
      const key = COUNTERS[counter];
      if (key !== undefined) cell[key] = (cell[key] ?? 0) + amount;
    },
    waiting: (queue) => void waiting.push(texts[queue]!),
    handling: (queue) => void handling.push(texts[queue]!),
    work: (kind, agent, _queue, _source, from, to) =>
      void work.push({ agent: texts[agent]!, kind, from: seconds(from), to: to === UNKNOWN ? null : seconds(to) }),
  };
  const restarts = (telling.restarts ?? []).map((second) => T0 + second * 1000);
  folder.emit(
    sink,
    {
      surveys: (telling.surveys ?? []).map(name),
      surveyOf: (survey) =>
        telling.surveys === undefined ? NONE : telling.surveys.includes(texts[survey]!) ? survey : name("other"),
      lowScoreAt: () => 2_000,
      firstContact: () => FIRST_CONTACT.none,
      policyOf: () => policy,
      restartAfter: (_source, at) => restarts.find((restart) => restart > at) ?? UNKNOWN,
      endOfLeg: () => UNKNOWN,
    },
    telling.asOf === undefined ? T0 + DAY : T0 + telling.asOf * 1000,
  );
  const { impossible, unfinished, nextAt } = folder;
  return { about, taken, added, waiting, handling, work, impossible, unfinished, calls, nextAt };
}

function cut(channel: Channel, texts: readonly string[], name: (text: string) => Name): void {
  const textOf = (of: Name): string => texts[of]!;
  const folded = JSON.stringify(folder.folded({ textOf, labelTextOf: textOf }));
  folder.resume(channel, JSON.parse(folded) as Folded, { name, agent: name, label: name });
}
