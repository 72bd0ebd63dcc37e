/**
 * What each verb of Asterisk's `queue_log` means, as a table. Fields count from 1 after the verb. Times in queue_log are
 * seconds, but RINGNOANSWER's are milliseconds; "holdtime" is the time waited in the queue. Checked against app_queue.c.
 */
import type { EventData, EventType } from "@floorwalker/domain";

export interface Verb {
  readonly type: EventType;
  /** Field that holds the seconds of each duration. */
  readonly seconds?: Readonly<Partial<Record<Duration, number>>>;
  readonly milliseconds?: Readonly<Partial<Record<Duration, number>>>;
  /** Its own fields are one text, the reason. */
  readonly reason?: true;
  readonly data?: EventData;
  /** The line's queue and agent are kept unless they mean nothing here. */
  readonly queue?: "required" | "dropped";
  readonly agent?: "dropped";
  /** Of one call and second it can only happen once: an identical line is the same one, written again. */
  readonly once?: true;
  /** A second event of the line, when this field has this value. */
  readonly also?: { readonly field: number; readonly value: string; readonly verb: Verb };
}

type Duration = "waitMs" | "talkMs" | "ringMs" | "wrapUpMs";

const left = (reason: string, wait?: number): Verb => ({
  type: "cc.contact.flowedOut",
  once: true,
  agent: "dropped",
  queue: "required",
  data: { reason },
  ...(wait === undefined ? {} : { seconds: { waitMs: wait } }),
});

const refused = (reason: string): Verb => ({
  type: "cc.contact.refused",
  agent: "dropped",
  queue: "required",
  data: { reason },
});

const ended = (by: "agent" | "customer"): Verb => ({
  type: "cc.contact.ended",
  once: true,
  seconds: { waitMs: 1, talkMs: 2 },
  data: { by },
});

const transferred = (kind: "blind" | "attended", wait: number): Verb => ({
  type: "cc.contact.transferred",
  once: true,
  seconds: { waitMs: wait, talkMs: wait + 1 },
  data: { kind },
});

const signedIn: Verb = { type: "cc.agent.signedIn", queue: "dropped" };
const signedOut: Verb = { type: "cc.agent.signedOut", queue: "dropped" };
/** Of the membership in the queue that the line names; of all there are where it names none. */
const paused: Verb = { type: "cc.agent.stateChanged", data: { state: "paused" } };
const pausedFor: Verb = { ...paused, reason: true };
const idle: Verb = { type: "cc.agent.stateChanged", reason: true, data: { state: "idle" } };

export const VERBS: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  ["ENTERQUEUE", { type: "cc.contact.queued", once: true, queue: "required", agent: "dropped" }],
  ["CONNECT", { type: "cc.contact.answered", once: true, seconds: { waitMs: 1, ringMs: 3 } }],
  ["COMPLETEAGENT", ended("agent")],
  ["COMPLETECALLER", ended("customer")],
  [
    "ABANDON",
    { type: "cc.contact.abandoned", once: true, queue: "required", agent: "dropped", seconds: { waitMs: 3 } },
  ],
  ["RINGNOANSWER", { type: "cc.contact.notAnswered", milliseconds: { ringMs: 1 } }],
  // An agent who hangs up while the announcement to agents still plays.
  ["AGENTDUMP", { type: "cc.contact.notAnswered" }],
  ["EXITWITHTIMEOUT", left("timeout", 3)],
  ["EXITEMPTY", left("empty", 3)],
  ["EXITWITHKEY", left("key", 4)],
  ["WITHDRAW", left("withdrawn", 3)],
  ["BLINDTRANSFER", transferred("blind", 3)],
  ["TRANSFER", transferred("blind", 3)],
  ["FULL", refused("full")],
  ["JOINEMPTY", refused("empty")],
  ["CLOSED", refused("closed")],
  ["DIVERT_CA_RATIO", refused("diverted")],
  ["DIVERT_HOLDTIME", refused("diverted")],
  ["AGENTLOGIN", signedIn],
  ["AGENTCALLBACKLOGIN", signedIn],
  ["AGENTLOGOFF", signedOut],
  ["AGENTCALLBACKLOGOFF", signedOut],
  // A member added while paused gets no PAUSE line of its own.
  ["ADDMEMBER", { type: "cc.agent.signedIn", queue: "required", also: { field: 1, value: "PAUSED", verb: paused } }],
  ["REMOVEMEMBER", { type: "cc.agent.signedOut", queue: "required" }],
  ["PAUSEALL", { ...pausedFor, queue: "dropped" }],
  ["UNPAUSEALL", { ...idle, queue: "dropped" }],
  ["PAUSE", pausedFor],
  ["UNPAUSE", idle],
  ["WRAPUPSTART", { type: "cc.agent.stateChanged", seconds: { wrapUpMs: 1 }, data: { state: "wrapUp" } }],
  ["QUEUESTART", { type: "cc.source.restarted", queue: "dropped", agent: "dropped" }],
]);

/** By how the transfer was completed (field 1): a LINK names two channels, so its times stand one field later. */
const ATTENDED_TRANSFERS: ReadonlyMap<string, Verb> = new Map([
  ["BRIDGE", transferred("attended", 3)],
  ["APP", transferred("attended", 3)],
  ["LINK", transferred("attended", 4)],
]);

/** Completed in a way that is not known: where its times stand is not known either. */
export const UNKNOWN_ATTENDED_TRANSFER: Verb = {
  type: "cc.contact.transferred",
  once: true,
  data: { kind: "attended" },
};

/** `how`: field 1. */
export const attendedTransfer = (how: string | undefined): Verb =>
  ATTENDED_TRANSFERS.get(how ?? "") ?? UNKNOWN_ATTENDED_TRANSFER;

/** Written by Asterisk, and no number depends on them. */
export const NOT_COUNTED: ReadonlySet<string> = new Set([
  "DID",
  "CONFIGRELOAD",
  "RINGCANCELED",
  "PENALTY",
  "RINGINUSE",
  "INFO",
  "SYSCOMPAT",
  "OUTCALL",
]);
