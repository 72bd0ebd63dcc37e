/** Whose team an agent is in, by the configuration's dates (issue 8, "Organisation"). */
import type { SiteConfig } from "@floorwalker/domain";
import { agentTimes, type Stretch } from "./agent-times.ts";
import type { Numbers } from "./oracle.ts";

/** Null: in none, or nobody knows him. */
export function teamOf(agent: string, at: number, { agents }: SiteConfig): string | null {
  const known = agents.find((each) => each.agent === agent);
  if (known === undefined) return null;
  const moved = (known.moves ?? []).filter(({ from }) => from <= at);
  return moved.length === 0 ? known.team : moved.at(-1)!.team;
}

/** Seconds of [from, to) that he spent in each state while he was in the team. */
export function timesIn(
  team: string | null,
  agent: string,
  stretches: readonly Stretch[],
  from: number,
  to: number,
  site: SiteConfig,
): Numbers {
  const moves = site.agents.find((each) => each.agent === agent)?.moves ?? [];
  const edges = [from, ...moves.map((move) => move.from).filter((at) => at > from && at < to), to];
  const times: Record<string, number> = {};
  for (let index = 1; index < edges.length; index++) {
    if (teamOf(agent, edges[index - 1]!, site) !== team) continue;
    const part = agentTimes(stretches, edges[index - 1]!, edges[index]!);
    for (const [what, seconds] of Object.entries(part)) times[what] = (times[what] ?? 0) + seconds!;
  }
  return times;
}
