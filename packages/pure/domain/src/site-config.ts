import type { AgentPlan } from "./agent/agent-plan.ts";
import type { AlertRule } from "./alert/rule.ts";
import type { BacklogBounds } from "./backlog/backlog-bounds.ts";
import type { Calendar } from "./calendar/calendar.ts";
import type { Change } from "./dated.ts";
import type { Channel } from "./event.ts";
import type { Goal } from "./goal/goal.ts";
import type { ServiceLevelPolicyId } from "./kpi/service-level.ts";
import type { Attribution, QueueSettings } from "./policy.ts";
import type { QueueChange, SiteChange } from "./policy-versions.ts";
import type { ReportPlan } from "./report/report-plan.ts";

/** One contact centre as configured: what the numbers need to know about it. `@floorwalker/runtime` parses it from YAML. */
export interface SiteConfig {
  readonly id: string;
  readonly name: string;
  /** IANA zone: intervals and the business day are cut in it. */
  readonly zone: string;
  readonly region: string | null;
  /** A simulated site: every screen says so. */
  readonly demo: boolean;
  readonly queues: readonly QueueConfig[];
  readonly agents: readonly AgentConfig[];
  readonly teams: readonly TeamConfig[];
  /** What contacts may be about: each is counted for itself, what is not among them together as `other`. Absent: nothing is. */
  readonly reasons?: readonly ReasonConfig[];
  /** Which surveys are counted by name: each for itself, what is not among them together as `other`. Absent: none is. */
  readonly surveys?: readonly SurveyConfig[];
  /** Absent: as its teams name them. */
  readonly departments?: readonly DepartmentConfig[];
  readonly sources: readonly SourceConfig[];
  readonly rules: readonly AlertRule[];
  /** By their names, those that a rule may name; absent: none. */
  readonly calendars?: ReadonlyMap<string, Calendar>;
  /** Beside the targets of queues; absent: none. */
  readonly goals?: readonly Goal[];
  /** Absent: nobody gets one. */
  readonly report?: ReportPlan;
  /** Who hears of the rules that nobody wrote; without any they are on the board and in the metrics only. */
  readonly defaultReceivers: readonly string[];
  /** The formula of the site's own service level, and of queues without one. */
  readonly policy: ServiceLevelPolicyId;
  /** Absent: the installation's. */
  readonly attribution?: Attribution;
  /** In order of their dates. */
  readonly changes?: readonly SiteChange[];
  /** When somebody is there, where a queue does not say otherwise; absent: always. */
  readonly calendar?: Calendar;
  /** A sign-in that only work or a pause implies lasts so long without a sign of the agent, ms; absent: 30 min. */
  readonly impliedPresenceMs?: number;
  /** An agent has one line: his next call ends an earlier one whose end nobody told. Absent: no, some phones ring busy agents too. */
  readonly oneCallPerAgent?: boolean;
  /** What agents do is counted by queue and channel, too. Absent: it is not, that costs a cell for each queue an agent works in. */
  readonly agentsByQueue?: boolean;
  /** A satisfaction up to here, on 1–5, is low. Absent: 2. */
  readonly lowScore?: number;
  /** A customer who comes again about the same within so long after a contact began had it not resolved, ms. Absent: 7 days. */
  readonly firstContactMs?: number;
  /** What differs from the installation's. */
  readonly limits?: Partial<Limits>;
}

/**
 * How much of what nobody configured is taken in: names per site, sites per partition, and the events of one contact. Beyond them an event
 * is refused (dead letter `too_many_…`). Contacts by customer are no events: beyond them first contacts are not known.
 */
export interface Limits {
  readonly queue: number;
  readonly agent: number;
  readonly source: number;
  readonly site: number;
  readonly contactEvents: number;
  /** Contacts that are kept by customer, of a site. */
  readonly customerContacts: number;
}

export const DEFAULT_LIMITS: Limits = {
  queue: 200,
  agent: 2_000,
  source: 100,
  site: 100,
  contactEvents: 2_000,
  customerContacts: 500_000,
};

export interface QueueConfig extends QueueSettings {
  readonly queue: string;
  readonly channel: Channel;
  /** As shown; the queue's id when not given. */
  readonly title: string;
  /** Null: the site's. */
  readonly policy: ServiceLevelPolicyId | null;
  /** Share to reach, 0–1. */
  readonly target: number;
  /** When somebody is there; absent: always. */
  readonly calendar?: Calendar;
  /** Of a queue of chats: how many an agent has at once; absent: nobody said. For planning alone: no number is counted by it. */
  readonly concurrency?: number;
  /** Where the parts of its backlog begin; absent: by its threshold. */
  readonly backlog?: BacklogBounds;
  /** In order of their dates. */
  readonly changes?: readonly QueueChange[];
}

export interface SourceConfig {
  /** As in the events' `source`. */
  readonly source: string;
  /** Null: nobody expects to hear of it; it is never silent and holds up no watermark. Absent: 60 s with heartbeats, else 15 min. */
  readonly silentAfterMs?: number | null;
}

export interface AgentConfig {
  readonly agent: string;
  /** What else sources call him: interfaces, extensions, other systems' ids. All of them are one agent. */
  readonly aliases?: readonly string[];
  readonly name: string;
  readonly team: string | null;
  /** Which he serves; absent: his team's. */
  readonly queues?: readonly ServedQueue[];
  /** To other teams, in order of their dates. */
  readonly moves?: readonly Move[];
  /** When he is to work and to pause, in order; absent: the configuration does not say. */
  readonly schedule?: readonly AgentPlan[];
}

/** From that moment on an agent is in another team, or in none. */
export interface Move extends Change {
  readonly team: string | null;
}

export interface DepartmentConfig {
  readonly department: string;
  readonly title: string;
  /** By which it is defined, on all channels; empty: by its teams. */
  readonly queues: readonly string[];
}

export interface TeamConfig {
  readonly team: string;
  readonly title: string;
  readonly department: string | null;
  /** Which its agents serve, where they do not say otherwise; absent: nobody said. */
  readonly queues?: readonly ServedQueue[];
}

export interface ServedQueue {
  readonly queue: string;
  /** Null: on every one. */
  readonly channel: Channel | null;
}

export interface ReasonConfig {
  /** As in the events' `contactreason`. */
  readonly reason: string;
  readonly title: string;
}

export interface SurveyConfig {
  /** As in the events' `data.survey`. */
  readonly survey: string;
  readonly title: string;
}

/** Where a contact counts whose reason is not configured. */
export const OTHER_REASON = "other";

/** As what a survey is counted that is not configured, or has no name. */
export const OTHER_SURVEY = "other";

export const LOW_SCORE = 2;

export const FIRST_CONTACT_MS = 7 * 86_400_000;

export const IMPLIED_PRESENCE_MS = 1_800_000;

/** A site nobody configured: UTC, defaults, every queue unconfigured. */
export const unconfiguredSite = (id: string): SiteConfig => ({
  id,
  name: id,
  zone: "UTC",
  region: null,
  demo: false,
  queues: [],
  agents: [],
  teams: [],
  sources: [],
  rules: [],
  defaultReceivers: [],
  policy: "short-abandons-excluded",
});
