/** The rows of numbers: a queue, the site. What is true now, then the KPIs of every window. */
import {
  C,
  type Channel,
  KPIS,
  type Kpi,
  type KpiInput,
  queueCell,
  serviceLevelParts,
  WINDOW_IDS,
  type WindowId,
} from "@floorwalker/domain";
import { pausedFor } from "./agents/paused-for.ts";
import { type FieldKey, fieldKey, RowText } from "./row-text.ts";
import type { SiteReader } from "./site-reader.ts";
import type { SiteState } from "./site-state.ts";
import type { Staleness } from "./source-table.ts";
import { viewId } from "./view-id.ts";

/** The names of a window's fields, made once. */
interface SpanFields {
  readonly kpis: readonly (readonly [kpi: Kpi, key: FieldKey])[];
  /** What a client needs to merge sites: sums, never averages. */
  readonly answeredInThreshold: FieldKey;
  readonly inTime: FieldKey;
  readonly decided: FieldKey;
}

/** What is true of a moment has a field of its own. */
const SPAN_KPIS = KPIS.filter((kpi) => kpi.nature !== "moment");
const SITE_FIELDS = fieldsOf(SPAN_KPIS);
const QUEUE_FIELDS = fieldsOf(SPAN_KPIS.filter((kpi) => kpi.scopes.includes("queue")));

export function siteRow(site: SiteState, reader: SiteReader): string {
  const live = reader.siteLive();
  const spans = reader.siteSpans();
  const { context, sources, cells, names } = site;
  const { config } = context;
  const row = new RowText();
  row.addAll({
    id: viewId("site", config.id),
    kind: "site",
    site: config.id,
    name: config.name,
    zone: config.zone,
    demo: config.demo,
    watermark: sources.watermark(),
    lastEventAt: finite(site.newestEventAt),
    dayFrom: site.dayFrom,
    waiting: live.waiting,
    waitingPastThreshold: live.waitingPastThreshold,
    oldestQueuedAt: live.oldestQueuedAt,
    agentsIdle: live.agents!.idle,
    agentsOnContact: live.agents!.onContact,
    agentsWrapUp: live.agents!.wrapUp,
    agentsPaused: live.agents!.paused,
    agentsPausedFor: pausedFor(site.agents.reasons),
    agentsSignedIn: live.agents!.idle + live.agents!.onContact + live.agents!.wrapUp + live.agents!.paused,
    unconfiguredQueues: cells.unconfiguredQueues,
    refusing: names.refusing().join(" ") || null,
    catchingUp: context.catchingUp,
    ...staleness(sources.siteStaleness()),
  });
  for (const window of WINDOW_IDS) addSpan(row, SITE_FIELDS[window], reader.input(spans[window], live, config.policy));
  return row.taken();
}

export function queueRow(site: SiteState, reader: SiteReader, queue: string, channel: Channel): string {
  const key = queueCell(queue, channel);
  const config = site.context.configured.queueOrDefault(queue, channel, key);
  const live = reader.shownLive(key);
  const now = site.contacts.live.get(key);
  const row = new RowText();
  row.addAll({
    id: viewId("queue", site.id, queue, channel),
    kind: "queue",
    site: site.id,
    queue,
    channel,
    title: config.title,
    configured: config.configured,
    policy: config.policy,
    thresholdSeconds: config.thresholdMs / 1000,
    target: config.target,
    lastEventAt: now.lastEventAt,
    waiting: live.waiting,
    waitingPastThreshold: live.waitingPastThreshold,
    oldestQueuedAt: live.oldestQueuedAt,
    talking: now.handling,
    sources: site.sources.feeding(key),
    ...staleness(site.sources.staleness(key)),
  });
  for (const window of WINDOW_IDS) {
    const span = reader.cellSpan(key, window);
    const fields = QUEUE_FIELDS[window];
    addSpan(row, fields, reader.input(span, live, config.policy));
    const level = serviceLevelParts(config.policy, span.counters, live.waitingPastThreshold);
    row.add(fields.inTime, level.numerator);
    row.add(fields.decided, level.denominator);
  }
  return row.taken();
}

function addSpan(row: RowText, { kpis, answeredInThreshold }: SpanFields, input: KpiInput): void {
  for (const [kpi, key] of kpis) row.add(key, kpi.read(input));
  row.add(answeredInThreshold, input.counters[C.answeredInThreshold]!);
}

function fieldsOf(kpis: readonly Kpi[]): Readonly<Record<WindowId, SpanFields>> {
  const ofWindow = (window: WindowId): SpanFields => ({
    kpis: kpis.map((kpi) => [kpi, fieldKey(`${kpi.id}.${window}`)]),
    answeredInThreshold: fieldKey(`answeredInThreshold.${window}`),
    inTime: fieldKey(`inTime.${window}`),
    decided: fieldKey(`decided.${window}`),
  });
  return Object.fromEntries(WINDOW_IDS.map((window) => [window, ofWindow(window)])) as Record<WindowId, SpanFields>;
}

const staleness = (stale: Staleness | null): { staleSince: number | null; silentSource: string | null } => ({
  staleSince: stale?.since ?? null,
  silentSource: stale?.source ?? null,
});

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
