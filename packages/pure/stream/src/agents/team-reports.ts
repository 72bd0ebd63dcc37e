/** What teams did over past spans: a part of a site's report. An agent counts for the team that he was in then. */
import { AGENT_TIME, cellName, teamCell } from "@floorwalker/domain";
import { byName } from "../by-name.ts";
import { hasNumbers } from "../cells/cell.ts";
import { isMature } from "../customers/is-mature.ts";
import { agentsBy } from "../site-reader.ts";
import type { SiteState } from "../site-state.ts";
import { agentTimes } from "./agent-times.ts";
import { type DoneReport, doneReport } from "./done-report.ts";

interface Reported {
  readonly from: number;
  readonly to: number;
}

/** Of spans in order. */
export function teamReports(site: SiteState, spans: readonly Reported[]): Record<string, DoneReport>[] {
  const reports = spans.map(() => byName<DoneReport>());
  for (const team of teamsOf(site)) {
    const cell = site.cells.get(teamCell(team));
    const present = site.agents.presence.in(team);
    if (!hasNumbers(cell) && present.every((count) => count === 0)) continue;
    const sums = spans.map(({ from, to }) => cell.between(from, to));
    const times = agentTimes(cell, present, spans, sums, site.context.clock);
    spans.forEach(({ to }, index) => {
      const { counters } = sums[index]!;
      const { time, atEnd } = times[index]!;
      AGENT_TIME.forEach((of, at) => {
        counters[of.time] = time[at]!;
      });
      reports[index]![team] = doneReport("team", counters, to, agentsBy(atEnd), isMature(site.context, to));
    });
  }
  return reports;
}

function teamsOf({ agents, cells }: SiteState): string[] {
  const teams = new Set(agents.presence.teams());
  for (const key of cells.keys()) {
    const name = cellName(key);
    if (name.kind === "team") teams.add(name.team);
  }
  return [...teams].sort();
}
