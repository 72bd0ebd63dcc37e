/**
 * The dated settings of a site as they are in force: versions of policies by queue, membership of teams by agent, and when the next
 * of them changes. Asked for every stay that is folded, so nothing is searched where nothing changes.
 */
import {
  type AgentConfig,
  type Attribution,
  type Calendar,
  type CellKey,
  CHANNELS,
  type Channel,
  defaultVersions,
  inForce,
  policyVersions,
  type QueuePolicy,
  queueCell,
  type SiteConfig,
  type SitePolicy,
  sitePolicies,
} from "@floorwalker/domain";
import { TeamMoves } from "./team-moves.ts";

export class SitePolicies {
  /** Of the site's own numbers. */
  readonly site: readonly SitePolicy[];
  /** Where agents are present, by date. */
  readonly teams: TeamMoves;
  readonly #queues: ReadonlyMap<CellKey, readonly QueuePolicy[]>;
  readonly #defaults: Readonly<Record<Channel, readonly QueuePolicy[]>>;
  readonly #agents: ReadonlyMap<string, AgentConfig>;
  readonly #calendars: boolean;
  /** All moments at which something changes, in order. */
  readonly #dates: readonly number[];

  /** `attribution`: the installation's, for a site that says nothing else. `joined`: when agents were put into a team without a date. */
  constructor(config: SiteConfig, attribution: Attribution, joined: ReadonlyMap<string, number>) {
    this.site = sitePolicies(config, attribution);
    this.#queues = new Map(
      config.queues.map((queue) => [queueCell(queue.queue, queue.channel), policyVersions(queue, this.site)]),
    );
    this.#defaults = Object.fromEntries(
      CHANNELS.map((channel) => [channel, defaultVersions(channel, this.site)]),
    ) as unknown as Readonly<Record<Channel, readonly QueuePolicy[]>>;
    this.#agents = new Map(config.agents.map((agent) => [agent.agent, agent]));
    this.teams = new TeamMoves(config.agents, joined);
    const dates = new Set([
      ...[this.site, ...this.#queues.values()].flatMap((versions) => versions.slice(1).map(({ from }) => from)),
      ...this.teams.dates(),
      ...(config.goals ?? []).flatMap(({ changes }) => changes.map(({ from }) => from)),
    ]);
    this.#dates = [...dates].sort((a, b) => a - b);
    this.#calendars = [this.site, ...this.#queues.values()].some((versions) =>
      versions.some(({ hours }) => hours !== null),
    );
  }

  /** Of a queue; one that nobody configured has the defaults. */
  of(cell: CellKey, channel: Channel): readonly QueuePolicy[] {
    return this.#queues.get(cell) ?? this.#defaults[channel];
  }

  /** For which what he did then counts; null: for none. */
  teamOf(agent: string, at: number): string | null {
    const config = this.#agents.get(agent);
    if (config === undefined) return null;
    const move = config.moves?.findLast(({ from }) => from <= at);
    return move === undefined ? config.team : move.team;
  }

  /** The agent's team is not the same at all times. */
  hasMoved(agent: string): boolean {
    return this.#agents.get(agent)?.moves !== undefined;
  }

  /** Somewhere somebody is not always there. */
  get hasCalendars(): boolean {
    return this.#calendars;
  }

  /** Each once. */
  calendarsAt(at: number): ReadonlySet<Calendar> {
    const found = new Set<Calendar>();
    for (const versions of [this.site, ...this.#queues.values()]) {
      const { hours } = inForce<SitePolicy | QueuePolicy>(versions, at);
      if (hours !== null) found.add(hours);
    }
    return found;
  }

  /** Null: nothing changes any more. */
  nextChange(after: number): number | null {
    return this.#dates.find((date) => date > after) ?? null;
  }

  /** Something is another in (from, to] than it was at `from`. */
  changesWithin(from: number, to: number): boolean {
    const next = this.nextChange(from);
    return next !== null && next <= to;
  }
}
