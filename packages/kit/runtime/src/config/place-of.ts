/** Where in the file a setting stands that a running site refuses: the file with its line, and the path, as every other problem says it. */
import type { Path } from "./finding.ts";

/** `of`: what the setting is of, as owners of sites name it (`["queue", "sales", "call"]`); null: it is no longer in the file. */
export type PlaceOf = (site: string, of: readonly string[]) => string | null;

type Entry = Readonly<Record<string, unknown>>;

const GOAL_OF = ["queue", "team", "department", "agent"];

/** `text`: of a path that is there, its file, line and name. */
export function placesIn(raw: unknown, text: (path: Path) => string): PlaceOf {
  return (id, of) => {
    const site = indexOf(raw, "sites", (entry) => entry.id === id);
    if (site === null) return null;
    const path = pathIn((raw as { readonly sites: readonly Entry[] }).sites[site]!, of);
    return path === null ? null : text(["sites", site, ...path]);
  };
}

function pathIn(site: Entry, [kind, name, ...rest]: readonly string[]): Path | null {
  if (kind === "site") return [];
  if (kind === "queue") {
    const channel = rest[0];
    return entryIn(site, "queues", (entry) => entry.queue === name && (entry.channel ?? "call") === channel);
  }
  if (kind === "team") return entryIn(site, "agents", ({ id }) => id === name);
  if (kind === "calendar") return entryIn(site, "calendars", ({ id }) => id === name);
  const [scope, thing] = rest;
  const isOf = (entry: Entry): boolean =>
    scope === "site" ? GOAL_OF.every((each) => entry[each] === undefined) : entry[scope!] === thing;
  return kind === "goal" ? entryIn(site, "goals", (entry) => entry.kpi === name && isOf(entry)) : null;
}

function entryIn(site: Entry, list: string, isIt: (entry: Entry) => boolean): Path | null {
  const index = indexOf(site, list, isIt);
  return index === null ? null : [list, index];
}

function indexOf(holder: unknown, list: string, isIt: (entry: Entry) => boolean): number | null {
  const entries = (holder as Readonly<Record<string, unknown>> | null)?.[list];
  const index = Array.isArray(entries) ? (entries as readonly Entry[]).findIndex(isIt) : -1;
  return index < 0 ? null : index;
}
