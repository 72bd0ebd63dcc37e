/** Queues to teams and a team's agents to channels. A site without agents gets some, so that it lives all the same. */
import { CHANNELS, type Channel, type QueueConfig, type SiteConfig } from "@floorwalker/domain";

/** Agents of one team on one channel and the queues they own. */
export interface TeamShare {
  readonly team: string;
  readonly channel: Channel;
  readonly queues: string[];
  readonly agents: string[];
}

interface Team {
  readonly team: string;
  readonly words: ReadonlySet<string>;
  readonly agents: readonly string[];
  readonly queues: QueueConfig[];
}

/** What a queue asks of a team, and how many agents it gets where none are configured. */
const WEIGHT: Readonly<Record<Channel, number>> = { call: 10, chat: 5, email: 3 };

export function assignTeams(site: SiteConfig): readonly TeamShare[] {
  if (site.queues.length === 0) return [];
  const teams = teamsOf(site);
  for (const queue of site.queues) {
    const words = wordsOf(queue.queue, queue.title);
    const best = teams
      .map((team) => ({ team, match: [...words].filter((word) => team.words.has(word)).length }))
      .sort((a, b) => b.match - a.match || busyness(a.team) - busyness(b.team));
    best[0]!.team.queues.push(queue);
  }
  // A team that got nothing helps the busiest.
  for (const team of teams)
    if (team.queues.length === 0) {
      const busiest = [...teams].sort((a, b) => busyness(b) - busyness(a))[0]!;
      team.queues.push(...busiest.queues);
    }
  const shares = teams.flatMap(divide);
  return shares.filter((share) => share.agents.length > 0);
}

function teamsOf(site: SiteConfig): Team[] {
  if (site.agents.length === 0) {
    const count = site.queues.reduce((sum, queue) => sum + WEIGHT[queue.channel], 0);
    const agents = Array.from({ length: count }, (_, index) => `agent-${String(index + 1).padStart(2, "0")}`);
    return [{ team: "floor", words: new Set(), agents, queues: [] }];
  }
  const ids = [...new Set(site.agents.map((agent) => agent.team ?? ""))];
  return ids.map((id) => ({
    team: id,
    words: wordsOf(id, site.teams.find((team) => team.team === id)?.title ?? ""),
    agents: site.agents.filter((agent) => (agent.team ?? "") === id).map((agent) => agent.agent),
    queues: [],
  }));
}

/** Channels take the team's agents by weight, everyone at least one while there are enough. */
function divide(team: Team): TeamShare[] {
  const channels = CHANNELS.filter((channel) => team.queues.some((queue) => queue.channel === channel));
  const weightOf = (channel: Channel): number =>
    team.queues.filter((queue) => queue.channel === channel).reduce((sum) => sum + WEIGHT[channel], 0);
  let agentsLeft = team.agents.length;
  let weightLeft = channels.reduce((sum, channel) => sum + weightOf(channel), 0);
  let taken = 0;
  return channels.map((channel, index) => {
    const after = channels.length - index - 1;
    const fair = Math.round((agentsLeft * weightOf(channel)) / weightLeft);
    const count = Math.max(
      0,
      Math.min(Math.max(1, fair), after === 0 ? agentsLeft : Math.max(1, agentsLeft - after), agentsLeft),
    );
    const agents = team.agents.slice(taken, taken + count);
    taken += count;
    agentsLeft -= count;
    weightLeft -= weightOf(channel);
    const queues = team.queues.filter((queue) => queue.channel === channel).map((queue) => queue.queue);
    return { team: team.team, channel, queues, agents };
  });
}

const busyness = (team: Team): number =>
  team.queues.reduce((sum, queue) => sum + WEIGHT[queue.channel], 0) / Math.max(1, team.agents.length);

const wordsOf = (...names: readonly string[]): ReadonlySet<string> =>
  new Set(names.flatMap((name) => name.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length > 2));
