/**
 * A site's numbers over past spans, from its slices: what `replay` prints. Durations in seconds, ratios 0–1, unrounded,
 * null where undefined. What is true only of a moment (who waits since when) is known at the end of the last span alone.
 */
import {
  AGENT_TIME,
  C,
  cellName,
  type IntervalLength,
  intervalStart,
  KPIS,
  type Live,
  nextIntervalStart,
  SERVICE_LEVEL_POLICIES,
  type ServiceLevelPolicyId,
  SITE_CELL,
  serviceLevel,
} from "@floorwalker/domain";
import { type AgentReport, agentReports } from "./agents/agent-reports.ts";
import { agentTimes } from "./agents/agent-times.ts";
import { byName } from "./by-name.ts";
import { type Cell, hasNumbers } from "./cells/cell.ts";
import type { Span } from "./cells/span.ts";
import { SiteReader } from "./site-reader.ts";
import type { SiteState } from "./site-state.ts";

export interface NumbersReport {
  readonly counters: Readonly<Record<string, number | Readonly<Record<string, number>>>>;
  readonly kpis: Readonly<Record<string, number | null>>;
  readonly serviceLevel: Readonly<Record<ServiceLevelPolicyId, number | null>>;
}

export interface SpanReport {
  readonly site: NumbersReport;
  readonly queues: Readonly<Record<string, Readonly<Record<string, NumbersReport>>>>;
  readonly agents: Readonly<Record<string, AgentReport>>;
}

export interface SiteReport {
  /** Epoch ms; null when the site has no events. */
  readonly from: number | null;
  readonly to: number | null;
  readonly total: SpanReport;
  readonly intervals: readonly (SpanReport & { readonly from: number; readonly to: number })[];
}

const LONGEST_SILENCE_MS = 31 * 86_400_000;

interface Reported {
  readonly from: number;
  readonly to: number;
}

/**
 * As of the site's clock, which the caller has brought to `to`: spans are [from, to). With a clock beyond `to` the numbers
 * are right where `to` is an interval's boundary.
 */
export function siteReport(site: SiteState, length: IntervalLength, to: number): SiteReport {
  const { zone } = site.context.config;
  const first = firstAt(site);
  if (!Number.isFinite(first) || first >= to) {
    const now = Number.isFinite(site.context.clock) ? site.context.clock : 0;
    return { from: null, to: null, total: spanReports(site, [{ from: now, to: now }])[0]!, intervals: [] };
  }
  const from = intervalStart(first, length, zone);
  const intervals: Reported[] = [];
  const busy = busySlices(site);
  for (let start = from; start < to; ) {
    const end = Math.min(nextIntervalStart(start, length, zone), to);
    intervals.push({ from: start, to: end });
    start = afterSilence(end, busy, to);
    if (start > end) start = Math.max(end, intervalStart(start, length, zone));
  }
  return {
    from,
    to,
    total: spanReports(site, [{ from, to }])[0]!,
    intervals: spanReports(site, intervals).map((report, index) => ({ ...intervals[index]!, ...report })),
  };
}

/** Starts of the slices in which something happened, the newest first. */
function busySlices(site: SiteState): number[] {
  const starts = new Set<number>();
  for (const key of site.cells.keys()) for (const start of site.cells.get(key).slices.starts()) starts.add(start);
  return [...starts].sort((a, b) => b - a);
}

/** One event dated in 1970 is no reason for a million intervals: more than a month without anything is left out. */
function afterSilence(at: number, busy: number[], to: number): number {
  while (busy.length > 0 && busy.at(-1)! < at) busy.pop();
  const next = busy.at(-1) ?? to;
  return next - at > LONGEST_SILENCE_MS ? next : at;
}

/** A reported duration may put a moment before the first event. */
function firstAt(site: SiteState): number {
  let first = site.firstEventAt;
  for (const key of site.cells.keys())
    for (const start of site.cells.get(key).slices.starts()) first = Math.min(first, start);
  return first;
}

/** Of spans in order. */
function spanReports(site: SiteState, spans: readonly Reported[]): SpanReport[] {
  const reader = new SiteReader(site);
  const { clock, config } = site.context;
  const queues = spans.map(() => byName<Record<string, NumbersReport>>());
  for (const key of [...site.cells.queueKeys()].sort()) {
    const name = cellName(key);
    const live = reader.queueLive(key);
    if (name.kind !== "queue" || !isKnown(site, key, live)) continue;
    const { policy } = site.context.configured.queueOrDefault(name.queue, name.channel, key);
    const cell = site.cells.get(key);
    const open = openAtEnds(site, cell, spans, live);
    spans.forEach(({ from, to }, index) => {
      const span = cell.between(from, to);
      const byQueue = queues[index]!;
      byQueue[name.queue] ??= {};
      byQueue[name.queue]![name.channel] = numbers(
        span,
        { ...liveAt(to, clock, live), ...named(open[index]!) },
        policy,
      );
    });
  }
  const whole = site.cells.get(SITE_CELL);
  const sums = spans.map(({ from, to }) => whole.between(from, to));
  const present = agentTimes(whole, site.agents.present, spans, sums, clock);
  const agents = agentReports(site, spans);
  const siteLive = reader.siteLive();
  const siteOpen = openAtEnds(site, whole, spans, siteLive);
  return spans.map(({ to }, index) => {
    const span = sums[index]!;
    const { time, atEnd } = present[index]!;
    AGENT_TIME.forEach((counters, at) => {
      span.counters[counters.time] = time[at]!;
    });
    const byState = { idle: atEnd[0]!, onContact: atEnd[1]!, wrapUp: atEnd[2]!, paused: atEnd[3]! };
    const live: Live = { ...liveAt(to, clock, siteLive), ...named(siteOpen[index]!), agents: byState };
    return { site: numbers(span, live, config.policy), queues: queues[index]!, agents: agents[index]! };
  });
}

/** A cell that only a replaced content of an event once named is no queue. */
function isKnown(site: SiteState, key: string, live: Live): boolean {
  if (live.waiting > 0 || hasNumbers(site.cells.get(key))) return true;
  return site.context.configured.queue(key) !== null;
}

interface Open {
  readonly waiting: number;
  readonly past: number;
}

/** Waiting at the end of each span, with either attribution: back from those who wait now (rule 13). */
function openAtEnds(site: SiteState, cell: Cell, spans: readonly Reported[], live: Live): Open[] {
  const byOffer = site.context.attribution === "offered";
  const open: Open[] = [];
  let { waiting, waitingPastThreshold: past } = live;
  let end = Number.POSITIVE_INFINITY;
  for (let index = spans.length - 1; index >= 0; index--) {
    const { to } = spans[index]!;
    const { counters } = cell.between(to, end);
    const left = counters[C.answered]! + counters[C.abandoned]! + counters[C.flowedOut]!;
    waiting -= byOffer ? counters[C.waitingNet]! : counters[C.offered]! - left;
    past -= counters[C.crossed]! - counters[C.crossedLeft]!;
    open[index] = { waiting, past };
    end = to;
  }
  return open;
}

const named = ({ waiting, past }: Open): { waiting: number; waitingPastThreshold: number } => ({
  waiting,
  waitingPastThreshold: past,
});

/** At the end of a past span nobody knows any more since when they waited. */
const liveAt = (now: number, clock: number, live: Live): Live =>
  now >= clock ? { ...live, now } : { ...live, now, oldestQueuedAt: null };

function numbers({ counters, waits, longest }: Span, live: Live, policy: ServiceLevelPolicyId): NumbersReport {
  const input = { counters, waits, longestWait: longest, live, policy };
  const count = (index: number): number => counters[index]!;
  return {
    counters: {
      offered: count(C.offered),
      contacts: count(C.contacts),
      reopened: count(C.reopened),
      answered: count(C.answered),
      answeredInThreshold: count(C.answeredInThreshold),
      abandoned: count(C.abandoned),
      abandonedInThreshold: count(C.abandonedInThreshold),
      shortAbandoned: count(C.shortAbandoned),
      flowedOut: count(C.flowedOut),
      handled: count(C.handled),
      waiting: live.waiting,
      refused: {
        full: count(C.refusedFull),
        empty: count(C.refusedEmpty),
        closed: count(C.refusedClosed),
        diverted: count(C.refusedDiverted),
      },
    },
    kpis: Object.fromEntries(KPIS.map((kpi) => [kpi.id, kpi.read(input)])),
    serviceLevel: Object.fromEntries(
      SERVICE_LEVEL_POLICIES.map((id) => [id, serviceLevel(id, counters)]),
    ) as NumbersReport["serviceLevel"],
  };
}
