/** What a query asks for, of which numbers and which span. */
import {
  agentCell,
  agentQueueCell,
  type CellKey,
  CHANNELS,
  type Channel,
  cellName,
  channelCell,
  dayStart,
  queueCell,
  SITE_CELL,
  type SiteConfig,
  tagCell,
  teamCell,
  WINDOW_IDS,
  type WindowId,
} from "@floorwalker/domain";
import { type Asked, agentQueueId, PANE_MS, queueName, viewId, WINDOW_PANES } from "@floorwalker/stream";
import type { HeldRow } from "../held-row.ts";
import { askedSpan } from "../history/asked-span.ts";
import { HistoryError } from "../history/history-error.ts";
import type { Stretch } from "../history/history-interval.ts";
import { scopeChoice } from "../history/row-scope.ts";
import { BadQuery, choiceOf, type Query, textOf } from "./query-fault.ts";

export const ASKED_PARAMETERS = [
  "site",
  "queue",
  "channel",
  "agent",
  "team",
  "department",
  "reason",
  "survey",
  "region",
  "window",
  "from",
  "to",
  "at",
] as const;

const NOT = "not_explained";

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
  /** Of a department: its other queues or teams. */
  readonly others?: readonly CellKey[];
  /** Beside an agent, a team, a reason or a survey: only what was in this queue, or on this channel. */
  readonly queue?: string;
  readonly channel?: Channel;
  /** Whose moment is the numbers' own; null: no row shows them. */
  readonly row: HeldRow | null;
}

const ONE_OF = ["agent", "team", "department", "reason", "survey"] as const;

/** `config`: says what a department is. @throws BadQuery */
export function cellOf(query: Query, config: SiteConfig, known: KnownRows): AskedCell {
  const site = config.id;
  const queue = textOf(query, "queue");
  const channel = choiceOf(query, "channel", CHANNELS);
  if (textOf(query, "region") !== null)
    throw new BadQuery(
      "region",
      "A region is several sites, each with contacts of its own.",
      "Ask for each site.",
      NOT,
    );
  const [by, other] = ONE_OF.filter((name) => textOf(query, name) !== null);
  if (other !== undefined)
    throw new BadQuery(other, `"${by}" and "${other}" are asked for at once.`, `Leave "${by}" or "${other}" out.`);
  const ofSite = known.row(viewId("site", site));
  const within = { ...(queue === null ? {} : { queue }), ...(channel === null ? {} : { channel }) };
  if (by === "agent" && queue !== null && channel !== null) {
    const agent = textOf(query, by)!;
    const row =
      known.row(agentQueueId(site, agent, queue, channel)) ?? known.row(viewId("agent", site, agent)) ?? ofSite;
    return { cell: agentQueueCell(agent, queue, channel), row };
  }
  if (by === "agent" || by === "team") {
    const name = textOf(query, by)!;
    const cell = by === "agent" ? agentCell(name) : teamCell(name);
    return { cell, row: known.row(viewId(by, site, name)) ?? ofSite, ...within };
  }
  if (by === "reason" || by === "survey") return { cell: tagCell(by, textOf(query, by)!), row: ofSite, ...within };
  if (by === "department") {
    if (queue !== null || channel !== null)
      throw new BadQuery(by, "A department is asked for as a whole.", "Leave queue and channel out.");
    return { ...departmentOf(textOf(query, by)!, config, known), row: ofSite };
  }
  if (queue === null) return { cell: channel === null ? SITE_CELL : channelCell(channel), row: ofSite };
  const on = channel ?? onlyChannelOf(queue, site, known);
  const row = known.row(viewId("queue", site, queue, on));
  if (row === null)
    throw new BadQuery("queue", `There is no queue "${queue}" for ${on}.`, queuesOf(site, known), "unknown_queue", 404);
  return { cell: queueCell(queue, on), row };
}

/** Its queues on the channels on which they are known, or its teams. @throws BadQuery */
function departmentOf(department: string, config: SiteConfig, known: KnownRows): Pick<AskedCell, "cell" | "others"> {
  const { of } = fromHistory(() => scopeChoice({ department: [department] }, [config]));
  const named = "cells" in of ? of.cells : [];
  const [cell, ...others] = named.filter((each) => {
    const name = cellName(each);
    return name.kind !== "queue" || known.row(viewId("queue", config.id, name.queue, name.channel)) !== null;
  });
  if (cell !== undefined) return { cell, others };
  throw new BadQuery(
    "department",
    `Nothing has come to "${department}" yet.`,
    "Ask for the site.",
    "unknown_queue",
    404,
  );
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
  /** The moment as of which is asked, from what is known now; null: none is named. Epoch ms. */
  readonly at: number | null;
}

/** `now`: as of when the numbers are true. @throws BadQuery */
export function spanOf(query: Query, zone: string, now: number, otherwise: WindowId | null): AskedSpan {
  const [from, to] = [textOf(query, "from"), textOf(query, "to")];
  const at = textOf(query, "at");
  if (at !== null) return momentSpan(at, query, zone, now);
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
  return { window: null, at: null, from: span.from, to: end, live };
}

/** Up to a moment that has passed, from its day's beginning on or from another: who waits is who waited then. */
function momentSpan(at: string, query: Query, zone: string, now: number): AskedSpan {
  const from = textOf(query, "from");
  if (textOf(query, "to") !== null || textOf(query, "window") !== null)
    throw new BadQuery("at", "A moment and another end are asked for at once.", 'Leave "to" and "window" out.');
  const moment = writtenSpan(at, null, now, zone).from;
  if (moment > now)
    throw new BadQuery("at", "That moment has not come yet.", `Name one up to ${new Date(now).toISOString()}.`);
  const begin = from === null ? dayStart(moment - 1, zone) : writtenSpan(from, null, now, zone).from;
  if (begin >= moment) throw new BadQuery("from", '"at" is not after "from".', "Spans are [from, at).");
  return { window: null, at: moment, from: begin, to: moment, live: false };
}

/** As the history reads it. @throws BadQuery */
const writtenSpan = (from: string, to: string | null, now: number, zone: string): Stretch =>
  fromHistory(() => askedSpan(from, to ?? undefined, now, zone));

function fromHistory<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof HistoryError)) throw error;
    throw new BadQuery(
      error.parameter ?? "from",
      error.message,
      error.fix,
      error.code,
      error.status === 404 ? 404 : 400,
    );
  }
}

/** As boards show it: the pane in progress is in it, and a day has no end. */
function windowSpan(window: WindowId, zone: string, now: number): AskedSpan {
  if (window === "day")
    return { window, at: null, from: dayStart(now, zone), to: Number.POSITIVE_INFINITY, live: true };
  const end = (Math.floor(now / PANE_MS) + 1) * PANE_MS;
  return { window, at: null, from: end - WINDOW_PANES[window] * PANE_MS, to: end, live: true };
}
