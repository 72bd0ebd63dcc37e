/**
 * A site's view rows: flat, so that a difference is a difference of fields. Built only for what changed since the last
 * commit; the names of the fields are the wire's (`@floorwalker/protocol`, rows.ts).
 */
import {
  C,
  type Channel,
  type Counters,
  cellName,
  isImplied,
  KPIS,
  type KpiInput,
  queueCell,
  SIGNED_OUT,
  serviceLevelParts,
  stateOf,
  WINDOW_IDS,
  type WindowId,
} from "@floorwalker/domain";
import type { RuleState } from "./rule-state.ts";
import type { SiteReader } from "./site-reader.ts";
import type { SiteState } from "./site-state.ts";
import type { Staleness } from "./source-table.ts";
import type { Span } from "./span.ts";

export type ViewRow = Record<string, string | number | boolean | null>;

/** What is true of a moment has a field of its own. */
const SPAN_KPIS = KPIS.filter((kpi) => kpi.nature !== "moment");
const QUEUE_KPIS = SPAN_KPIS.filter((kpi) => kpi.scopes.includes("queue"));

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
    if (name.kind !== "queue" && name.kind !== "site") continue;
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
    rows.set(viewId("source", site.id, source.source), sourceRow(site, source.source));
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
      agentsSignedIn: live.agents!.idle + live.agents!.onContact + live.agents!.wrapUp + live.agents!.paused,
      unconfiguredQueues: cells.unconfiguredQueues,
      refusing: state.names.refusing().join(" ") || null,
      catchingUp: context.catchingUp,
      ...staleness(sources.siteStaleness()),
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
  const live = reader.shownLive(key);
  const now = site.contacts.queues.get(key);
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
    sources: site.sources.feeding(key),
    ...staleness(site.sources.staleness(key)),
  };
  for (const window of WINDOW_IDS) {
    const span = reader.cellSpan(key, window);
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
  const state = stateOf(standing?.code ?? SIGNED_OUT);
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
    since: standing.status.since,
    reason: standing.status.reason,
    implied: isImplied(standing.code),
  };
}

const staleness = (stale: Staleness | null): { staleSince: number | null; silentSource: string | null } => ({
  staleSince: stale?.since ?? null,
  silentSource: stale?.source ?? null,
});

function sourceRow(site: SiteState, source: string): ViewRow | null {
  if (!site.sources.has(source)) return null;
  const { silent, lastHeardAt, silentAfterMs } = site.sources.reading(source);
  return {
    id: viewId("source", site.id, source),
    kind: "source",
    site: site.id,
    source,
    lastEventAt: lastHeardAt,
    silentSince: silent ? lastHeardAt : null,
    silentAfterSeconds: silentAfterMs === null ? null : silentAfterMs / 1000,
  };
}

function alertId(site: SiteState, { rule }: RuleState): string {
  const scope =
    rule.kind === "source" ? `source:${rule.source}` : rule.queue === null ? "site" : `${rule.queue}:${rule.channel}`;
  return viewId("alert", site.id, part(rule.id), scope);
}

function alertRow(site: SiteState, state: RuleState): ViewRow | null {
  const { resolved } = state;
  const alert = state.state;
  if (!state.shown || !site.alerts.has(state)) return null;
  const [shown, since, at, value] =
    alert.kind === "inactive"
      ? (["resolved", resolved!.since, resolved!.at, resolved!.value] as const)
      : ([alert.kind, alert.since, alert.kind === "firing" ? alert.firedAt : alert.since, alert.value] as const);
  return { id: alertId(site, state), kind: "alert", state: shown, since, at, ...state.facts(site.id, value) };
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
