/**
 * A site's view rows: flat, so that a difference is a difference of fields. Built only for what changed since the last
 * commit; the names of the fields are the wire's (`@floorwalker/protocol`, rows.ts).
 */
import {
  C,
  type Channel,
  type Counters,
  cellName,
  KPIS,
  type KpiInput,
  kpiById,
  queueCell,
  serviceLevelParts,
  WINDOW_IDS,
  type WindowId,
} from "@floorwalker/domain";
import type { RuleState } from "./alert-table.ts";
import type { SiteReader } from "./site-reader.ts";
import type { SiteState } from "./site-state.ts";
import { SILENT_AFTER_MS } from "./source-table.ts";
import type { Span } from "./span.ts";

export type ViewRow = Record<string, string | number | boolean | null>;

/** KPIs that are true of a moment, not of a span: they have fields of their own. */
const MOMENTARY = new Set([
  "waiting",
  "longestWaitNow",
  "agentsIdle",
  "agentsOnContact",
  "agentsWrapUp",
  "agentsPaused",
  "agentsSignedIn",
]);
const SPAN_KPIS = KPIS.filter((kpi) => !MOMENTARY.has(kpi.id));
/** On a queue's row these are always null: agents belong to the site. */
const SITE_ONLY = new Set(["occupancy"]);
const QUEUE_KPIS = SPAN_KPIS.filter((kpi) => !SITE_ONLY.has(kpi.id));

export interface ViewChanges {
  readonly rows: ReadonlyMap<string, ViewRow | null>;
  /** More is waiting for the next commit. */
  readonly more: boolean;
}

/** A site (and a rule) is called what others call it: its colons are escaped, so that no two rows share an id. */
const part = (name: string): string => name.replace(/[%:]/g, encodeURIComponent);

export const viewId = (kind: string, site: string, ...rest: readonly string[]): string =>
  [kind, part(site), ...rest].join(":");

/** About `limit` rows, the rest stays marked as changed (rule 20). */
export function changedRows(site: SiteState, reader: SiteReader, limit: number): ViewChanges {
  const rows = new Map<string, ViewRow | null>();
  const { cells, agents, sources, alerts, context } = site;
  if (!Number.isFinite(context.clock)) return { rows, more: false };
  if (limit <= 0) return { rows, more: hasChanged(site) };
  let siteChanged = site.changed;
  for (const key of cells.changed) {
    if (rows.size >= limit) return { rows, more: true };
    cells.changed.delete(key);
    const name = cellName(key);
    if (name.kind === "agent") continue;
    siteChanged = true;
    site.changed = true;
    if (name.kind === "queue")
      rows.set(
        viewId("queue", site.id, name.queue, name.channel),
        cells.has(key) || site.isInUse(key) ? queueRow(site, reader, name.queue, name.channel) : null,
      );
  }
  for (const agent of agents.changed) {
    if (rows.size >= limit) return { rows, more: true };
    agents.changed.delete(agent);
    rows.set(viewId("agent", site.id, agent), agentRow(site, agent));
    siteChanged = true;
  }
  for (const source of sources.changed) {
    sources.changed.delete(source);
    const { lastHeardAt, silent } = source;
    rows.set(viewId("source", site.id, source.source), {
      id: viewId("source", site.id, source.source),
      kind: "source",
      site: site.id,
      source: source.source,
      lastEventAt: lastHeardAt,
      silentSince: silent ? lastHeardAt : null,
      silentAfterSeconds: SILENT_AFTER_MS / 1000,
    });
    siteChanged = true;
  }
  for (const state of alerts.changed) {
    alerts.changed.delete(state);
    rows.set(alertId(site, state), alertRow(site, state));
  }
  if (siteChanged) {
    rows.set(viewId("site", site.id), siteRow(site, reader));
    site.changed = false;
  }
  return { rows, more: false };

  function siteRow(state: SiteState, numbers: SiteReader): ViewRow {
    const live = numbers.siteLive();
    const spans = numbers.siteSpans();
    const { config } = context;
    const row: ViewRow = {
      id: viewId("site", config.id),
      kind: "site",
      site: config.id,
      name: config.name,
      zone: config.zone,
      demo: config.demo,
      watermark: sources.watermark(),
      lastEventAt: finite(state.newestEventAt),
      dayFrom: state.dayFrom,
      waiting: live.waiting,
      waitingPastThreshold: live.waitingPastThreshold,
      oldestQueuedAt: live.oldestQueuedAt,
      agentsIdle: live.agents!.idle,
      agentsOnContact: live.agents!.onContact,
      agentsWrapUp: live.agents!.wrapUp,
      agentsPaused: live.agents!.paused,
      unconfiguredQueues: cells.unconfiguredQueues,
      refusing: state.names.refusing().join(" ") || null,
      catchingUp: context.catchingUp,
      staleSince: null,
      silentSource: null,
    };
    for (const window of WINDOW_IDS)
      spanFields(row, window, spans[window], numbers.input(spans[window], live, config.policy), SPAN_KPIS);
    return row;
  }
}

const hasChanged = ({ changed, cells, agents, sources, alerts }: SiteState): boolean =>
  changed || [cells, agents, sources, alerts].some((table) => table.changed.size > 0);

function queueRow(site: SiteState, reader: SiteReader, queue: string, channel: Channel): ViewRow {
  const key = queueCell(queue, channel);
  const config = site.context.configured.queueOrDefault(queue, channel, key);
  const live = reader.queueLive(key);
  const now = site.contacts.live(key);
  const row: ViewRow = {
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
    sources: 0,
    staleSince: null,
    silentSource: null,
  };
  for (const window of WINDOW_IDS) {
    const span = reader.queueSpan(key, window);
    spanFields(row, window, span, reader.input(span, live, config.policy), QUEUE_KPIS);
    const level = serviceLevelParts(config.policy, span.counters, live.waitingPastThreshold);
    row[`inTime.${window}`] = level.numerator;
    row[`decided.${window}`] = level.denominator;
  }
  return row;
}

function spanFields(row: ViewRow, window: WindowId, span: Span, input: KpiInput, kpis: typeof KPIS): void {
  for (const kpi of kpis) row[`${kpi.id}.${window}`] = kpi.read(input);
  // What a client needs to merge sites: sums, never averages.
  row[`answeredInThreshold.${window}`] = count(span.counters, C.answeredInThreshold);
}

const count = (counters: Counters, index: number): number => counters[index]!;

function agentRow(site: SiteState, agent: string): ViewRow | null {
  const standing = site.agents.get(agent);
  const state = standing?.timeline.state ?? null;
  if (standing === undefined || state === null) return null;
  const config = site.context.configured.agent(agent);
  return {
    id: viewId("agent", site.id, agent),
    kind: "agent",
    site: site.id,
    agent,
    name: config?.name ?? agent,
    team: config?.team ?? null,
    state,
    since: standing.timeline.since,
  };
}

const alertId = (site: SiteState, { rule }: RuleState): string =>
  viewId("alert", site.id, part(rule.id), rule.queue === null ? "site" : `${rule.queue}:${rule.channel}`);

function alertRow(site: SiteState, state: RuleState): ViewRow | null {
  const { rule, resolved } = state;
  const alert = state.state;
  if (alert.kind === "inactive" && resolved === null) return null;
  const [shown, since, at, value] =
    alert.kind === "inactive"
      ? ["resolved", resolved!.since, resolved!.at, resolved!.value]
      : [alert.kind, alert.since, alert.kind === "firing" ? alert.firedAt : alert.since, alert.value];
  return {
    id: alertId(site, state),
    kind: "alert",
    site: site.id,
    rule: rule.id,
    default: rule.default,
    severity: rule.severity,
    state: shown!,
    since: since!,
    at: at!,
    queue: rule.queue,
    channel: rule.channel,
    holdForSeconds: rule.holdForMs / 1000,
    about: "kpi",
    kpi: rule.kpi,
    window: rule.window,
    unit: kpiById(rule.kpi)?.unit ?? "",
    direction: rule.direction,
    limit: rule.limit,
    clear: rule.clear,
    value: value!,
    sample: state.sample,
    minimumSample: rule.minimumSample,
  };
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
