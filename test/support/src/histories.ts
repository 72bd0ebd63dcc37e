/**
 * Histories of a small contact centre for property tests: contacts that live as contacts do, with gaps in what the sources
 * tell (a missing `queued`, an abandon undone, a segment nobody ended), and agents who come, pause and go. Times are whole
 * seconds with many ties, over a night in which the clocks change.
 */
import {
  type CanonicalEvent,
  type Channel,
  type EventData,
  type EventType,
  type SiteConfig,
  unconfiguredSite,
} from "@floorwalker/domain";
import fc from "fast-check";

export const SECOND = 1000;
export const HOUR = 3600 * SECOND;
/** Warsaw's clocks go forward an hour later. */
export const BEGIN = Date.UTC(2026, 2, 29, 0);

const queue = (name: string, channel: Channel, seconds: number, lostAfterHours: number) => ({
  queue: name,
  channel,
  title: name,
  policy: "short-abandons-excluded" as const,
  target: 0.8,
  thresholdMs: seconds * SECOND,
  shortAbandonMs: 5 * SECOND,
  lostAfterMs: lostAfterHours * HOUR,
  waitLostAfterMs: channel === "email" ? Number.POSITIVE_INFINITY : 24 * HOUR,
  wrapUpLostAfterMs: HOUR / 2,
});

/** One more queue than configured turns up in the events. Nobody expects to hear of the sources: rows are of now. */
export const SITE: SiteConfig = {
  ...unconfiguredSite("here"),
  zone: "Europe/Warsaw",
  sources: ["/acd", "/call", "/chat", "/email", "/survey"].map((source) => ({ source, silentAfterMs: null })),
  queues: [
    queue("q1", "call", 20, 1),
    queue("q1", "chat", 60, 2),
    queue("q2", "call", 30, 4),
    queue("q1", "email", 3600, 5),
  ],
};
export const QUEUES = ["q1", "q2", "q3"] as const;
export const AGENTS = ["a1", "a2", "a3"] as const;

const gap = fc.oneof(fc.nat(8), fc.nat(90), fc.nat(900), fc.nat(9000));
/** Some of what sources report cannot be. */
const impossibleSeconds = fc.constantFrom(-3, 401 * 24 * 3600);
const optionalSeconds = fc.option(
  fc.oneof({ weight: 12, arbitrary: fc.nat(600) }, { weight: 1, arbitrary: impossibleSeconds }),
  { nil: null },
);

const story = fc.record({
  start: fc.nat(7 * 3600),
  channel: fc.constantFrom<Channel>("call", "call", "chat", "email"),
  queue: fc.nat(2),
  agents: fc.array(fc.nat(2), { minLength: 4, maxLength: 4 }),
  gaps: fc.array(gap, { minLength: 16, maxLength: 16 }),
  reported: fc.array(optionalSeconds, { minLength: 6, maxLength: 6 }),
  labelled: fc.boolean(),
  queuedKnown: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
  course: fc.constantFrom("abandon", "refused", "flowOut", "callback", "open", "answer", "answer", "answer", "undone"),
  missed: fc.nat(2),
  holds: fc.nat(2),
  replies: fc.nat(2),
  finish: fc.constantFrom("ended", "ended", "transferred", "resolved", "open"),
  wrapUp: fc.constantFrom("none", "none", "both", "started", "reported"),
  survey: fc.constantFrom("none", "none", "rated", "anonymous", "stray"),
  reason: fc.nat(3),
});
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;

class Teller {
  readonly events: CanonicalEvent[] = [];
  readonly #story: Story;
  readonly #contact: string;
  #time: number;
  #gap = 0;
  queue: string;
  segment: string | null;

  constructor(told: Story, contact: string) {
    this.#story = told;
    this.#contact = contact;
    this.#time = BEGIN + told.start * SECOND;
    this.queue = QUEUES[told.queue]!;
    this.segment = told.labelled ? "1" : null;
  }

  /** Time passes, at least so many seconds: at one second the order of a lifecycle decides, and it knows no second round. */
  pass(least = 0): this {
    this.#time += Math.max(least, this.#story.gaps[this.#gap++ % 16] ?? 0) * SECOND;
    return this;
  }

  tell(type: string, agent: string | null = null, data: EventData = {}): this {
    const { channel } = this.#story;
    this.events.push({
      id: `${this.#contact}-${this.events.length}`,
      source: `/${channel}`,
      type: `cc.${type}` as EventType,
      time: this.#time,
      recordedTime: null,
      site: "here",
      channel,
      contact: this.#contact,
      segment: this.segment,
      queue: this.queue,
      agent,
      data,
    });
    return this;
  }

  /** A reported duration, when this story has one. */
  reported(index: number, name: "waitMs" | "talkMs" | "holdMs" | "wrapUpMs"): EventData {
    const seconds = this.#story.reported[index] ?? null;
    return seconds === null ? {} : { [name]: seconds * SECOND };
  }

  /** The contact's story in one queue; true when it moves on to the next. */
  stay(visit: number): boolean {
    const { missed, queuedKnown, agents, reason, channel, replies } = this.#story;
    // Nobody picks up an e-mail that was withdrawn.
    const course = channel === "email" && this.#story.course === "undone" ? "answer" : this.#story.course;
    const agent = AGENTS[agents[visit] ?? 0]!;
    if (course === "refused") {
      this.tell("contact.refused", null, { reason: ["full", "empty", "closed", "diverted"][reason]! });
      return false;
    }
    if (queuedKnown) this.tell("contact.queued");
    for (let count = 0; count < missed; count++) this.pass().tell("contact.notAnswered", AGENTS[agents[3]!]!);
    this.pass();
    if (course === "open") return false;
    if (course === "abandon" || course === "undone") this.tell("contact.abandoned", null, this.reported(0, "waitMs"));
    if (course === "abandon") return false;
    if (course === "undone") this.pass(1);
    if (course === "callback") return !this.tell("contact.callbackRequested");
    if (course === "flowOut" && visit === 0) {
      this.tell("contact.flowedOut", null, { reason: "overflow", ...this.reported(0, "waitMs") });
      return true;
    }
    this.tell("contact.answered", agent, channel === "email" ? {} : this.reported(1, "waitMs"));
    for (let count = 0; count < replies; count++) this.pass().tell("contact.message", agent, { from: "agent" });
    return this.#finish(agent, visit);
  }

  #finish(agent: string, visit: number): boolean {
    const { finish, holds, wrapUp } = this.#story;
    for (let count = 0; count < holds; count++)
      this.pass(1).tell("contact.held", agent).pass(1).tell("contact.resumed", agent);
    this.pass();
    if (finish === "open") return false;
    const durations = { ...this.reported(2, "talkMs"), ...this.reported(3, "holdMs") };
    const reported = wrapUp === "reported" ? this.reported(4, "wrapUpMs") : {};
    const moves = finish === "transferred" && visit === 0;
    this.tell(finish === "resolved" ? "contact.resolved" : moves ? "contact.transferred" : "contact.ended", agent, {
      ...durations,
      ...reported,
    });
    if (wrapUp === "both" || wrapUp === "started") this.tell("contact.wrapUpStarted", agent);
    if (wrapUp === "both") this.pass().tell("contact.wrapUpEnded", agent);
    return moves;
  }

  survey(): void {
    const { survey, reason } = this.#story;
    if (survey === "none") return;
    this.pass().tell("survey.answered", null, { score: reason + 2, scale: "1-5" });
    if (survey === "rated") return;
    const last = this.events.pop()!;
    if (survey === "anonymous") this.events.push({ ...last, contact: null, segment: null, agent: "a1" });
    else this.#stray(last);
  }

  /** Of a contact that nothing else is told of, nor of which queue: it was held, it ended, it is rated. */
  #stray(survey: CanonicalEvent): void {
    const unknown = { ...survey, contact: `${this.#contact}-unknown`, segment: null, queue: null };
    const events = [
      { ...unknown, id: `${survey.id}-held`, type: "cc.contact.held" as const, agent: "a2", data: {} },
      {
        ...unknown,
        id: `${survey.id}-ended`,
        type: "cc.contact.ended" as const,
        agent: "a2",
        data: { talkMs: 5 * SECOND },
      },
      unknown,
    ];
    this.events.push(...events);
  }
}

function tellStory(told: Story, index: number): CanonicalEvent[] {
  const teller = new Teller(told, `c${index}`);
  if (teller.stay(0)) {
    teller.queue = QUEUES[(told.queue + 1) % 3]!;
    teller.segment = told.labelled ? "2" : null;
    teller.stay(1);
  }
  teller.survey();
  return teller.events;
}

const AGENT_EVENTS = ["signIn", "signIn", "signOut", "pause", "idle", "wrapUp", "wrapUpFor"] as const;

/** No two at one moment, so that their order is what happened. */
const agentDay = fc
  .array(fc.record({ kind: fc.constantFrom(...AGENT_EVENTS), queue: fc.nat(3), gap }), { maxLength: 12, size: "max" })
  .map((steps) => (agent: string): CanonicalEvent[] => {
    let time = BEGIN + 1;
    return steps.map(({ kind, queue: at, gap: seconds }, index) => {
      time += 1 + seconds * SECOND;
      const state = { pause: "paused", idle: "idle", wrapUp: "wrapUp", wrapUpFor: "wrapUp" } as const;
      const signs = kind === "signIn" || kind === "signOut";
      return {
        id: `${agent}-${index}`,
        source: "/acd",
        type:
          kind === "signIn" ? "cc.agent.signedIn" : kind === "signOut" ? "cc.agent.signedOut" : "cc.agent.stateChanged",
        time,
        recordedTime: null,
        site: "here",
        channel: null,
        contact: null,
        segment: null,
        queue: QUEUES[at] ?? null,
        agent,
        data: signs ? {} : { state: state[kind], ...(kind === "wrapUpFor" ? { wrapUpMs: 45 * SECOND + 3 } : {}) },
      } satisfies CanonicalEvent;
    });
  });

const sourceEvent = fc.record({ at: fc.nat(30_000), source: fc.constantFrom("/call", "/chat"), restart: fc.boolean() });

export const plausible: fc.Arbitrary<CanonicalEvent[]> = fc
  .record({
    stories: fc.array(story, { maxLength: 9, size: "max" }),
    days: fc.array(agentDay, { minLength: 3, maxLength: 3 }),
    sources: fc.array(sourceEvent, { maxLength: 3 }),
  })
  .map(({ stories, days, sources }) => [
    ...stories.flatMap(tellStory),
    ...days.flatMap((day, index) => day(AGENTS[index]!)),
    ...sources.map(({ at, source, restart }, index) => ({
      ...blank(`s${index}`, restart ? "cc.source.restarted" : "cc.source.heartbeat", BEGIN + at * SECOND + 500),
      source,
    })),
  ]);

const blank = (id: string, type: EventType, time: number): CanonicalEvent => ({
  id,
  source: "/acd",
  type,
  time,
  recordedTime: null,
  site: "here",
  channel: null,
  contact: null,
  segment: null,
  queue: null,
  agent: null,
  data: {},
});
