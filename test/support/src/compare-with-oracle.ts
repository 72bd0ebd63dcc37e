/** Where a report and the oracle differ: span, place, number. */
import { KPIS } from "@floorwalker/domain";
import type { NumbersReport, SiteReport, SpanReport } from "@floorwalker/stream";
import type { Numbers, OracleOptions } from "./oracle/oracle.ts";
import { agentsAt, foreseen, type NamedSpan, type Places, teamsOf } from "./oracle/places.ts";

const KPIS_DERIVED_TWICE = [
  "averageSpeedOfAnswer",
  "averageWait",
  "longestWait",
  "averageTalkTime",
  "averageHoldTime",
  "averageWrapUpTime",
  "averageHandleTime",
  "csatCount",
  "csat",
  "csatMean",
  "lowScores",
  "nps",
  "npsCount",
  "ces",
  "cesCount",
  "surveyResponses",
  "surveysOffered",
  "surveyResponseRate",
  "firstContactResolution",
  "firstContactResolutionMature",
  "firstResponseTime",
  "nextResponseTime",
  "firstResponseCalendarTime",
  "nextResponseCalendarTime",
  "resolutionCalendarTime",
  "resolved",
  "resolutionTime",
  "callbacksDone",
  "waitingPastThreshold",
  "notAnswered",
  "notAnsweredRate",
  "transferred",
  "transferredBlind",
  "transferredConsult",
  "transferRate",
  "holdsPerContact",
  "averageTimeToAbandon",
  "escalated",
  "complaints",
  "received",
  "callbacksRequested",
  "flowedOutTimeout",
  "flowedOutOverflow",
  "flowedOutKey",
  "flowedOutVoicemail",
  "flowedOutEmpty",
  "flowedOutWithdrawn",
  "flowedOutClosed",
  "flowedOutLost",
  "flowedOutOther",
  "flowedOutSelfService",
  "serviceLevelNow",
  "waitP50",
  "waitP80",
  "waitP90",
  "waitP95",
];
/** Of the site, at the end. */
const OF_THE_MOMENT = ["agentsIdle", "agentsOnContact", "agentsWrapUp", "agentsPaused", "agentsSignedIn"];

/** Of the site, each agent and each team. */
const OF_TIME = ["occupancy", "utilisation", "idleShare", "onContactShare", "wrapUpShare", "pausedShare", "adherence"];
/** Of an agent and a team: every KPI of a span that can be told of them. */
const OF_WHO_WORKS = KPIS.filter(({ scopes, nature }) => scopes.includes("agent") && nature !== "moment").map(
  ({ id }) => id,
);

/** Empty when they agree. A place without numbers is no place. */
export function differences(report: SiteReport, options: OracleOptions): string[] {
  const spans = [
    { name: "total", from: report.from!, to: report.to! },
    ...report.intervals.map(({ from, to }) => ({ name: String(from), from, to })),
  ];
  const [ours, theirs] = [reported(report), rounded(foreseenWith(options, spans, report.to!))];
  const found: string[] = [];
  for (const span of Object.keys(theirs))
    for (const place of new Set([...Object.keys(ours[span]!), ...Object.keys(theirs[span]!)])) {
      const [a, b] = [ours[span]![place] ?? {}, theirs[span]![place] ?? {}];
      for (const name of new Set([...Object.keys(a), ...Object.keys(b)]))
        if (!agree(name, a[name] ?? null, b[name] ?? null))
          found.push(`${span} ${place} ${name}: ${a[name]} reported, ${b[name]} foreseen`);
    }
  return found;
}

function foreseenWith(options: OracleOptions, spans: readonly NamedSpan[], to: number): Record<string, Places> {
  const all = foreseen(options, spans);
  const total = { ...all.total! };
  total.site = { ...total.site, ...agentsAt(options, to) };
  for (const team of teamsOf(options)) {
    const place = `team ${team}`;
    total[place] = { ...total[place], ...agentsAt(options, to, team) };
  }
  return { ...all, total };
}

/** The oracle sorts all waits, ours are promised within 1 %. Of a value in the middle one may be rounded up and the other down. */
function agree(name: string, ours: number | null, theirs: number | null): boolean {
  if (!name.startsWith("waitP") || ours === null || theirs === null)
    return Math.abs((ours ?? 0) - (theirs ?? 0)) < 1.5e-6;
  return Math.abs(ours - theirs) <= theirs * 0.01;
}

/** By span and place (`site`, `q1 call`, `a1`, `team north`). */
export function reported(report: SiteReport): Record<string, Places> {
  const spans: Record<string, Places> = {};
  for (const [name, span] of [
    ["total", report.total],
    ...report.intervals.map((each) => [String(each.from), each]),
  ] as [string, SiteReport["total"]][]) {
    const now = name === "total" ? OF_THE_MOMENT : [];
    const places: Record<string, Numbers> = { site: fromReport(span.site, [...now, ...OF_TIME]) };
    for (const [queue, channels] of Object.entries(span.queues))
      for (const [channel, numbers] of Object.entries(channels))
        places[`${queue} ${channel}`] = fromReport(numbers, ["expectedWait"]);
    for (const [reason, numbers] of Object.entries(span.reasons)) places[`about ${reason}`] = fromReport(numbers);
    for (const [survey, { kpis }] of Object.entries(span.surveys)) places[`survey ${survey}`] = ironed(kpis);
    for (const [agent, numbers] of Object.entries(span.agents)) {
      places[agent] = ofWhoWorks(numbers);
      for (const [queue, channels] of Object.entries(numbers.queues ?? {}))
        for (const [channel, kpis] of Object.entries(channels))
          places[`${agent} in ${queue} ${channel}`] = ironed(kpis);
    }
    for (const [team, numbers] of Object.entries(span.teams)) places[`team ${team}`] = ofWhoWorks(numbers, now);
    spans[name] = places;
  }
  return spans;
}

function fromReport({ counters, kpis }: NumbersReport, also: readonly string[] = []): Numbers {
  const refused = counters.refused as Readonly<Record<string, number>>;
  const counted = Object.fromEntries(Object.entries(counters).filter(([name]) => name !== "refused"));
  const read = Object.fromEntries([...KPIS_DERIVED_TWICE, ...also].map((id) => [id, kpis[id] ?? null]));
  return ironed({ ...(counted as Record<string, number>), ...refused, ...read });
}

const ofWhoWorks = (done: SpanReport["teams"][string], also: readonly string[] = []): Numbers => {
  const { states, signedIn, answered, talkTime, wrapUpTime, kpis } = done;
  const read = Object.fromEntries([...OF_WHO_WORKS, ...also].map((id) => [id, kpis[id] ?? null]));
  return ironed({ ...states, ...signedIn, answered, talkTime, wrapUpTime, ...read });
};

const rounded = (spans: Record<string, Places>): Record<string, Places> =>
  Object.fromEntries(
    Object.entries(spans).map(([span, places]) => [
      span,
      Object.fromEntries(Object.entries(places).map(([place, numbers]) => [place, ironed(numbers)])),
    ]),
  );

/** The two divide in different orders. */
const ironed = (numbers: Numbers): Numbers =>
  Object.fromEntries(
    Object.entries(numbers).map(([name, value]) => [name, value === null ? null : Math.round(value * 1e6) / 1e6]),
  );
