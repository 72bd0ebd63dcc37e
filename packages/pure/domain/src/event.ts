/**
 * The canonical event: what every source format is turned into and the only thing the fold reads.
 * On the wire it is CloudEvents 1.0 (`@floorwalker/events` holds the schemas); here it is the parsed value.
 * Times are epoch milliseconds UTC, durations milliseconds, absent attributes `null`.
 */

export type Channel = "call" | "chat" | "email";

export const CHANNELS: readonly Channel[] = ["call", "chat", "email"];

/** In lifecycle order: at equal time a lower index happened first (many sources stamp whole seconds). */
export const EVENT_TYPES = [
  "cc.source.restarted",
  "cc.source.heartbeat",
  "cc.agent.signedIn",
  "cc.agent.stateChanged",
  "cc.agent.scheduled",
  "cc.contact.started",
  "cc.contact.refused",
  "cc.contact.queued",
  "cc.contact.alerted",
  "cc.contact.notAnswered",
  "cc.contact.answered",
  "cc.contact.message",
  "cc.contact.held",
  "cc.contact.resumed",
  "cc.contact.callbackRequested",
  "cc.contact.escalated",
  "cc.contact.transferred",
  "cc.contact.abandoned",
  "cc.contact.flowedOut",
  "cc.contact.ended",
  "cc.contact.wrapUpStarted",
  "cc.contact.wrapUpEnded",
  "cc.contact.resolved",
  "cc.contact.reopened",
  "cc.survey.offered",
  "cc.survey.answered",
  "cc.agent.signedOut",
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

/** What comes from a survey tool: it may know a contact's queue only, and says nothing of whether it goes on. */
export const isOfSurvey = (type: EventType): boolean => type === "cc.survey.answered" || type === "cc.survey.offered";

export type RefusalReason = "full" | "empty" | "closed" | "diverted";

/**
 * Why a segment left its queue other than by an answer or the customer's abandon. `lost`: nothing was heard of it any more.
 * `selfService`: resolved without any human.
 */
export type FlowOutReason =
  | "timeout"
  | "overflow"
  | "key"
  | "voicemail"
  | "callback"
  | "empty"
  | "withdrawn"
  | "closed"
  | "lost"
  | "other"
  | "selfService";

/** The fields of `data` that the fold reads, over all types. Unknown fields pass through the log and are not read. */
export interface EventData {
  /** Reported wait in the queue, ms; wins over the stamps (rule 1). */
  readonly waitMs?: number;
  readonly talkMs?: number;
  readonly holdMs?: number;
  readonly wrapUpMs?: number;
  readonly ringMs?: number;
  /** `refused`, `flowedOut`. */
  readonly reason?: string;
  /** `message`: who wrote it (customer, agent, bot, system); only `agent` is a human reply. `agent.scheduled`: its beginning, RFC 3339. */
  readonly from?: string;
  /** `agent.scheduled`: its end, RFC 3339. Of no other type. */
  readonly to?: string;
  /** `ended`: who hung up. */
  readonly by?: "agent" | "customer" | "system";
  /** `transferred`: blind or attended; `escalated`: without it an escalation. */
  readonly kind?: "blind" | "attended" | "escalation" | "complaint";
  /** `agent.stateChanged`: `idle`, `paused`, `wrapUp`; `agent.scheduled`: `working`, `paused`, `off`. */
  readonly state?: "idle" | "paused" | "wrapUp" | "working" | "off";
  /** `survey.answered`: score on `scale`. */
  readonly score?: number;
  readonly scale?: "1-5" | "1-7" | "0-10" | "thumbs";
  /** `survey.answered`, `survey.offered`: which of a source's surveys; one answer of each counts for a segment (rule 5e). */
  readonly survey?: string;
  /** `survey.answered`: what was asked for; without it satisfaction. */
  readonly measure?: "csat" | "nps" | "ces";
  /** Of a contact that calls back: the one that asked for it. */
  readonly callbackOf?: string;
}

export interface CanonicalEvent {
  readonly id: string;
  readonly source: string;
  readonly type: EventType;
  readonly time: number;
  /** When the source recorded it; never invented (rule 2). */
  readonly recordedTime: number | null;
  readonly site: string;
  /** Null on agent and source events. */
  readonly channel: Channel | null;
  /** Null on agent and source events. */
  readonly contact: string | null;
  readonly segment: string | null;
  readonly queue: string | null;
  readonly agent: string | null;
  /** What its contact is about; the last one told counts for all of the contact. Absent: not told. */
  readonly contactReason?: string;
  /** Whose contact it is; the last one told counts for all of it. Absent: not told. */
  readonly customer?: string;
  /** Place among what its source wrote of the same instant; orders only, neither identity nor content (rule 5). */
  readonly sequence?: number;
  readonly data: EventData;
}
