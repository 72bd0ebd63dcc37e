/**
 * What of a row somebody is given. A site's row is a frame around its sums: who may not see those is given the frame, so that a board
 * knows the site's name and zone and up to when it was heard. An agent in a queue and what was restated of an agent name no team: they
 * are for who sees all teams. A row of a kind that is not known here is taken for a sum of its site.
 */
import type { AccessPart } from "@floorwalker/domain";
import type { Row, SiteRow } from "@floorwalker/protocol";

const FRAME: readonly string[] = [
  "id",
  "kind",
  "site",
  "name",
  "region",
  "zone",
  "demo",
  "watermark",
  "lastEventAt",
  "dayFrom",
  "catchingUp",
  "open",
  "opensAt",
  "closesAt",
  "staleSince",
  "silentSource",
] satisfies readonly (keyof SiteRow)[];

export function seenRow(row: Row, sees: (part: AccessPart) => boolean): Row | null {
  if (row.kind === "partition") return row;
  const part = partOf(row);
  if (sees(part)) return row;
  if (row.kind !== "site" || !sees({ of: "frame", site: String(row.site) })) return null;
  return Object.fromEntries(FRAME.map((field) => [field, row[field]])) as Row;
}

function partOf(row: Row): AccessPart {
  const { kind } = row;
  const site = textOf(row, "site") ?? "";
  const [queue, team, agent] = [textOf(row, "queue"), textOf(row, "team"), textOf(row, "agent")];
  switch (kind) {
    case "region":
      return { of: "sites" };
    case "source":
      return { of: "frame", site };
    case "agent":
      return { of: "agent", site, team };
    case "agentQueue":
      return { of: "agentQueue", site, team: null, queue: queue ?? "" };
    case "waiting":
      return { of: "contact", site, queue };
    case "queue":
    case "team":
      return queueOrTeam(site, queue, team);
    case "alert":
      return alertPart(row.about, { site, queue, team });
    case "restatement":
      if (agent === null) return queueOrTeam(site, queue, team);
      return queue === null ? { of: "agent", site, team: null } : { of: "agentQueue", site, team: null, queue };
    default:
      return { of: "site", site };
  }
}

interface Named {
  readonly site: string;
  readonly queue: string | null;
  readonly team: string | null;
}

function alertPart(about: unknown, { site, queue, team }: Named): AccessPart {
  if (about === "source") return { of: "frame", site };
  if (about === "agent") return { of: "agent", site, team };
  if (about === "contact") return { of: "contact", site, queue };
  return queueOrTeam(site, queue, team);
}

function queueOrTeam(site: string, queue: string | null, team: string | null): AccessPart {
  if (team !== null) return { of: "team", site, team };
  return queue === null ? { of: "site", site } : { of: "queue", site, queue };
}

function textOf(row: Row, field: string): string | null {
  const value = row[field];
  return typeof value === "string" ? value : null;
}
