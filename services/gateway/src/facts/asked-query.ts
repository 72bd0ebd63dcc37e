/** What a query asks for, of which numbers and which span: `site`, `queue`, `channel`, `agent`, `team`, `window` or `from` and `to`. */
import {
  agentCell,
  agentQueueCell,
  type CellKey,
  CHANNELS,
  type Channel,
  channelCell,
  dayStart,
  queueCell,
  SITE_CELL,
  teamCell,
  WINDOW_IDS,
  type WindowId,
} from "@floorwalker/domain";
import { type Asked, agentQueueId, PANE_MS, queueName, viewId, WINDOW_PANES } from "@floorwalker/stream";
import type { HeldRow } from "../held-row.ts";
import { askedSpan } from "../history/asked-span.ts";
import { HistoryError } from "../history/history-error.ts";
import type { Stretch } from "../history/history-interval.ts";
import { BadQuery, choiceOf, type Query, textOf } from "./query-fault.ts";

export const ASKED_PARAMETERS = ["site", "queue", "channel", "agent", "team", "window", "from", "to"] as const;

/** Rows that the gateway holds: they tell which sites and queues there are, and as of when their numbers are true. */
export interface KnownRows {
  row(id: string): HeldRow | null;
  rows(): Iterable<HeldRow>;
}

/** The site it names; without one, the only one there is. @throws BadQuery */
export function siteOf(query: Query, sites: readonly string[]): string {
  const site = textOf(query, "site");
  if (site === null && sites.length === 1) return sites[0]!;
  const fix = sites.length === 0 ? "No site has had an event yet." : `Use one of: ${sites.join(", ")}.`;
  if (site === null) throw new BadQuery("site", "There is more than one site.", fix);
  if (!sites.includes(site)) throw new BadQuery("site", `There is no site "${site}".`, fix, "unknown_site", 404);
  return site;
}

export interface AskedCell {
  readonly cell: CellKey;
  /** Beside an agent: only what he did in this queue, or on this channel. */
  readonly queue?: string;
  readonly channel?: Channel;
  /** Whose moment is the numbers' own; null: no row shows them. */
  readonly row: HeldRow | null;
}

/** @throws BadQuery */
export function cellOf(query: Query, site: string, known: KnownRows): AskedCell {
  const [queue, agent, team] = [textOf(query, "queue"), textOf(query, "agent"), textOf(query, "team")];
  const channel = choiceOf(query, "channel", CHANNELS);
  if (agent !== null && team !== null)
    throw new BadQuery("team", "An agent and a team are asked for at once.", 'Leave "agent" or "team" out.');
  const ofSite = known.row(viewId("site", site));
  const within = { ...(queue === null ? {} : { queue }), ...(channel === null ? {} : { channel }) };
  if (agent !== null && queue !== null && channel !== null) {
    const row =
      known.row(agentQueueId(site, agent, queue, channel)) ?? known.row(viewId("agent", site, agent)) ?? ofSite;
    return { cell: agentQueueCell(agent, queue, channel), row };
  }
  if (agent !== null)
    return { cell: agentCell(agent), row: known.row(viewId("agent", site, agent)) ?? ofSite, ...within };
  if (team !== null) return { cell: teamCell(team), row: known.row(viewId("team", site, team)) ?? ofSite, ...within };
  if (queue === null) return { cell: channel === null ? SITE_CELL : channelCell(channel), row: ofSite };
  const on = channel ?? onlyChannelOf(queue, site, known);
  const row = known.row(viewId("queue", site, queue, on));
  if (row === null)
    throw new BadQuery("queue", `There is no queue "${queue}" for ${on}.`, queuesOf(site, known), "unknown_queue", 404);
  return { cell: queueCell(queue, on), row };
}

function onlyChannelOf(queue: string, site: string, known: KnownRows): Channel {
  const channels = namesOf(site, known).flatMap((name) => (name.queue === queue ? [name.channel as Channel] : []));
  if (channels.length === 1) return channels[0]!;
  if (channels.length === 0)
    throw new BadQuery("queue", `There is no queue "${queue}".`, queuesOf(site, known), "unknown_queue", 404);
  throw new BadQuery("channel", `The queue "${queue}" has several channels.`, `Use one of: ${channels.join(", ")}.`);
}

const namesOf = (site: string, known: KnownRows) =>
  [...known.rows()].flatMap(({ name }) => (name.kind === "queue" && name.site === site ? [queueName(name.rest)] : []));

const MOST_NAMED = 20;

const queuesOf = (site: string, known: KnownRows): string =>
  `Use one of: ${[...new Set(namesOf(site, known).map(({ queue }) => queue))].sort().slice(0, MOST_NAMED).join(", ")}.`;

export interface AskedSpan extends Pick<Asked, "from" | "to" | "live"> {
  /** Null: from and to were given. */
  readonly window: WindowId | null;
}

/** `now`: as of when the numbers are true. @throws BadQuery */
export function spanOf(query: Query, zone: string, now: number, otherwise: WindowId | null): AskedSpan {
  const [from, to] = [textOf(query, "from"), textOf(query, "to")];
  const window = choiceOf(query, "window", WINDOW_IDS) ?? (from === null && to === null ? otherwise : null);
  if (window !== null && (from !== null || to !== null))
    throw new BadQuery(
      "window",
      "A window and a span are asked for at once.",
      'Leave "window" out, or "from" and "to".',
    );
  if (window !== null) return windowSpan(window, zone, now);
  if (from === null)
    throw new BadQuery(
      "from",
      "Of which time is not said.",
      `Give "from" (and "to"), or "window": ${WINDOW_IDS.join(", ")}.`,
    );
  const span = writtenSpan(from, to, now, zone);
  // What is dated ahead of the clock belongs to the present; without an end it is the present that is asked for.
  const live = to === null ? span.to >= now : span.to > now;
  const end = live && to === null ? Number.POSITIVE_INFINITY : span.to;
  if (end <= span.from) throw new BadQuery("to", '"to" is not after "from".', "Spans are [from, to).");
  return { window: null, from: span.from, to: end, live };
}

/** As the history reads it. @throws BadQuery */
function writtenSpan(from: string, to: string | null, now: number, zone: string): Stretch {
  try {
    return askedSpan(from, to ?? undefined, now, zone);
  } catch (error) {
    if (!(error instanceof HistoryError)) throw error;
    throw new BadQuery(error.parameter ?? "from", error.message, error.fix);
  }
}

/** As boards show it: the pane in progress is in it, and a day has no end. */
function windowSpan(window: WindowId, zone: string, now: number): AskedSpan {
  if (window === "day") return { window, from: dayStart(now, zone), to: Number.POSITIVE_INFINITY, live: true };
  const end = (Math.floor(now / PANE_MS) + 1) * PANE_MS;
  return { window, from: end - WINDOW_PANES[window] * PANE_MS, to: end, live: true };
}
