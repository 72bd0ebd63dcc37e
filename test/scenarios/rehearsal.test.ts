/**
 * A rule that is rehearsed says what the live engine did: each firing and each end at the same moment, told to the same people, whether the
 * day is read from what is kept of its contacts or from its recording.
 */
import {
  type AlertRule,
  type BudgetRule,
  Calendar,
  type CanonicalEvent,
  type ContactFacts,
  DEFAULT_POLICY,
  type KpiRule,
  NOTHING_SPECIAL,
  type RehearsedEpisode,
  type SiteConfig,
  unconfiguredSite,
} from "@floorwalker/domain";
import { readFacts, writeFacts } from "@floorwalker/events";
import { type AlertNotification, readAlertNotification } from "@floorwalker/protocol/alerts";
import { KeptTimeline, RehearsedSite, rehearseEvents, rehearseKept } from "@floorwalker/stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import { PureOwner } from "../support/src/pure-owner.ts";
import { T0, tell } from "../support/src/tell.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const QUEUES = ["sales", "support"] as const;
const CHAT = {
  ...DEFAULT_POLICY.chat,
  queue: "chat",
  channel: "chat",
  title: "Chat",
  policy: null,
  target: 0,
} as const;
const SITE: SiteConfig = {
  ...unconfiguredSite("here"),
  zone: "Europe/Warsaw",
  queues: [
    ...QUEUES.map((queue) => ({
      ...DEFAULT_POLICY.call,
      queue,
      channel: "call" as const,
      title: queue,
      policy: null,
      target: 0.8,
    })),
    CHAT,
  ],
  // When a source was heard of is kept nowhere: the day is one on which it was.
  sources: [{ source: "/acd", silentAfterMs: null }],
};

/** Every day, minutes after the start of the stories, by the clock of the site. */
function open(...minutes: readonly (readonly [number, number])[]): Calendar {
  const start = 10 * 60;
  const ranges = minutes.map(([from, to]) => ({ from: start + from, to: start + to }));
  const weekly = Array.from({ length: 7 }, () => ranges);
  return new Calendar({ id: "c", zone: SITE.zone, weekly, special: NOTHING_SPECIAL });
}

const COMMON = { default: false, severity: "critical", receivers: ["floor"] } as const;
const TELLING = { escalation: [{ afterMs: 4 * MINUTE, receivers: ["lead"] }], remindEveryMs: 10 * MINUTE } as const;
const kpi = (rule: Partial<KpiRule> & Pick<KpiRule, "kpi" | "limit" | "clear" | "direction">): KpiRule => ({
  kind: "kpi",
  id: "rule",
  queue: "sales",
  channel: "call",
  window: "15m",
  holdForMs: MINUTE,
  minimumSample: 0,
  ...COMMON,
  ...rule,
});

const budget = (rule: Partial<BudgetRule>): BudgetRule => ({
  kind: "budget",
  id: "rule",
  kpi: "serviceLevel",
  queue: "sales",
  channel: "call",
  burn: null,
  noReturnMs: null,
  minimumSample: 3,
  holdForMs: MINUTE,
  ...COMMON,
  ...rule,
});

const RULES: readonly AlertRule[] = [
  kpi({ kpi: "serviceLevelNow", direction: "below", limit: 0.7, clear: 0.8, minimumSample: 3, ...TELLING }),
  kpi({ kpi: "serviceLevel", direction: "below", limit: 0.7, clear: 0.8, window: "day", queue: null, channel: null }),
  kpi({ kpi: "waiting", direction: "above", limit: 1, clear: 0, holdForMs: 5 * SECOND, ...TELLING }),
  kpi({ kpi: "longestWaitNow", direction: "above", limit: 60, clear: 30, holdForMs: 10 * SECOND }),
  kpi({ kpi: "longestWait", direction: "above", limit: 45, clear: 40, window: "30m", holdForMs: 0 }),
  kpi({
    kpi: "waitingPastThreshold",
    direction: "above",
    limit: 0,
    clear: 0,
    each: { of: "queue", usualWindow: true },
    queue: null,
    channel: null,
  }),
  kpi({ kpi: "averageHandleTime", direction: "above", limit: 150, clear: 120, window: "60m" }),
  kpi({ kpi: "abandonRate", direction: "above", limit: 0.2, clear: 0.1, queue: null, channel: null, window: "5m" }),
  kpi({
    kpi: "serviceLevelNow",
    direction: "below",
    limit: 0.8,
    clear: 0.8,
    also: [{ kpi: "waiting", window: "15m", direction: "above", limit: 1, clear: 1, minimumSample: 0 }],
  }),
  kpi({ kpi: "waiting", direction: "above", limit: 1, clear: 0, holdForMs: 0, schedule: open([-60, 20], [30, 90]) }),
  kpi({
    kpi: "waiting",
    direction: "above",
    limit: 1,
    clear: 0,
    holdForMs: 0,
    quiet: open([5, 25], [40, 45]),
    ...TELLING,
  }),
  budget({ burn: { above: 1.5, clear: 1, short: "5m", long: "30m" }, ...TELLING }),
  budget({ noReturnMs: 6 * 60 * MINUTE, each: { of: "queue", usualWindow: false }, queue: null, channel: "call" }),
  {
    kind: "contact",
    id: "rule",
    when: "waiting",
    limitMs: 40 * SECOND,
    queue: null,
    channel: null,
    holdForMs: 0,
    ...COMMON,
  },
  { kind: "contact", id: "rule", when: "lowScore", limitMs: 0, queue: "sales", channel: null, holdForMs: 0, ...COMMON },
];

const call = fc.record({
  at: fc.integer({ min: 0, max: 3000 }),
  queue: fc.constantFrom(...QUEUES),
  wait: fc.constantFrom(0, 3, 12, 20, 21, 45, 90, 400),
  end: fc.constantFrom("answered" as const, "answered" as const, "abandoned" as const, "flowedOut" as const),
  talk: fc.constantFrom(20, 100, 300),
  score: fc.constantFrom(null, null, 1, 5),
});
type Call = typeof call extends fc.Arbitrary<infer T> ? T : never;

function told({ at, queue, wait, end, talk, score }: Call, index: number): CanonicalEvent[] {
  const about = { contact: `c${index}`, queue };
  const agent = `a${index % 3}`;
  const queued = tell(at, "contact.queued", about);
  const left = at + wait;
  if (end !== "answered")
    return [
      queued,
      tell(left, `contact.${end}`, { ...about, ...(end === "flowedOut" ? { data: { reason: "timeout" } } : {}) }),
    ];
  const ended = left + talk;
  const rated =
    score === null ? [] : [tell(ended + 30, "survey.answered", { ...about, data: { measure: "csat", score } })];
  return [
    queued,
    tell(left, "contact.answered", { ...about, agent }),
    tell(ended, "contact.ended", { ...about, agent }),
    ...rated,
  ];
}

const byTime = (a: CanonicalEvent, b: CanonicalEvent): number => a.time - b.time;
const FROM = T0 - SECOND;
const TO = T0 + 75 * MINUTE;

interface Lived {
  readonly messages: readonly AlertNotification[];
  readonly facts: readonly ContactFacts[];
}

/** As its owner does it: what comes at a moment is committed at that moment, and what is due without an event when it is due. */
function live(rule: AlertRule, events: readonly CanonicalEvent[], config = SITE): Lived {
  const owner = new PureOwner({ sites: [{ ...config, rules: [rule] }], tellsFacts: true });
  const facts: ContactFacts[] = [];
  const take = (): void => {
    for (let portion = owner.takeFacts(100); portion !== null; portion = owner.takeFacts(100)) {
      // As it goes over the wire.
      facts.push(...portion.facts.map((each) => readFacts(writeFacts(each))));
      portion.acknowledge();
    }
  };
  let next = 0;
  owner.state.site("here");
  owner.tick(FROM);
  for (let now = FROM; now < TO; ) {
    now = Math.min(events[next]?.time ?? Number.POSITIVE_INFINITY, owner.state.nextDue() ?? Number.POSITIVE_INFINITY);
    if (now >= TO) break;
    const due: CanonicalEvent[] = [];
    while (events[next] !== undefined && events[next]!.time <= now) due.push(events[next++]!);
    owner.commit(due, now);
    take();
  }
  return { messages: owner.outbox.map((text) => readAlertNotification(text)!), facts };
}

const moments = (episodes: readonly RehearsedEpisode[]): string[] =>
  episodes
    .flatMap(({ since, queue, channel, about, told: messages, firedAt, resolvedAt }) => {
      const [first] = messages;
      const last = messages.findLast(({ state }) => state === "resolved");
      // The messages lie where the episode does; in quiet hours it is told of later, or not at all.
      if (first === undefined) return [];
      expect([first.at >= firedAt, last?.at ?? null]).toEqual([true, resolvedAt]);
      return messages.map(({ at, state, step, reminder, receivers }) =>
        [at, state, step, reminder, receivers.join("+"), since, queue, channel, about].join(" "),
      );
    })
    .sort();

const messagesOf = ({ messages }: Lived): string[] =>
  messages
    .filter(({ rule }) => rule === "rule")
    .map((message) => {
      const { at, state, step, reminder, receivers, since, queue, channel } = message;
      const about =
        message.about === "contact"
          ? message.contact
          : message.about === "agent"
            ? message.agent
            : message.about === "source"
              ? message.source
              : null;
      return [at, state, step, reminder, receivers.join("+"), since, queue, channel, about].join(" ");
    })
    .sort();

const rehearsed = (rule: AlertRule, config = SITE): RehearsedSite =>
  new RehearsedSite({ config, attribution: "outcome", rules: [rule] });

function fromFacts(rule: AlertRule, { facts }: Lived): string[] {
  const only =
    (rule.kind === "kpi" || rule.kind === "budget") && rule.queue !== null
      ? { queue: rule.queue, channel: rule.channel! }
      : null;
  const timeline = new KeptTimeline({ from: FROM, to: TO, only, named: rule.kind === "contact", most: 100_000 });
  for (const each of facts) timeline.add(each);
  const site = rehearsed(rule);
  for (const _ of rehearseKept(site, timeline, FROM, TO));
  return moments(site.episodesOf("rule"));
}

function fromEvents(rule: AlertRule, events: readonly CanonicalEvent[], config = SITE): string[] {
  const site = rehearsed(rule, config);
  for (const _ of rehearseEvents(site, events, TO));
  return moments(site.episodesOf("rule"));
}

test.each(RULES.map((rule, index) => [index, rule.kind === "kpi" ? rule.kpi : rule.kind, rule] as const))(
  "what rule %i (%s) is said to have done is what it did",
  (_index, _name, rule) => {
    let fired = 0;
    fc.assert(
      fc.property(fc.array(call, { minLength: 25, maxLength: 45 }), (calls) => {
        const events = calls.flatMap(told).sort(byTime);
        const lived = live(rule, events);
        const did = messagesOf(lived);
        fired += did.length;
        expect(fromEvents(rule, events)).toEqual(did);
        expect(fromFacts(rule, lived)).toEqual(did);
      }),
      { numRuns: 3, endOnFailure: true },
    );
    expect(fired).toBeGreaterThan(0);
  },
);

const AGENT_RULES: readonly AlertRule[] = (["onContact", "idle", "paused"] as const).map((state) => ({
  kind: "agent",
  id: "rule",
  state,
  limitMs: 2 * MINUTE,
  team: null,
  holdForMs: 0,
  ...COMMON,
  ...TELLING,
}));
const SOURCE_RULE: AlertRule = { kind: "source", id: "rule", source: "/acd", holdForMs: 30 * SECOND, ...COMMON };

/** History keeps neither how long somebody was in a state nor when a source was heard of: a recording tells both. */
test.each([...AGENT_RULES, SOURCE_RULE].map((rule) => [rule.kind === "agent" ? rule.state : rule.kind, rule] as const))(
  "what a rule on %s is said to have done over a recording is what it did",
  (_name, rule) => {
    const config: SiteConfig = { ...SITE, sources: [{ source: "/acd", silentAfterMs: 90 * SECOND }] };
    let fired = 0;
    fc.assert(
      fc.property(fc.array(call, { minLength: 12, maxLength: 25 }), (calls) => {
        const pauses = calls.flatMap(({ at, queue }, index) => [
          tell(at, "agent.signedIn", { agent: `a${index % 3}` }),
          ...(queue === "sales"
            ? [tell(at + 500, "agent.stateChanged", { agent: `a${index % 3}`, data: { state: "paused" } })]
            : []),
        ]);
        const events = [...calls.flatMap(told), ...pauses].sort(byTime);
        const did = messagesOf(live(rule, events, config));
        fired += did.length;
        expect(fromEvents(rule, events, config)).toEqual(did);
      }),
      { numRuns: 3, endOnFailure: true },
    );
    expect(fired).toBeGreaterThan(0);
  },
);
