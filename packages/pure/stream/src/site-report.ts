/**
 * A site's numbers over past spans, from its slices: what `replay` prints. Durations in seconds, ratios 0–1, unrounded,
 * null where undefined. What is true only of a moment (who waits since when) is known at the end of the last span alone.
 */
import {
  AGENT_STATES,
  AGENTS_CELL,
  type AgentState,
  C,
  cellName,
  KPIS,
  type Live,
  SERVICE_LEVEL_POLICIES,
  type ServiceLevelPolicyId,
  STATE_COUNTERS,
  serviceLevel,
} from "@floorwalker/domain";
import { type CellSeries, SLICE_MS, sliceOf } from "./cell-series.ts";
import { presentOf, SiteReader } from "./site-reader.ts";
import type { SiteState } from "./site-state.ts";
import { Span, StateTime } from "./span.ts";
import { type IntervalLength, intervalStart, nextIntervalStart } from "./zone-time.ts";

export interface NumbersReport {
  readonly counters: Readonly<Record<string, number | Readonly<Record<string, number>>>>;
  readonly kpis: Readonly<Record<string, number | null>>;
  readonly serviceLevel: Readonly<Record<ServiceLevelPolicyId, number | null>>;
}

export interface AgentReport {
  readonly states: Readonly<Record<AgentState, number>>;
  readonly answered: number;
  readonly talkTime: number;
  readonly wrapUpTime: number;
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

/** As of the site's clock, which the caller has brought to `to`; spans are [from, to). */
export function siteReport(site: SiteState, length: IntervalLength, to: number): SiteReport {
  const { zone } = site.context.config;
  if (!Number.isFinite(site.firstEventAt) || site.firstEventAt >= to)
    return { from: null, to: null, total: spanReport(site, 0, 0, 0), intervals: [] };
  const from = intervalStart(site.firstEventAt, length, zone);
  const intervals: (SpanReport & { from: number; to: number })[] = [];
  for (let start = from; start < to; ) {
    const end = Math.min(nextIntervalStart(start, length, zone), to);
    intervals.push({ from: start, to: end, ...spanReport(site, start, end, to) });
    start = end;
  }
  return { from, to, total: spanReport(site, from, to, to), intervals };
}

function spanReport(site: SiteState, from: number, to: number, last: number): SpanReport {
  const reader = new SiteReader(site);
  const { config } = site.context;
  const queues: Record<string, Record<string, NumbersReport>> = {};
  const whole = new Span();
  const balance = { waiting: 0, past: 0 };
  for (const key of reader.queueKeys().sort()) {
    const name = cellName(key);
    if (name.kind !== "queue") continue;
    const cell = site.cells.get(key);
    const span = cell.between(from, to);
    whole.merge(span);
    const open = openAt(cell, from, to, site.context.attribution === "offered");
    balance.waiting += open.waiting;
    balance.past += open.past;
    const live = to === last ? reader.queueLive(key) : liveAt(to, open);
    queues[name.queue] ??= {};
    queues[name.queue]![name.channel] = numbers(span, live, open, reader.queueConfig(name.queue, name.channel).policy);
  }
  const present = agentTimeInto(whole, site.cells.get(AGENTS_CELL), site.agents.present, from, to, last);
  const atEnd = { idle: present[0]!, onContact: present[1]!, wrapUp: present[2]!, paused: present[3]! };
  const live: Live = { ...(to === last ? reader.siteLive() : liveAt(to, balance)), agents: atEnd };
  return { site: numbers(whole, live, balance, config.policy), queues, agents: agentReports(site, from, to, last) };
}

interface Open {
  readonly waiting: number;
  readonly past: number;
}

/** Waiting at the end of the span: everything offered and not gone before it; by offer, only what the span offered. */
function openAt(cell: CellSeries, from: number, to: number, byOffer: boolean): Open {
  const { counters } = cell.between(byOffer ? from : Number.MIN_SAFE_INTEGER, to);
  const gone = counters[C.answered]! + counters[C.abandoned]! + counters[C.flowedOut]!;
  return { waiting: counters[C.offered]! - gone, past: counters[C.crossed]! - counters[C.crossedLeft]! };
}

/** At the end of a past span nobody knows any more since when they waited. */
const liveAt = (now: number, open: Open): Live => ({
  now,
  waiting: open.waiting,
  waitingPastThreshold: open.past,
  oldestQueuedAt: null,
  agents: null,
});

function numbers(
  { counters, waits, longest }: Span,
  live: Live,
  open: Open,
  policy: ServiceLevelPolicyId,
): NumbersReport {
  const input = {
    counters,
    waits,
    longestWait: longest,
    live: { ...live, waitingPastThreshold: open.past, waiting: open.waiting },
    policy,
  };
  const count = (index: number): number => counters[index]!;
  return {
    counters: {
      offered: count(C.offered),
      answered: count(C.answered),
      answeredInThreshold: count(C.answeredInThreshold),
      abandoned: count(C.abandoned),
      abandonedInThreshold: count(C.abandonedInThreshold),
      shortAbandoned: count(C.shortAbandoned),
      flowedOut: count(C.flowedOut),
      handled: count(C.handled),
      waiting: open.waiting,
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

/** Agent time in state over [from, to), going back from `last`; returns the agents by state at `to`. */
function agentTimeInto(
  span: Span,
  cell: CellSeries,
  present: readonly number[],
  from: number,
  to: number,
  last: number,
): number[] {
  const before = [...present];
  const time = new StateTime(present);
  let end = last;
  for (let slice = sliceOf(last); end > from; slice--) {
    const start = slice * SLICE_MS;
    const bucket = cell.slices.get(slice) ?? null;
    if (start >= to)
      AGENT_STATES.forEach((state, index) => {
        before[index]! -= bucket?.counters[STATE_COUNTERS[state].net] ?? 0;
      });
    time.back(start, end, bucket, start < to);
    end = start;
  }
  time.into(span.counters);
  return before;
}

function agentReports(site: SiteState, from: number, to: number, last: number): Record<string, AgentReport> {
  const reports: Record<string, AgentReport> = {};
  for (const key of [...site.cells.keys()].sort()) {
    const name = cellName(key);
    if (name.kind !== "agent") continue;
    const cell = site.cells.get(key);
    const span = cell.between(from, to);
    agentTimeInto(span, cell, presentOf(site.agents.get(name.agent)?.timeline.state ?? null), from, to, last);
    const states = AGENT_STATES.map((state) => [state, span.counters[STATE_COUNTERS[state].time]! / 1000]);
    reports[name.agent] = {
      states: Object.fromEntries(states) as AgentReport["states"],
      answered: span.counters[C.answered]!,
      talkTime: span.counters[C.talkTime]! / 1000,
      wrapUpTime: span.counters[C.wrapUpTime]! / 1000,
    };
  }
  return reports;
}
