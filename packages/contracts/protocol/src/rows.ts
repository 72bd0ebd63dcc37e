/**
 * The rows of the views, as a gateway makes them of what the owner of a site writes (`docs/spec/view-rows.md`). Times are epoch ms, durations
 * seconds, ratios 0–1 unrounded, null where undefined. A KPI or counter over a span is a field `<id>.<window>`, for the
 * windows 5m 15m 30m 60m day: `serviceLevel.60m`, `offered.day`. Fields about now have no suffix. An id is only a name:
 * what it is about is in the fields (a colon in a site's or rule's own id is escaped there). Of queue and site `policies.<window>` names
 * the versions of the policy that judged what the window counts, the oldest first, by spaces: `20s-5s-answered-only 30s-5s-answered-only`.
 */
export type {
  AgentAlertRow,
  AlertRow,
  BudgetAlertRow,
  ContactAlertRow,
  KpiAlertRow,
  SourceAlertRow,
} from "./alert/alert-row.ts";

/** `site:<site>`: now + `<kpi>.<window>`. */
export interface SiteRow {
  readonly id: string;
  readonly kind: "site";
  readonly site: string;
  readonly name: string;
  /** Null: it is in none. */
  readonly region: string | null;
  readonly zone: string;
  readonly demo: boolean;
  /** Event time up to which every source has been heard; null before the first event. */
  readonly watermark: number | null;
  /** Newest event of the site. */
  readonly lastEventAt: number | null;
  /** Start of the site's business day. */
  readonly dayFrom: number;
  readonly waiting: number;
  readonly waitingPastThreshold: number;
  readonly oldestQueuedAt: number | null;
  readonly agentsIdle: number;
  readonly agentsOnContact: number;
  readonly agentsWrapUp: number;
  readonly agentsPaused: number;
  /** What the paused ones are paused for, where it was told: JSON, `[[reason, how many], …]`, the five most frequent first; null: nothing was. */
  readonly agentsPausedFor: string | null;
  readonly agentsSignedIn: number;
  readonly unconfiguredQueues: number;
  /** Kinds of names (queue, agent, source) of which the site takes no unconfigured ones any more, by spaces; null: none. */
  readonly refusing: string | null;
  readonly catchingUp: boolean;
  /** As of a queue, by the site's own calendar. */
  readonly open: boolean | null;
  readonly opensAt: number | null;
  readonly closesAt: number | null;
  /** As of a queue, over all queues of the site. */
  readonly staleSince: number | null;
  readonly silentSource: string | null;
}

/**
 * `queue:<site>:<queue>:<channel>`: now + `<kpi>.<window>`. Beside the KPIs `decided.<window>` and `inTime.<window>`: what
 * `serviceLevelNow` divides by, and what of it was in time; contacts short of the target are reckoned from these two.
 */
export interface QueueRow {
  readonly id: string;
  readonly kind: "queue";
  readonly site: string;
  readonly queue: string;
  readonly channel: string;
  readonly title: string;
  /** That it defines; null: none. */
  readonly department: string | null;
  /** False: the configuration does not know this queue; defaults apply. */
  readonly configured: boolean;
  /** Formula of the version in force now. */
  readonly policy: string;
  /** Of that version: a window may have others, see `policies.<window>`. */
  readonly thresholdSeconds: number;
  /** Service level to reach, 0–1. */
  readonly target: number;
  /** Somebody is there, by the queue's calendar; null: it has none. */
  readonly open: boolean | null;
  /** When it opens next; null: it is open, has no calendar, or does not open within three years. */
  readonly opensAt: number | null;
  /** When it closes; null: it is closed, has no calendar, or is open for a week on end. */
  readonly closesAt: number | null;
  readonly lastEventAt: number | null;
  readonly waiting: number;
  readonly waitingPastThreshold: number;
  /** `queued` time of the one waiting longest: the board lets it tick. */
  readonly oldestQueuedAt: number | null;
  /** Of `waiting`, by how long they have waited in the time of their promise; the bounds between the parts are `backlogAges`. */
  readonly backlogAge1: number;
  readonly backlogAge2: number;
  readonly backlogAge3: number;
  readonly backlogAge4: number;
  /** Of `waiting`, by how long until they are due; the bounds between the last three are `backlogDues`. */
  readonly backlogOverdue: number;
  readonly backlogDue1: number;
  readonly backlogDue2: number;
  readonly backlogDue3: number;
  /** JSON: three ascending bounds, seconds. */
  readonly backlogAges: string;
  /** JSON: two. */
  readonly backlogDues: string;
  /** Segments being handled now. */
  readonly talking: number;
  /** How many sources were heard to tell of this queue. */
  readonly sources: number;
  /** Last event of the source of this queue that is silent longest; null: none is. Waits stand still at this time. */
  readonly staleSince: number | null;
  /** That source; null exactly when `staleSince` is. */
  readonly silentSource: string | null;
}

/**
 * `team:<site>:<team>`: now + `<kpi>.<window>`, of what its agents did while they were in it: who moves counts for both teams, each in
 * its time. Nobody is offered to a team: service level is what was answered in time of what was answered, by every formula.
 */
export interface TeamRow {
  readonly id: string;
  readonly kind: "team";
  readonly site: string;
  readonly team: string;
  readonly title: string;
  readonly department: string | null;
  /** The moment that time in state is told up to: told anew every 10 s while somebody was there in the last hour. */
  readonly asOf: number;
  readonly agentsIdle: number;
  readonly agentsOnContact: number;
  readonly agentsWrapUp: number;
  readonly agentsPaused: number;
  readonly agentsSignedIn: number;
}

/**
 * `department:<site>:<department>`: now + `<kpi>.<window>`, its teams together; one that the configuration defines by queues has what
 * happened in those (every KPI of a site), and of its teams how they are and how they spent their time.
 */
export interface DepartmentRow {
  readonly id: string;
  readonly kind: "department";
  readonly site: string;
  readonly department: string;
  readonly title: string;
  /** How many are in it. */
  readonly teams: number;
  /** By how many it is defined; 0: by its teams. */
  readonly queues: number;
  /** The oldest moment that one of them is told as of. */
  readonly asOf: number;
  readonly agentsIdle: number;
  readonly agentsOnContact: number;
  readonly agentsWrapUp: number;
  readonly agentsPaused: number;
  readonly agentsSignedIn: number;
  /** Of one that queues define; absent: nobody waits for a team. */
  readonly waiting?: number;
  readonly waitingPastThreshold?: number;
  readonly oldestQueuedAt?: number | null;
}

/** `region:<region>`: now + `<kpi>.<window>`, as one site that had all of its sites' events. */
export interface RegionRow {
  readonly id: string;
  readonly kind: "region";
  readonly region: string;
  /** How many are in the numbers. */
  readonly sites: number;
  /** Those that are not: their owner could not go on with them. */
  readonly stoppedSites: number;
  /** By spaces. `<kpi>.day` is the sum of the sites' own days. */
  readonly zones: string;
  /** The oldest moment that one of them is told as of. */
  readonly asOf: number;
  /** The earliest of those sites that have one. */
  readonly watermark: number | null;
  readonly lastEventAt: number | null;
  /** When the first of the sites' days began, and the last. */
  readonly dayFrom: number | null;
  readonly dayFromLast: number | null;
  readonly waiting: number;
  readonly waitingPastThreshold: number;
  readonly oldestQueuedAt: number | null;
  readonly agentsIdle: number;
  readonly agentsOnContact: number;
  readonly agentsWrapUp: number;
  readonly agentsPaused: number;
  readonly agentsSignedIn: number;
  /** Of one of them at least. */
  readonly catchingUp: boolean;
  /** How many have a silent source; the next three are of the one that is silent longest, null: none is. */
  readonly staleSites: number;
  readonly staleSite: string | null;
  readonly staleSince: number | null;
  readonly silentSource: string | null;
}

/** `agent:<site>:<agent>`: now + `<kpi>.day`; only in the view `agents`. */
export interface AgentRow {
  readonly id: string;
  readonly kind: "agent";
  readonly site: string;
  readonly agent: string;
  readonly name: string;
  readonly team: string | null;
  /** `absent`: signed out, and scheduled to be there. */
  readonly state: "idle" | "onContact" | "wrapUp" | "paused" | "absent";
  /** Of a pause: with its present reason. */
  readonly since: number;
  /** What he is scheduled to do now; null: nothing. */
  readonly scheduled: "working" | "paused" | null;
  /** Since when there has been something, without a gap; null: nothing is scheduled now. */
  readonly scheduledSince: number | null;
  /** Of a pause, where the source gave one; null in every other state. */
  readonly reason: string | null;
  /** Nobody told that the agent signed in: work or a pause shows it. */
  readonly implied: boolean;
  /** The moment that the day's time in state is told up to; what the agent is doing goes on from there. */
  readonly asOf: number;
}

/**
 * `agentQueue:<site>:<agent>:<queue>:<channel>`; only in the view `agentQueues`, of a site that counts agents by queue: what an agent did
 * of one queue today. Beside these the KPIs of an agent over the day, `<kpi>.day`, but for those of agents' time, which is of no queue.
 */
export interface AgentQueueRow {
  readonly id: string;
  readonly kind: "agentQueue";
  readonly site: string;
  readonly agent: string;
  readonly name: string;
  readonly queue: string;
  readonly channel: string;
  /** The moment that the day is told up to. */
  readonly asOf: number;
}

/**
 * `reason:<site>:<reason>`; only in the view `reasons`: what contacts are about, over all queues and channels; `other` is what the
 * configuration does not list. Beside these the KPIs of a queue over the day, `<kpi>.day`, by the site's formula.
 */
export interface ReasonRow {
  readonly id: string;
  readonly kind: "reason";
  readonly site: string;
  readonly reason: string;
  readonly title: string;
  readonly waiting: number;
  readonly waitingPastThreshold: number;
  readonly oldestQueuedAt: number | null;
}

/**
 * `survey:<site>:<survey>`; only in the view `surveys`: what customers answered to one survey by its name, over all queues and channels;
 * `other` is what the configuration does not list. Beside these the KPIs of surveys over the day, `<kpi>.day`.
 */
export interface SurveyRow {
  readonly id: string;
  readonly kind: "survey";
  readonly site: string;
  readonly survey: string;
  readonly title: string;
}

/** `source:<site>:<source>`. */
export interface SourceRow {
  readonly id: string;
  readonly kind: "source";
  readonly site: string;
  readonly source: string;
  readonly lastEventAt: number;
  /** `lastEventAt` once it was not heard of for longer than `silentAfterSeconds`; null while it speaks. */
  readonly silentSince: number | null;
  /** 60 with heartbeats, else 900, or as configured; null: it is never missed. */
  readonly silentAfterSeconds: number | null;
}

/**
 * One KPI of one closed interval that was shown and is another now; only in the view `restatements`, which has the newest of the last
 * 24 hours. Of what: the queue and channel, channel, agent, team or tag that is not null, else the whole site.
 */
export interface RestatementRow {
  readonly id: string;
  readonly kind: "restatement";
  readonly site: string;
  readonly queue: string | null;
  readonly channel: string | null;
  readonly agent: string | null;
  readonly team: string | null;
  /** `reason`: of contacts that are about `value`; `survey`: of the survey of that name. */
  readonly tag: string | null;
  readonly value: string | null;
  readonly kpi: string;
  readonly interval: "15m" | "day";
  /** When the interval begins. */
  readonly from: number;
  readonly before: number | null;
  readonly after: number | null;
  /** How many events changed the interval between the two; 0: time alone did; null: nobody counted them. */
  readonly events: number | null;
  /** When it was told, cut to the minute. */
  readonly at: number;
}

/** `goals:<site>`: the goals in force, but for the targets of queues; in no view, for whoever reckons with them. */
export interface GoalsRow {
  readonly id: string;
  readonly kind: "goals";
  readonly site: string;
  /** JSON: a list of `Goal` (`@floorwalker/domain`), as configured and not refused. */
  readonly goals: string;
}
