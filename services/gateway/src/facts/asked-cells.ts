/** Of which cells of which sites a query asks. */
import {
  agentCell,
  agentQueueCell,
  type CellKey,
  CHANNELS,
  type Channel,
  cellName,
  channelCell,
  queueCell,
  SITE_CELL,
  type SiteConfig,
  tagCell,
  teamCell,
  unconfiguredSite,
} from "@floorwalker/domain";
import { agentQueueId, queueName, viewId } from "@floorwalker/stream";
import type { Sight } from "../access/sight.ts";
import type { HeldRow } from "../held-row.ts";
import { askedSites } from "../history/history-question.ts";
import { scopeChoice } from "../history/row-scope.ts";
import { fromHistory } from "./asked-query.ts";
import { BadQuery, choiceOf, type Query, textOf } from "./query-fault.ts";

/** Rows that the gateway holds: they tell which sites and queues there are, and as of when their numbers are true. */
export interface KnownRows {
  row(id: string): HeldRow | null;
  rows(): Iterable<HeldRow>;
}

/** Where a name is not known, others are told: of queues those that are seen. */
export const namingSeen = (known: KnownRows, sight: Pick<Sight, "sees">): KnownRows => ({
  row: (id) => known.row(id),
  *rows() {
    for (const held of known.rows()) {
      const { kind, site, rest } = held.name;
      if (kind !== "queue" || sight.sees({ of: "queue", site, queue: queueName(rest).queue })) yield held;
    }
  },
});

/** The sites that it names: one of those that are seen, or all of a region; without either, the only one that is seen. @throws BadQuery */
export function sitesOf(
  query: Query,
  configured: ReadonlyMap<string, SiteConfig>,
  known: KnownRows,
  isSeen: (site: string) => boolean,
): readonly [SiteConfig, ...(readonly SiteConfig[])] {
  const region = textOf(query, "region");
  if (region === null) return [siteOf(query, configured, known, isSeen)];
  for (const name of ["queue", "agent", "team"] as const)
    if (textOf(query, name) !== null)
      throw new BadQuery(name, `A ${name} is a site's own.`, `Ask for a site, or leave "${name}" out.`);
  return fromHistory(() => askedSites([...configured.values()], textOf(query, "site") ?? undefined, region), "region");
}

function siteOf(
  query: Query,
  configured: ReadonlyMap<string, SiteConfig>,
  known: KnownRows,
  isSeen: (site: string) => boolean,
): SiteConfig {
  const heard = [...known.rows()].flatMap(({ name }) => (name.kind === "site" ? [name.site] : []));
  const sites = [...new Set([...configured.keys(), ...heard])].filter(isSeen).sort();
  const site = textOf(query, "site");
  const fix = sites.length === 0 ? "No site has had an event yet." : `Use one of: ${sites.join(", ")}.`;
  if (site === null && sites.length !== 1) throw new BadQuery("site", "There is more than one site.", fix);
  const id = site ?? sites[0]!;
  if (!sites.includes(id)) throw new BadQuery("site", `There is no site "${id}".`, fix, "unknown_site", 404);
  return configured.get(id) ?? unconfiguredSite(id);
}

export interface AskedCells {
  /** What counts in one of them counts in no other: of a department its queues or teams; else one. */
  readonly cells: readonly [CellKey, ...(readonly CellKey[])];
  /** Beside an agent, a team, a reason or a survey: only what was in this queue, or on this channel. */
  readonly queue?: string;
  readonly channel?: Channel;
  /** Whose moment is the numbers' own; null: no row shows them. */
  readonly row: HeldRow | null;
}

const ONE_OF = ["agent", "team", "department", "reason", "survey"] as const;

/** `config`: says what a department is. Null: the site has none of that name. @throws BadQuery */
export function cellsOf(query: Query, config: SiteConfig, known: KnownRows): AskedCells | null {
  const site = config.id;
  const queue = textOf(query, "queue");
  const channel = choiceOf(query, "channel", CHANNELS);
  const [by, other] = ONE_OF.filter((name) => textOf(query, name) !== null);
  if (other !== undefined)
    throw new BadQuery(other, `"${by}" and "${other}" are asked for at once.`, `Leave "${by}" or "${other}" out.`);
  const ofSite = known.row(viewId("site", site));
  const within = { ...(queue === null ? {} : { queue }), ...(channel === null ? {} : { channel }) };
  if (by === "agent" && queue !== null && channel !== null) {
    const agent = textOf(query, by)!;
    const row =
      known.row(agentQueueId(site, agent, queue, channel)) ?? known.row(viewId("agent", site, agent)) ?? ofSite;
    return { cells: [agentQueueCell(agent, queue, channel)], row };
  }
  if (by === "agent" || by === "team") {
    const name = textOf(query, by)!;
    const cell = by === "agent" ? agentCell(name) : teamCell(name);
    return { cells: [cell], row: known.row(viewId(by, site, name)) ?? ofSite, ...within };
  }
  if (by === "reason" || by === "survey") return { cells: [tagCell(by, textOf(query, by)!)], row: ofSite, ...within };
  if (by === "department") {
    if (queue !== null || channel !== null)
      throw new BadQuery(by, "A department is asked for as a whole.", "Leave queue and channel out.");
    const cells = departmentOf(textOf(query, by)!, config, known);
    return cells === null ? null : { cells, row: ofSite };
  }
  if (queue === null) return { cells: [channel === null ? SITE_CELL : channelCell(channel)], row: ofSite };
  const on = channel ?? onlyChannelOf(queue, site, known);
  const row = known.row(viewId("queue", site, queue, on));
  if (row === null)
    throw new BadQuery("queue", `There is no queue "${queue}" for ${on}.`, queuesOf(site, known), "unknown_queue", 404);
  return { cells: [queueCell(queue, on)], row };
}

/** @throws BadQuery where none of the sites has a department of that name. */
export function expectDepartment(query: Query, sites: readonly SiteConfig[]): void {
  const department = textOf(query, "department");
  if (department !== null) fromHistory(() => scopeChoice({ department: [department] }, sites), "department");
}

/** Its queues on the channels on which they are known, or its teams; null: nothing has come to it here. */
function departmentOf(department: string, config: SiteConfig, known: KnownRows): AskedCells["cells"] | null {
  const isHere =
    config.teams.some((each) => each.department === department) ||
    (config.departments ?? []).some((each) => each.department === department && each.queues.length > 0);
  if (!isHere) return null;
  const { of } = scopeChoice({ department: [department] }, [config]);
  const named = "cells" in of ? of.cells : [];
  const [cell, ...others] = named.filter((each) => {
    const name = cellName(each);
    return name.kind !== "queue" || known.row(viewId("queue", config.id, name.queue, name.channel)) !== null;
  });
  return cell === undefined ? null : [cell, ...others];
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

function queuesOf(site: string, known: KnownRows): string {
  const queues = [...new Set(namesOf(site, known).map(({ queue }) => queue))].sort();
  return queues.length === 0
    ? "Nothing has come to any queue of it yet."
    : `Use one of: ${queues.slice(0, MOST_NAMED).join(", ")}.`;
}
