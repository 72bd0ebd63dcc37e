/**
 * A site's view rows: built only for what changed since the last commit, as bytes (`view-bytes.ts`). Each table says itself what of it
 * changed.
 */
import { cellKind, cellName, undoable } from "@floorwalker/domain";
import { alertId } from "../alerts/alert-id.ts";
import type { RuleState } from "../alerts/rule-state.ts";
import { ByteWriter } from "../columns/byte-writer.ts";
import { bytesRow } from "../row-format.ts";
import type { SiteReader } from "../site-reader.ts";
import type { SiteState } from "../site-state.ts";
import { agentQueueId, writeAgentQueue } from "./agent-queue-view.ts";
import { writeAgent } from "./agent-view.ts";
import { writeQueue } from "./queue-view.ts";
import { writeReason } from "./reason-view.ts";
import { writeSite } from "./site-view.ts";
import { writeSurvey } from "./survey-view.ts";
import { writeTeam } from "./team-view.ts";
import { viewId } from "./view-id.ts";
import { jsonViewRow } from "./view-row.ts";
import { type WaitsWhere, waitingId, writeWaiting } from "./waiting-view.ts";

export interface ViewChanges {
  readonly rows: ReadonlyMap<string, Uint8Array | null>;
  /** More is waiting for the next commit. */
  readonly more: boolean;
}

const writer = new ByteWriter(4_096);

/** About `limit` rows, the rest stays marked as changed (rule 20). */
export function changedRows(site: SiteState, reader: SiteReader, limit: number): ViewChanges {
  const rows = new Map<string, Uint8Array | null>();
  const { cells, contacts, agents, sources, alerts, context } = site;
  if (!Number.isFinite(context.clock)) return { rows, more: false };
  if (limit <= 0) return { rows, more: hasChanged(site) };
  let siteChanged = site.changed;
  for (const key of cells.changed.rows) {
    if (rows.size >= limit) return { rows, more: true };
    cells.changed.rows.delete(key);
    const kind = cellKind(key);
    if (kind === "channel") continue;
    const name = cellName(key);
    if (name.kind === "agent") {
      noteAgent(site, name.agent);
      continue;
    }
    if (name.kind === "agentQueue") {
      rows.set(
        agentQueueId(site.id, name.agent, name.queue, name.channel),
        written(() => writeAgentQueue(writer, site, reader, name)),
      );
      continue;
    }
    siteChanged = true;
    site.changed = true;
    const isThere = cells.has(key) || site.isInUse(key);
    if (name.kind === "tag")
      rows.set(
        viewId(name.tag, site.id, name.value),
        written(() =>
          name.tag === "survey"
            ? writeSurvey(writer, site, reader, name.value)
            : writeReason(writer, site, reader, name.value),
        ),
      );
    if (name.kind === "queue")
      rows.set(
        viewId("queue", site.id, name.queue, name.channel),
        isThere ? written(() => writeQueue(writer, site, reader, name.queue, name.channel)) : null,
      );
    if (name.kind === "team")
      rows.set(
        viewId("team", site.id, name.team),
        isThere ? written(() => writeTeam(writer, site, reader, name.team)) : null,
      );
  }
  for (const key of contacts.waiting.changed) {
    if (rows.size >= limit) return { rows, more: true };
    const where = cellName(key) as WaitsWhere;
    const { told, gone } = contacts.waiting.takeChanges(key);
    for (const name of gone) rows.set(waitingId(site.id, where, name), null);
    for (const contact of told)
      rows.set(
        waitingId(site.id, where, contact.name),
        written(() => writeWaiting(writer, site, where, contact)),
      );
  }
  for (const agent of agents.changed) {
    if (rows.size >= limit) return { rows, more: true };
    agents.changed.delete(agent);
    rows.set(
      viewId("agent", site.id, agent),
      written(() => writeAgent(writer, site, reader, agent)),
    );
    siteChanged = true;
  }
  for (const source of sources.changed) {
    sources.changed.delete(source);
    rows.set(viewId("source", site.id, source.source), sourceRow(site, source.source));
    siteChanged = true;
  }
  for (const state of alerts.changed) {
    alerts.changed.delete(state);
    rows.set(alertId(site.id, state), alertRow(site, state));
  }
  if (!site.goalsShown && site.goals.length > 0) rows.set(viewId("goals", site.id), goalsRow(site));
  site.goalsShown = true;
  if (siteChanged) {
    rows.set(
      viewId("site", site.id),
      written(() => writeSite(writer, site, reader)),
    );
    site.changed = false;
  }
  return { rows, more: false };
}

/** His numbers are another: his row shows those of the day. */
function noteAgent({ agents, context }: SiteState, name: string): void {
  const agent = context.configured.agentOf(name);
  if (agents.get(agent) !== undefined) agents.changed.add(agent);
}

const hasChanged = ({ changed, cells, contacts, agents, sources, alerts }: SiteState): boolean =>
  changed || [cells, contacts.waiting, agents, sources, alerts].some((table) => table.changed.size > 0);

/** Null: there is nothing to tell. */
function written(write: () => unknown): Uint8Array | null {
  writer.clear();
  return write() === false ? null : bytesRow(writer.bytes, 0, writer.length);
}

function sourceRow(site: SiteState, source: string): Uint8Array | null {
  if (!site.sources.has(source)) return null;
  const { silent, lastHeardAt, silentAfterMs } = site.sources.reading(source);
  return jsonViewRow({
    id: viewId("source", site.id, source),
    kind: "source",
    site: site.id,
    source,
    lastEventAt: lastHeardAt,
    silentSince: silent ? lastHeardAt : null,
    silentAfterSeconds: silentAfterMs === null ? null : silentAfterMs / 1000,
  });
}

/** For whoever reckons with targets: the owner's version counts (rule 30). */
function goalsRow({ id, goals }: SiteState): Uint8Array {
  return jsonViewRow({ id: viewId("goals", id), kind: "goals", site: id, goals: JSON.stringify(goals) });
}

function alertRow(site: SiteState, state: RuleState): Uint8Array | null {
  const { resolved } = state;
  const alert = state.state;
  if (!state.shown || !site.alerts.watched.has(state)) return null;
  const [shown, since, at, value] =
    alert.kind === "inactive"
      ? (["resolved", resolved!.since, resolved!.at, resolved!.value] as const)
      : ([alert.kind, alert.since, alert.kind === "firing" ? alert.firedAt : alert.since, alert.value] as const);
  const facts = state.facts(site.id, value);
  const { ownedSince, snoozedUntil, snoozedBy, notes } = state.handling;
  const last = alert.kind === "inactive" ? state.past[0] : undefined;
  return jsonViewRow({
    id: alertId(site.id, state),
    kind: "alert",
    state: shown,
    demo: site.context.config.demo,
    since,
    at,
    owner: state.handling.owner ?? last?.owner ?? null,
    ownedSince,
    snoozedUntil,
    snoozedBy,
    notes: notes.length === 0 ? null : JSON.stringify(notes),
    undoable: state.actions.length === 0 ? null : JSON.stringify(undoable(state.actions)),
    worst: last === undefined ? state.worst : last.worst,
    past: state.past.length === 0 ? null : JSON.stringify(state.past),
    ...facts,
  });
}
