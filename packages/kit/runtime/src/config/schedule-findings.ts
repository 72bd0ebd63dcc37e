/** Agents' schedules are calendars of their site, and a pause lies in the work. */
import { type Entry, type Finding, list, noSuch, type Path } from "./finding.ts";

/** `calendars`: ids of all there are. */
export const scheduleFindings = (agents: readonly Entry[], calendars: readonly string[], path: Path): Finding[] =>
  agents.flatMap((agent, index) => {
    const place = [...path, index];
    const changes = list(agent, "changes");
    const isScheduled = [agent, ...changes].some(({ schedule }) => typeof schedule === "string");
    const entries = [
      [agent, place] as const,
      ...changes.map((change, at) => [change, [...place, "changes", at]] as const),
    ];
    return entries.flatMap(([entry, at]): Finding[] => [
      ...unknownCalendar(entry, "schedule", calendars, at),
      ...unknownCalendar(entry, "breaks", calendars, at),
      ...(isScheduled || typeof entry.breaks !== "string" ? [] : [withoutWork(at)]),
    ]);
  });

function unknownCalendar(entry: Entry, key: string, known: readonly string[], path: Path): Finding[] {
  const value = entry[key];
  return typeof value === "string" && !known.includes(value) ? [noSuch("calendar", value, known, [...path, key])] : [];
}

const withoutWork = (path: Path): Finding => ({
  path: [...path, "breaks"],
  code: "breaks_without_schedule",
  message: "there is no work that these breaks lie in",
  fix: "Name the calendar of the agent's work as its schedule, or remove breaks.",
});
