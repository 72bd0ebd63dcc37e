/**
 * What of a site's configuration judges segments and says whose team is which, by what it is of: in one plain form that is stored and
 * compared. Only what changes with a date is in it (rule 30). A calendar is named; its weekly hours are settings of their own, its
 * holidays and exceptions have dates themselves.
 */
import {
  type AgentConfig,
  Calendar,
  type Channel,
  DEFAULT_POLICY,
  NOTHING_SPECIAL,
  type QueueConfig,
  type SiteConfig,
} from "@floorwalker/domain";
import { type GoalKey, keyOfGoal, targetOf, withGoal } from "./goal-settings.ts";

export type Settings = Readonly<Record<string, number | string | null>>;
export type DatedChange = Settings & { readonly from: number };

export interface DatedSettings {
  /** In force since ever. */
  readonly first: Settings;
  /** In order of their dates. */
  readonly changes: readonly DatedChange[];
}

/** What they are of: parts of a row's key. */
export type SettingsOf =
  | readonly ["site"]
  | readonly ["queue", queue: string, channel: Channel]
  | readonly ["team", agent: string]
  | readonly ["calendar", id: string]
  | GoalKey;

type Calendars = ReadonlyMap<string, Calendar>;

export function datedSettings(config: SiteConfig): readonly (readonly [SettingsOf, DatedSettings])[] {
  const { policy, attribution = null, calendar = null, lowScore = null, firstContactMs = null, changes = [] } = config;
  return [
    [["site"], plain({ policy, attribution, calendar, lowScore, firstContactMs }, changes)],
    ...config.queues.map((each) => {
      const { queue, channel, thresholdMs, shortAbandonMs, target, calendar: hours = null, changes: own = [] } = each;
      const first = { thresholdMs, shortAbandonMs, policy: each.policy, target, calendar: hours };
      return [["queue", queue, channel], plain(first, own)] as const;
    }),
    ...config.agents
      .filter(({ team, moves = [] }) => team !== null || moves.length > 0)
      .map(({ agent, team, moves = [] }) => [["team", agent], plain({ team }, moves)] as const),
    ...[...calendarsOf(config).values()].map(({ hours: { id, zone, weekly } }) => {
      return [["calendar", id], plain({ zone, weekly: JSON.stringify(weekly) }, [])] as const;
    }),
    ...(config.goals ?? []).map((goal) => [keyOfGoal(goal), plain(targetOf(goal), goal.changes)] as const),
  ];
}

/** Those that something of the site runs in, by id. */
export function calendarsOf({ calendar, changes = [], queues }: SiteConfig): Calendars {
  const used = [calendar, ...changes.map((change) => change.calendar)];
  for (const queue of queues) used.push(queue.calendar, ...(queue.changes ?? []).map((change) => change.calendar));
  return new Map(used.flatMap((each): [string, Calendar][] => (each === undefined ? [] : [[each.hours.id, each]])));
}

/** A calendar by the weekly hours that are stored, with the holidays and exceptions of `now`, where there still is one. */
export function storedCalendar(
  id: string,
  { first: { zone, weekly } }: DatedSettings,
  now: Calendar | undefined,
): Calendar {
  const special = now?.hours.special ?? NOTHING_SPECIAL;
  return new Calendar({ id, zone: zone as string, weekly: JSON.parse(weekly as string), special });
}

/** Of a site: absent where it does not say them. */
const UNSAID: ReadonlySet<string> = new Set(["attribution", "lowScore", "firstContactMs"]);

/** The configuration with these in the place of its own; of what it does not list any more: as it was configured. */
export function withSettings(
  config: SiteConfig,
  of: SettingsOf,
  settings: DatedSettings,
  calendars: Calendars,
): SiteConfig {
  const revived = (each: Settings): Settings => {
    const { calendar, ...rest } = each;
    const known = typeof calendar === "string" ? calendars.get(calendar) : undefined;
    return known === undefined ? rest : ({ ...rest, calendar: known } as unknown as Settings);
  };
  const [first, changes] = [revived(settings.first), settings.changes.map(revived)];
  if (of[0] === "site") {
    const { attribution: _by, calendar: _hours, lowScore: _low, firstContactMs: _within, ...rest } = config;
    const said = Object.entries(first).filter(([key, value]) => value !== null || !UNSAID.has(key));
    return { ...rest, ...Object.fromEntries(said), changes } as unknown as SiteConfig;
  }
  if (of[0] === "queue") {
    const [, queue, channel] = of;
    const isIt = (each: QueueConfig): boolean => each.queue === queue && each.channel === channel;
    const known = config.queues.find(isIt) ?? { ...DEFAULT_POLICY[channel], queue, channel, title: queue };
    const { calendar: _hours, ...rest } = known as QueueConfig;
    const others = config.queues.filter((each) => !isIt(each));
    return { ...config, queues: [...others, { ...rest, ...first, changes } as unknown as QueueConfig] };
  }
  if (of[0] === "calendar") return withCalendar(config, calendars.get(of[1])!);
  if (of[0] === "goal") return withGoal(config, of, settings.first, settings.changes);
  const [, agent] = of;
  const known = config.agents.find((each) => each.agent === agent) ?? { agent, name: agent };
  const others = config.agents.filter((each) => each.agent !== agent);
  return { ...config, agents: [...others, { ...known, ...first, moves: changes } as unknown as AgentConfig] };
}

/** Wherever it runs. */
function withCalendar(config: SiteConfig, calendar: Calendar): SiteConfig {
  const as = <T extends { readonly calendar?: Calendar }>(each: T): T =>
    each.calendar?.hours.id === calendar.hours.id ? { ...each, calendar } : each;
  const { changes = [], queues } = config;
  const ofQueues = queues.map((queue) => as({ ...queue, changes: (queue.changes ?? []).map(as) }));
  return { ...as(config), changes: changes.map(as), queues: ofQueues };
}

/** Keys in one order: equal settings are equal texts. */
const plain = (first: object, changes: readonly object[]): DatedSettings => ({
  first: sorted(first),
  changes: changes.map((change) => sorted(change) as DatedChange),
});

const sorted = (settings: object): Settings =>
  Object.fromEntries(
    Object.entries(settings)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, value instanceof Calendar ? value.hours.id : value]),
  ) as Settings;
