/** What the changes of one thing say about each other: each has a date of its own, later ones come later, and each changes something. */
import { type Entry, type Finding, list, type Path, text, unknownName } from "../finding.ts";
import { isZone } from "../zone.ts";
import { localMoment } from "./local-moment.ts";

/** `teams`, `calendars`: all there are. */
export function changeFindings(
  site: Entry,
  path: Path,
  teams: readonly string[],
  calendars: readonly string[],
): Finding[] {
  const zone = typeof site.zone === "string" && isZone(site.zone) ? site.zone : "UTC";
  const of = (entry: Entry, place: Path): Finding[] => {
    const changes = list(entry, "changes");
    const unknown = changes.flatMap((change, at) =>
      unknownName(change, "calendar", calendars, [...place, "changes", at]),
    );
    return [...datesOf(changes, [...place, "changes"], zone), ...unknown];
  };
  return [
    ...of(site, path),
    ...list(site, "queues").flatMap((queue, index) => of(queue, [...path, "queues", index])),
    ...list(site, "agents").flatMap((agent, index) => {
      const place = [...path, "agents", index];
      const moves = list(agent, "changes");
      const unknown = moves.flatMap((move, at) => unknownName(move, "team", teams, [...place, "changes", at]));
      return [...of(agent, place), ...unknown];
    }),
  ];
}

export function datesOf(changes: readonly Entry[], path: Path, zone: string): Finding[] {
  let newest = Number.NEGATIVE_INFINITY;
  let before = "";
  return changes.flatMap((change, index): Finding[] => {
    const found: Finding[] = [];
    const add = (code: string, message: string, fix: string): void =>
      void found.push({ path: [...path, index, "from"], code, message, fix });
    const at = typeof change.from === "string" ? localMoment(change.from, zone) : null;
    if (at !== null && at === newest)
      add("overlapping_dates", `"${text(change.from)}" is in force from the same moment as "${before}"`, ONE_ENTRY);
    else if (at !== null && at < newest)
      add(
        "unordered_dates",
        `"${text(change.from)}" comes before "${before}"`,
        "List changes in the order of their dates.",
      );
    if (at !== null) [newest, before] = [at, text(change.from)];
    if (Object.keys(change).every((key) => key === "from"))
      add("empty_change", "nothing changes from this date on", "Name what changes, or remove the entry.");
    return found;
  });
}

const ONE_ENTRY = "Write what changes at one moment in one entry.";
