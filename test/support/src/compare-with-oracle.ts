/** Where a report and the oracle differ: span, place, number. */
import type { CanonicalEvent } from "@floorwalker/domain";
import type { AgentReport, NumbersReport, SiteReport } from "@floorwalker/stream";
import { NOWHERE, type Numbers, Oracle, type OracleOptions } from "./oracle.ts";

type Places = Record<string, Numbers>;

/** Empty when they agree. A place without numbers is no place. */
export function differences(report: SiteReport, options: OracleOptions): string[] {
  const [ours, theirs] = [reported(report), foreseen(report, options)];
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

/** The oracle sorts all waits, ours are promised within 1 %. */
function agree(name: string, ours: number | null, theirs: number | null): boolean {
  if (!name.startsWith("waitP") || ours === null || theirs === null) return (ours ?? 0) === (theirs ?? 0);
  return Math.abs(ours - theirs) <= theirs * 0.01;
}

/** By span and place (`site`, `q1 call`, `a1`). */
function reported(report: SiteReport): Record<string, Places> {
  const spans: Record<string, Places> = {};
  for (const [name, span] of [
    ["total", report.total],
    ...report.intervals.map((each) => [String(each.from), each]),
  ] as [string, SiteReport["total"]][]) {
    const places: Places = { site: fromReport(span.site) };
    for (const [queue, channels] of Object.entries(span.queues))
      for (const [channel, numbers] of Object.entries(channels)) places[`${queue} ${channel}`] = fromReport(numbers);
    for (const [agent, numbers] of Object.entries(span.agents)) places[agent] = fromAgent(numbers);
    spans[name] = places;
  }
  return spans;
}

/** The same from the oracle. */
function foreseen(report: SiteReport, options: OracleOptions): Record<string, Places> {
  const oracle = new Oracle(options);
  const known = queuesOf(options.events, options);
  const agents = oracle.agents();
  const spans: Record<string, Places> = {};
  const all = [
    { name: "total", from: report.from!, to: report.to! },
    ...report.intervals.map(({ from, to }) => ({ name: String(from), from, to })),
  ];
  for (const { name, from, to } of all) {
    const places: Places = { site: oracle.numbers([...known, ...NOWHERE], from, to) };
    for (const queue of known) places[queue] = oracle.numbers([queue], from, to);
    for (const agent of agents) places[agent] = oracle.agent(agent, from, to);
    spans[name] = rounded(places);
  }
  return spans;
}

function queuesOf(events: readonly CanonicalEvent[], { site }: OracleOptions): string[] {
  const named = events.filter(({ channel, queue }) => channel !== null && queue !== null);
  const configured = site.queues.map(({ queue, channel }) => `${queue} ${channel}`);
  return [...new Set([...configured, ...named.map(({ queue, channel }) => `${queue} ${channel}`)])].sort();
}

function fromReport({ counters, kpis }: NumbersReport): Numbers {
  const refused = counters.refused as Readonly<Record<string, number>>;
  const counted = Object.fromEntries(Object.entries(counters).filter(([name]) => name !== "refused"));
  const read = Object.fromEntries(KPIS_DERIVED_TWICE.map((id) => [id, kpis[id] ?? null]));
  return ironed({ ...(counted as Record<string, number>), ...refused, ...read });
}

const fromAgent = ({ states, signedIn, answered, talkTime, wrapUpTime }: AgentReport): Numbers =>
  ironed({ ...states, ...signedIn, answered, talkTime, wrapUpTime });

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
  "firstResponseTime",
  "notAnswered",
  "transferred",
  "serviceLevelNow",
  "waitP50",
  "waitP80",
  "waitP90",
  "waitP95",
];

const rounded = (places: Places): Places =>
  Object.fromEntries(Object.entries(places).map(([place, numbers]) => [place, ironed(numbers)]));

/** The two divide in different orders. */
const ironed = (numbers: Numbers): Numbers =>
  Object.fromEntries(
    Object.entries(numbers).map(([name, value]) => [name, value === null ? null : Math.round(value * 1e6) / 1e6]),
  );
