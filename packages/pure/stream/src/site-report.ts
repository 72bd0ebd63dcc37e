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
  type KpiInput,
  type Live,
  nextIntervalStart,
  type Scope,
  SERVICE_LEVEL_POLICIES,
  type ServiceLevelPolicyId,
  SITE_CELL,
  serviceLevel,
} from "@floorwalker/domain";
import { type AgentReport, agentReports } from "./agents/agent-reports.ts";
import { agentTimes } from "./agents/agent-times.ts";
import type { DoneReport } from "./agents/done-report.ts";
import { teamReports } from "./agents/team-reports.ts";
import { byName } from "./by-name.ts";
import { type Cell, hasNumbers } from "./cells/cell.ts";
import { isMature } from "./customers/is-mature.ts";
import { kpisOf } from "./kpis-of.ts";
import { versionsIn } from "./policies/versions-in.ts";
import { agentsBy, SiteReader } from "./site-reader.ts";
import type { SiteState } from "./site-state.ts";

export interface NumbersReport {
  readonly counters: Readonly<Record<string, number | Readonly<Record<string, number>>>>;
  readonly kpis: Readonly<Record<string, number | null>>;
  /** Of all segments by each formula, whatever they were judged by. */
  readonly serviceLevel: Readonly<Record<ServiceLevelPolicyId, number | null>>;
  /** Ids of the versions of the policy that judged what is counted (rule 30). */
  readonly policies: readonly string[];
}

export interface SpanReport {
  readonly site: NumbersReport;
  readonly queues: Readonly<Record<string, Readonly<Record<string, NumbersReport>>>>;
  readonly agents: Readonly<Record<string, AgentReport>>;
  readonly teams: Readonly<Record<string, DoneReport>>;
  /** By what their contacts are about; what is not configured together as `other`. */
  readonly reasons: Readonly<Record<string, NumbersReport>>;
  /** Surveys by name; what is not configured together as `other`. */
  readonly surveys: Readonly<Record<string, SurveyReport>>;
}

export interface SurveyReport {
  readonly kpis: Readonly<Record<string, number | null>>;
  readonly policies: readonly string[];
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
  const { clock, policies } = site.context;
  const queues = spans.map(() => byName<Record<string, NumbersReport>>());
  for (const key of [...site.cells.queueKeys()].sort()) {
    const name = cellName(key);
    const live = reader.queueLive(key);
    if (name.kind !== "queue" || !isKnown(site, key, live)) continue;
    const versions = policies.of(key, name.channel);
    const cell = site.cells.get(key);
    const open = openAtEnds(cell, spans, live);
    spans.forEach((reported, index) => {
      const { from, to } = reported;
      const span = cell.between(from, to);
      const byQueue = queues[index]!;
      byQueue[name.queue] ??= {};
      const backlog = to >= clock ? reader.backlogOf(key, name.channel, to).backlog : null;
      const shown = { ...liveAt(to, clock, live), ...named(open[index]!), backlog };
      byQueue[name.queue]![name.channel] = numbersReport(
        { ...reader.input(span, shown, key, name.channel), spanMs: to - from, isMature: isMature(site.context, to) },
        "queue",
        versionsIn(versions, reported, span),
      );
    });
  }
  const whole = site.cells.get(SITE_CELL);
  const sums = spans.map(({ from, to }) => whole.between(from, to));
  const present = agentTimes(whole, site.agents.presence.all, spans, sums, clock);
  const agents = agentReports(site, spans);
  const teams = teamReports(site, spans);
  const reasons = reasonReports(site, reader, spans);
  const surveys = surveyReports(site, reader, spans);
  const siteLive = reader.siteLive();
  const siteOpen = openAtEnds(whole, spans, siteLive);
  return spans.map(({ to }, index) => {
    const span = sums[index]!;
    const { time, atEnd } = present[index]!;
    AGENT_TIME.forEach((counters, at) => {
      span.counters[counters.time] = time[at]!;
    });
    const live: Live = { ...liveAt(to, clock, siteLive), ...named(siteOpen[index]!), agents: agentsBy(atEnd) };
    const ids = versionsIn(policies.site, spans[index]!, span);
    return {
      site: numbersReport(
        { ...reader.input(span, live, SITE_CELL, null), isMature: isMature(site.context, to) },
        "site",
        ids,
      ),
      queues: queues[index]!,
      agents: agents[index]!,
      teams: teams[index]!,
      reasons: reasons[index]!,
      surveys: surveys[index]!,
    };
  });
}

/** Of all queues together, so by the site's formula; without what only a queue or a site has. */
function reasonReports(
  site: SiteState,
  reader: SiteReader,
  spans: readonly Reported[],
): Record<string, NumbersReport>[] {
  const { clock, policies } = site.context;
  const reports = spans.map(() => byName<NumbersReport>());
  for (const key of [...site.cells.keys()].sort()) {
    const name = cellName(key);
    if (name.kind !== "tag" || name.tag !== "reason") continue;
    const cell = site.cells.get(key);
    const live = reader.queueLive(key);
    if (live.waiting === 0 && !hasNumbers(cell)) continue;
    const open = openAtEnds(cell, spans, live);
    spans.forEach((reported, index) => {
      const { from, to } = reported;
      const span = cell.between(from, to);
      const shown = { ...liveAt(to, clock, live), ...named(open[index]!) };
      const input = {
        ...reader.input(span, shown, SITE_CELL, null),
        spanMs: to - from,
        isMature: isMature(site.context, to),
      };
      reports[index]![name.value] = numbersReport(input, "queue", versionsIn(policies.site, reported, span));
    });
  }
  return reports;
}

/** By the site's formula, as of all queues together. */
function surveyReports(
  site: SiteState,
  reader: SiteReader,
  spans: readonly Reported[],
): Record<string, SurveyReport>[] {
  const reports = spans.map(() => byName<SurveyReport>());
  for (const key of [...site.cells.keys()].sort()) {
    const name = cellName(key);
    if (name.kind !== "tag" || name.tag !== "survey" || !hasNumbers(site.cells.get(key))) continue;
    const cell = site.cells.get(key);
    const live = reader.queueLive(key);
    spans.forEach((reported, index) => {
      const span = cell.between(reported.from, reported.to);
      const kpis = kpisOf(reader.input(span, live, SITE_CELL, null), "survey");
      reports[index]![name.value] = { kpis, policies: versionsIn(site.context.policies.site, reported, span) };
    });
  }
  return reports;
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
function openAtEnds(cell: Cell, spans: readonly Reported[], live: Live): Open[] {
  const open: Open[] = [];
  let { waiting, waitingPastThreshold: past } = live;
  let end = Number.POSITIVE_INFINITY;
  for (let index = spans.length - 1; index >= 0; index--) {
    const { to } = spans[index]!;
    const { counters } = cell.between(to, end);
    const left = counters[C.answered]! + counters[C.abandoned]! + counters[C.flowedOut]!;
    waiting -= counters[C.offered]! - left + counters[C.waitingNet]!;
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

/** As a report tells the numbers of one span. */
export function numbersReport(input: KpiInput, scope: Scope, policies: readonly string[]): NumbersReport {
  const { counters, live } = input;
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
    kpis: kpisOf(input, scope),
    serviceLevel: Object.fromEntries(
      SERVICE_LEVEL_POLICIES.map((id) => [id, serviceLevel(id, counters)]),
    ) as NumbersReport["serviceLevel"],
    policies,
  };
}
