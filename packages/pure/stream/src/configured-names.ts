/**
 * A site's configuration by name. An event, a tick and a row cost the same in a site of ten queues and of ten thousand
 * agents only because nothing on their way looks through a list: whoever needs what is configured for a name asks here.
 */
import {
  type AgentConfig,
  type CellKey,
  type Channel,
  DEFAULT_POLICY,
  DEFAULT_TARGET,
  type DepartmentConfig,
  OTHER_REASON,
  type QueueConfig,
  queueCell,
  type ReasonConfig,
  type SiteConfig,
  type TeamConfig,
} from "@floorwalker/domain";

export type KnownQueue = QueueConfig & { readonly configured: boolean };

export class ConfiguredNames {
  readonly #queues: ReadonlyMap<CellKey, KnownQueue>;
  readonly #agents: ReadonlyMap<string, AgentConfig>;
  readonly #aliases: ReadonlyMap<string, string>;
  readonly #reasons: ReadonlyMap<string, ReasonConfig>;
  readonly #surveys: ReadonlyMap<string, string>;

  readonly #teams: ReadonlyMap<string, TeamConfig>;

  readonly #departments: ReadonlyMap<string, DepartmentConfig>;
  readonly #departmentsOf: ReadonlyMap<string, DepartmentConfig>;

  constructor({ queues, agents, teams, departments = [], reasons = [], surveys = [] }: SiteConfig) {
    this.#departments = new Map(departments.map((config) => [config.department, config]));
    this.#departmentsOf = new Map(departments.flatMap((config) => config.queues.map((queue) => [queue, config])));
    this.#teams = new Map(teams.map((config) => [config.team, config]));
    this.#queues = new Map(
      queues.map((config) => [queueCell(config.queue, config.channel), { ...config, configured: true }]),
    );
    this.#reasons = new Map(reasons.map((config) => [config.reason, config]));
    this.#surveys = new Map(surveys.map(({ survey, title }) => [survey, title]));
    this.#agents = new Map(agents.map((config) => [config.agent, config]));
    this.#aliases = new Map(
      agents.flatMap(({ agent, aliases = [] }) => aliases.map((alias): [string, string] => [alias, agent])),
    );
  }

  /** Null: not configured. */
  queue(cell: CellKey): KnownQueue | null {
    return this.#queues.get(cell) ?? null;
  }

  /** Configured, or the defaults with `configured` false. */
  queueOrDefault(queue: string, channel: Channel, cell = queueCell(queue, channel)): KnownQueue {
    const known = this.#queues.get(cell);
    if (known !== undefined) return known;
    return {
      ...DEFAULT_POLICY[channel],
      queue,
      channel,
      title: queue,
      policy: null,
      target: DEFAULT_TARGET,
      configured: false,
    };
  }

  /** One of several names of an agent → the one he is configured under; any other as it is. */
  agentOf(name: string): string {
    return this.#aliases.get(name) ?? name;
  }

  /** The reason that a contact counts for: its own or `other`; null where none is configured. */
  reasonOf(told: string): string | null {
    if (this.#reasons.size === 0) return null;
    return this.#reasons.has(told) ? told : OTHER_REASON;
  }

  /** As shown. */
  titleOfReason(reason: string): string {
    return this.#reasons.get(reason)?.title ?? reason;
  }

  /** As shown. */
  titleOfSurvey(survey: string): string {
    return this.#surveys.get(survey) ?? survey;
  }

  /** Null: not configured. */
  agent(agent: string): AgentConfig | null {
    return this.#agents.get(agent) ?? null;
  }

  /** Null: not configured. */
  team(team: string): TeamConfig | null {
    return this.#teams.get(team) ?? null;
  }

  /** What is configured of it, or its name alone; null: of none. */
  department(department: string | null): DepartmentConfig | null {
    if (department === null) return null;
    return this.#departments.get(department) ?? { department, title: department, queues: [] };
  }

  /** That the queue defines; null: none. */
  departmentOf(queue: string): DepartmentConfig | null {
    return this.#departmentsOf.get(queue) ?? null;
  }
}
