/**
 * How things stand when a message is sent, read from the rows that the owner committed last. A storm of alerts reads a partition once a
 * second; what cannot be read is left out of the message, which waits for nothing.
 */
import {
  ABSENT,
  type KpiInput,
  kpiById,
  type ServingAgent,
  type SiteConfig,
  type SiteFloor,
  servingOf,
  type WindowId,
} from "@floorwalker/domain";
import { partitionOfSite } from "@floorwalker/events";
import type { Store } from "@floorwalker/ports";
import type { AgentRow, QueueRow, SiteRow, TeamRow } from "@floorwalker/protocol";
import type { AlertNotification } from "@floorwalker/protocol/alerts";
import type { LiveMoment } from "@floorwalker/protocol/message";
import type { Timing } from "@floorwalker/runtime";
import { queueName, type SpanVisit, viewId, viewName, viewRow } from "@floorwalker/stream";
import { helpersOf } from "./helpers-of.ts";
import { valueBefore } from "./value-before.ts";

export interface LiveMomentsOptions {
  readonly store: Pick<Store, "snapshot">;
  readonly partitions: number;
  readonly sites: () => ReadonlyMap<string, SiteConfig>;
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
  readonly timing: Timing;
}

export interface LiveMoments {
  /** Null: there is no row of what the alert is about. */
  of(notification: AlertNotification): Promise<LiveMoment | null>;
  /** Who is signed in, and which queues there are. */
  floor(site: string): Promise<Pick<SiteFloor, "present" | "queues">>;
}

type Rows = ReadonlyMap<string, Uint8Array>;

const FRESH_MS = 1_000;

export function liveMoments({ store, partitions, sites, clock, timing }: LiveMomentsOptions): LiveMoments {
  const read = new Map<number, { readonly at: number; readonly rows: Promise<Rows> }>();
  const rowsOf = (partition: number): Promise<Rows> => {
    const known = read.get(partition);
    const now = timing.monotonic();
    if (known !== undefined && now - known.at < FRESH_MS) return known.rows;
    const rows = store.snapshot(partition).then((snapshot) => snapshot.rows);
    read.set(partition, { at: now, rows });
    return rows;
  };
  const rowsAt = (site: string): Promise<Rows> => rowsOf(partitionOfSite(site, partitions));
  return {
    of: async (notification) =>
      momentIn(await rowsAt(notification.site), notification, sites().get(notification.site) ?? null, clock()),
    floor: async (site) => floorIn(await rowsAt(site), site),
  };
}

function momentIn(
  rows: Rows,
  notification: AlertNotification,
  site: SiteConfig | null,
  now: number,
): LiveMoment | null {
  const { queue, channel } = notification;
  const isOfQueue = queue !== null && channel !== null;
  const { team, department } = notification.about === "kpi" || notification.about === "budget" ? notification : {};
  if (department !== undefined) return null;
  const id = isOfQueue
    ? viewId("queue", notification.site, queue, channel)
    : team === undefined
      ? viewId("site", notification.site)
      : viewId("team", notification.site, team);
  const bytes = rows.get(id);
  if (bytes === undefined) return null;
  const spans = new Map<WindowId, KpiInput>();
  // What is visited is valid until the next one is.
  const keep: SpanVisit = (window, input) => {
    const { otherwise } = input;
    spans.set(window, {
      ...input,
      counters: input.counters.slice(),
      ...(otherwise === undefined ? {} : { otherwise: { ...otherwise } }),
    });
  };
  const row = viewRow(id, bytes, keep) as unknown as QueueRow | SiteRow | TeamRow;
  const before =
    notification.about === "kpi" ? valueBefore(kpiById(notification.kpi), notification.window, spans) : null;
  if (row.kind === "team") {
    const staff = { free: row.agentsIdle, signedIn: row.agentsSignedIn };
    const at = Math.max(now, row.asOf);
    const helpers = site === null ? [] : helpersOf(besideTeam(site, row.team, rows), site, at);
    return { at, waiting: null, late: 0, longestWaitMs: null, staff, helpers, before };
  }
  // Waits stand still with the source that tells of them.
  const at = row.staleSince ?? Math.max(now, spans.get("5m")?.live.now ?? now);
  const { waiting, waitingPastThreshold: late, oldestQueuedAt } = row;
  const serving =
    isOfQueue && site !== null
      ? (servingOf(site, agentsIn(rows, notification.site))?.([{ queue, channel }]) ?? null)
      : null;
  return {
    at,
    waiting,
    late,
    longestWaitMs: waiting === 0 || oldestQueuedAt === null ? null : Math.max(0, at - oldestQueuedAt),
    staff:
      row.kind === "site"
        ? { free: row.agentsIdle, signedIn: row.agentsSignedIn }
        : serving && { free: serving.filter(({ state }) => state === "idle").length, signedIn: serving.length },
    helpers: serving === null || site === null ? [] : helpersOf(serving, site, at),
    before,
  };
}

/** Whoever serves the team's queues; where nobody says which those are, who is in it. The longest in their state first. */
function besideTeam(site: SiteConfig, team: string, rows: Rows): readonly ServingAgent[] {
  const agents = agentsIn(rows, site.id);
  const queues = site.teams.find((each) => each.team === team)?.queues ?? [];
  const wanted = site.queues.filter((known) =>
    queues.some(({ queue, channel }) => queue === known.queue && (channel === null || channel === known.channel)),
  );
  const serving = wanted.length === 0 ? null : servingOf(site, agents);
  if (serving !== null) return serving(wanted);
  return agents
    .filter((agent): agent is AgentRow & ServingAgent => agent.team === team && agent.state !== ABSENT)
    .sort((a, b) => a.since - b.since || (a.agent < b.agent ? -1 : 1));
}

function agentsIn(rows: Rows, site: string): readonly AgentRow[] {
  const agents: AgentRow[] = [];
  for (const [id, bytes] of rows) {
    if (!id.startsWith("agent:")) continue;
    const name = viewName(id);
    if (name.kind === "agent" && name.site === site) agents.push(viewRow(id, bytes) as unknown as AgentRow);
  }
  return agents;
}

function floorIn(rows: Rows, site: string): Pick<SiteFloor, "present" | "queues"> {
  const here = agentsIn(rows, site).filter(({ state }) => state !== ABSENT);
  const queues = new Map<string, Set<string>>();
  for (const id of rows.keys()) {
    if (!id.startsWith("queue:")) continue;
    const name = viewName(id);
    if (name.site !== site) continue;
    const { queue, channel } = queueName(name.rest);
    queues.set(queue, (queues.get(queue) ?? new Set<string>()).add(channel));
  }
  return { present: new Set(here.map(({ agent }) => agent)), queues };
}
