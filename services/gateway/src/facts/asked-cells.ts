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
} from "@floorwalker/domain";
import { agentQueueId, viewId } from "@floorwalker/stream";
import type { Sight } from "../access/sight.ts";
import type { HeldRow } from "../held-row.ts";
import { askedSites } from "../history/history-question.ts";
import { scopeChoice } from "../history/row-scope.ts";
import { hidingDepartments } from "../history/seen-question.ts";
import type { KnownRows } from "../known-names.ts";
import { unlistedSite } from "../unlisted-site.ts";
import { fromHistory } from "./asked-query.ts";
import { BadQuery, choiceOf, type Query, textOf } from "./query-fault.ts";

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
  const sites = [...configured.values()];
  const seen = sites.filter(({ id }) => isSeen(id));
  const [first] = fromHistory(() => askedSites(seen, textOf(query, "site") ?? undefined, region), "region");
  // All of it, those that are not seen too: whether a part of it is enough, its cells say.
  return [first, ...sites.filter((each) => each.region === region && each !== first)];
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
  if (site === null && sites.length !== 1)
    throw new BadQuery("site", "The request names no site.", `Add ?site=. ${fix}`, "missing_site");
  const id = site ?? sites[0]!;
  if (!sites.includes(id)) throw new BadQuery("site", `There is no site "${id}".`, fix, "unknown_site", 404);
  return configured.get(id) ?? unlistedSite(id, known);
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

/** Undefined: by none of them. @throws BadQuery where it is asked by two at once. */
export function askedBy(query: Query): (typeof ONE_OF)[number] | undefined {
  const [by, other] = ONE_OF.filter((name) => textOf(query, name) !== null);
  if (other === undefined) return by;
  throw new BadQuery(other, `"${by}" and "${other}" are asked for at once.`, `Leave "${by}" or "${other}" out.`);
}

/** `config`: says what a department is. `channels`: those of the queue. Null: the site has none of that name. @throws BadQuery */
export function cellsOf(
  query: Query,
  config: SiteConfig,
  known: KnownRows,
  channels: readonly Channel[],
): AskedCells | null {
  const site = config.id;
  const queue = textOf(query, "queue");
  const channel = choiceOf(query, "channel", CHANNELS);
  const by = askedBy(query);
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
  const [on, another] = channel === null ? channels : [channel];
  if (on === undefined || another !== undefined)
    throw new BadQuery("channel", `The queue "${queue}" has several channels.`, `Use one of: ${channels.join(", ")}.`);
  return { cells: [queueCell(queue, on)], row: known.row(viewId("queue", site, queue, on)) ?? ofSite };
}

/** @throws BadQuery where none of the sites has a department of that name. */
export function expectDepartment(query: Query, sites: readonly SiteConfig[], sight: Pick<Sight, "sees">): void {
  const department = textOf(query, "department");
  if (department === null) return;
  const read = (): unknown => scopeChoice({ department: [department] }, sites);
  fromHistory(() => hidingDepartments(read, sites, sight), "site");
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
