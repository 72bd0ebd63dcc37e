/**
 * Of what a question asks, and in which row a cell counts: a queue without a channel is the sum over its channels, a department that
 * of its teams by the configuration.
 */
import {
  agentCell,
  agentQueueCell,
  type CellKey,
  CHANNELS,
  type Channel,
  cellName,
  channelCell,
  type NumbersOf,
  queueCell,
  SITE_CELL,
  type SiteConfig,
  tagCell,
  teamCell,
} from "@floorwalker/domain";
import type { HistoryQuery } from "@floorwalker/ports";
import { badParameter, HistoryError } from "./history-error.ts";

/** What a row is of, beside its site or region. */
export type RowScope = Readonly<Record<string, string>>;

export interface ScopeChoice {
  readonly of: HistoryQuery["of"];
  readonly kind: NumbersOf;
  /** Null: in none. */
  scopeOf(cell: CellKey): RowScope | null;
  /** How many rows an interval has at most; null: as many as there are cells. */
  readonly rows: number | null;
  /** Names of what a scope has, for the columns of CSV. */
  readonly names: readonly string[];
}

/** As they were written; several, or `*` for all. */
export type AskedNames = Readonly<
  Partial<Record<"queue" | "channel" | "team" | "agent" | "department" | "survey", readonly string[]>>
>;

const ALL = "*";

/** `sites`: whose configuration says what a department is. @throws HistoryError. */
export function scopeChoice(asked: AskedNames, sites: readonly SiteConfig[]): ScopeChoice {
  const given = (["queue", "team", "agent", "department", "survey"] as const).filter(
    (name) => asked[name] !== undefined,
  );
  const channels = asked.channel === undefined ? null : channelsOf(asked.channel);
  if (given.join() === "queue,agent") return ofAgentsInQueues(asked.agent!, asked.queue!, channels);
  if (given.length > 1)
    throw new HistoryError(
      400,
      "bad_parameter",
      `${given.join(" and ")} cannot be asked for together.`,
      "Ask for each by itself, or for agents in queues.",
    );
  const [by] = given;
  if (by === "queue") return ofQueues(asked.queue!, channels);
  if (by === undefined) return channels === null ? OF_SITE : ofChannels(channels);
  if (channels !== null)
    throw badParameter("channel", asked.channel!.join(), `Leave it out: nothing of a ${by} is kept by channel.`);
  if (by === "survey") return ofSurveys(asked.survey!);
  return by === "department" ? ofDepartments(asked.department!, sites) : ofNames(by, asked[by]!);
}

const OF_SITE: ScopeChoice = { of: { cells: [SITE_CELL] }, kind: "site", scopeOf: () => ({}), rows: 1, names: [] };

function channelsOf(asked: readonly string[]): readonly Channel[] {
  if (asked.includes(ALL)) return CHANNELS;
  for (const channel of asked)
    if (!(CHANNELS as readonly string[]).includes(channel))
      throw badParameter("channel", channel, `Use ${CHANNELS.join(", ")}, or * for each of them.`);
  return asked as readonly Channel[];
}

function ofChannels(channels: readonly Channel[]): ScopeChoice {
  const scopeOf = (cell: CellKey): RowScope | null => {
    const name = cellName(cell);
    return name.kind === "channel" ? { channel: name.channel } : null;
  };
  return {
    of: { cells: channels.map(channelCell) },
    kind: "channel",
    scopeOf,
    rows: channels.length,
    names: ["channel"],
  };
}

function ofQueues(queues: readonly string[], channels: readonly Channel[] | null): ScopeChoice {
  const wanted = channels ?? CHANNELS;
  const scopeOf = (cell: CellKey): RowScope | null => {
    const name = cellName(cell);
    if (name.kind !== "queue" || !wanted.includes(name.channel)) return null;
    return channels === null ? { queue: name.queue } : { queue: name.queue, channel: name.channel };
  };
  const shape = { kind: "queue", scopeOf, names: channels === null ? ["queue"] : ["queue", "channel"] } as const;
  if (queues.includes(ALL)) return { ...shape, of: { kind: "queue" }, rows: null };
  const cells = queues.flatMap((queue) => wanted.map((channel) => queueCell(queue, channel)));
  return { ...shape, of: { cells }, rows: channels === null ? queues.length : cells.length };
}

function ofNames(kind: "team" | "agent", asked: readonly string[]): ScopeChoice {
  const scopeOf = (cell: CellKey): RowScope | null => {
    const name = cellName(cell);
    if (name.kind === "team") return { team: name.team };
    return name.kind === "agent" ? { agent: name.agent } : null;
  };
  const shape = { kind, scopeOf, names: [kind] };
  if (asked.includes(ALL)) return { ...shape, of: { kind }, rows: null };
  const cells = asked.map(kind === "team" ? teamCell : agentCell);
  return { ...shape, of: { cells }, rows: cells.length };
}

/** Of sites that count surveys by name. */
function ofSurveys(asked: readonly string[]): ScopeChoice {
  const scopeOf = (cell: CellKey): RowScope | null => {
    const name = cellName(cell);
    return name.kind === "tag" && name.tag === "survey" ? { survey: name.value } : null;
  };
  const shape = { kind: "survey", scopeOf, names: ["survey"] } as const;
  if (asked.includes(ALL)) return { ...shape, of: { kind: "tag" }, rows: null };
  const cells = asked.map((survey) => tagCell("survey", survey));
  return { ...shape, of: { cells }, rows: cells.length };
}

/** Of sites that count agents by queue; without channels the sum over them. */
function ofAgentsInQueues(
  agents: readonly string[],
  queues: readonly string[],
  channels: readonly Channel[] | null,
): ScopeChoice {
  const wanted = channels ?? CHANNELS;
  const isAsked = (asked: readonly string[], name: string): boolean => asked.includes(ALL) || asked.includes(name);
  const scopeOf = (cell: CellKey): RowScope | null => {
    const name = cellName(cell);
    if (name.kind !== "agentQueue" || !wanted.includes(name.channel)) return null;
    const { agent, queue, channel } = name;
    if (!isAsked(agents, agent) || !isAsked(queues, queue)) return null;
    return channels === null ? { agent, queue } : { agent, queue, channel };
  };
  const names = ["agent", "queue", ...(channels === null ? [] : ["channel"])];
  const shape = { kind: "agentQueue", scopeOf, names } as const;
  if (agents.includes(ALL) || queues.includes(ALL)) return { ...shape, of: { kind: "agentQueue" }, rows: null };
  const cells = agents.flatMap((agent) =>
    queues.flatMap((queue) => wanted.map((channel) => agentQueueCell(agent, queue, channel))),
  );
  return { ...shape, of: { cells }, rows: channels === null ? agents.length * queues.length : cells.length };
}

function ofDepartments(asked: readonly string[], sites: readonly SiteConfig[]): ScopeChoice {
  const byQueues = sites.flatMap(({ departments = [] }) => departments.filter(({ queues }) => queues.length > 0));
  const teams = sites.flatMap((site) => site.teams);
  const known = [
    ...new Set([
      ...byQueues.map(({ department }) => department),
      ...teams.flatMap(({ department }) => department ?? []),
    ]),
  ];
  const wanted = asked.includes(ALL) ? known : asked;
  for (const department of wanted)
    if (!known.includes(department))
      throw new HistoryError(
        404,
        "unknown_department",
        `There is no department "${department}".`,
        known.length === 0 ? "The configuration has none." : `Use one of: ${known.sort().join(", ")}.`,
        "department",
      );
  const ofQueues = byQueues.filter(({ department }) => wanted.includes(department));
  const isOfQueues = (department: string): boolean => ofQueues.some((each) => each.department === department);
  if (ofQueues.length > 0 && !wanted.every(isOfQueues))
    throw badParameter(
      "department",
      wanted.join(),
      "Ask for departments that are defined by their queues, and for those of teams, each by themselves: other KPIs can be told of them.",
    );
  const departmentOf = new Map<CellKey, string>(
    ofQueues.length > 0
      ? ofQueues.flatMap(({ department, queues }) =>
          queues.flatMap((queue) => CHANNELS.map((channel) => [queueCell(queue, channel), department] as const)),
        )
      : teams
          .filter(({ department }) => department !== null && wanted.includes(department))
          .map(({ team, department }) => [teamCell(team), department!] as const),
  );
  const scopeOf = (cell: CellKey): RowScope | null => {
    const department = departmentOf.get(cell);
    return department === undefined ? null : { department };
  };
  const kind = ofQueues.length > 0 ? "queue" : "team";
  return { of: { cells: [...departmentOf.keys()] }, kind, scopeOf, rows: wanted.length, names: ["department"] };
}
