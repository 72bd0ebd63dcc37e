/**
 * One event as the fold reads it: one object that is filled again and again, so that folding allocates nothing. What is not
 * told is NONE or UNKNOWN. Its contact and channel are those of the fold; its place among the others is `inFoldOrder`'s.
 */
import {
  type CanonicalEvent,
  EVENT_TYPES,
  type EventData,
  type EventType,
  type FlowOutReason,
  type RefusalReason,
} from "../event.ts";
import { type Name, NONE, UNKNOWN } from "./name.ts";
import { surveyScore } from "./survey-score.ts";

/** Why a stay flowed out or was refused, by code: the position here. Codes are stored: the list only grows at its end. */
export const REASONS = [
  "timeout",
  "overflow",
  "key",
  "voicemail",
  "callback",
  "empty",
  "withdrawn",
  "closed",
  "lost",
  "other",
  "full",
  "diverted",
  "selfService",
] as const satisfies readonly (FlowOutReason | RefusalReason)[];

/** Who wrote a message or ended, by code: the position here. Stored as well. */
export const PARTIES = ["customer", "agent", "bot", "system"] as const;

/** How a contact was transferred, or what an escalation is, by code: the position here. Stored as well. */
export const KINDS = ["blind", "attended", "escalation", "complaint"] as const;

const REASON_CODES: ReadonlyMap<string, number> = new Map(REASONS.map((reason, code) => [reason, code]));
const PARTY_CODES: ReadonlyMap<string, number> = new Map(PARTIES.map((party, code) => [party, code]));
/** What a survey asks for, by code: the position here. The first where none is told. */
export const MEASURES = ["csat", "nps", "ces"] as const;

const MEASURE_CODES: ReadonlyMap<string, number> = new Map(MEASURES.map((measure, code) => [measure, code]));
const KIND_CODES: ReadonlyMap<string, number> = new Map(KINDS.map((kind, code) => [kind, code]));
const TYPE_CODES: ReadonlyMap<EventType, number> = new Map(EVENT_TYPES.map((type, code) => [type, code]));

export const AGENT_PARTY = PARTIES.indexOf("agent");
export const CUSTOMER_PARTY = PARTIES.indexOf("customer");
export const CSAT = MEASURES.indexOf("csat");
export const NPS = MEASURES.indexOf("nps");
export const BLIND = KINDS.indexOf("blind");
export const ATTENDED = KINDS.indexOf("attended");
export const COMPLAINT = KINDS.indexOf("complaint");

/** UNKNOWN: none given. A reason that nobody knows is `other`. */
export const reasonCode = (reason: string | undefined): number =>
  reason === undefined ? UNKNOWN : (REASON_CODES.get(reason) ?? REASON_CODES.get("other")!);

export const typeCode = (type: EventType): number => TYPE_CODES.get(type)!;

/** Numbers for the names of an event. Segment ids, survey names and customers need to be told apart within their contact only. */
export interface EventNames {
  source(source: string): Name;
  queue(queue: string): Name;
  agent(agent: string): Name;
  /** What a contact is about. */
  reason(reason: string): Name;
  label(label: string): Name;
}

export class FoldEvent {
  /** Position in EVENT_TYPES. */
  type = 0;
  time = 0;
  source: Name = NONE;
  /** Its place among what its source wrote of the same instant; UNKNOWN: it has none. */
  sequence = UNKNOWN;
  /** The source's own id of the stay. */
  segment: Name = NONE;
  queue: Name = NONE;
  agent: Name = NONE;
  /** What its contact is about. */
  contactReason: Name = NONE;
  /** Whose contact it is: a label. */
  customer: Name = NONE;
  waitMs = UNKNOWN;
  talkMs = UNKNOWN;
  holdMs = UNKNOWN;
  wrapUpMs = UNKNOWN;
  /** Position in REASONS. */
  reason = UNKNOWN;
  /** Who wrote the message or ended the contact: position in PARTIES. */
  party = UNKNOWN;
  /** Position in MEASURES. */
  measure = CSAT;
  /** 1000 × the score on the measure's scale; see surveyScore. */
  score = UNKNOWN;
  topTwo = false;
  survey: Name = NONE;
  /** Position in KINDS. */
  kind = UNKNOWN;
  /** It says whom its contact calls back. */
  callsBack = false;

  /** @param event with `soundData`. */
  set(event: CanonicalEvent, names: EventNames): this {
    this.type = typeCode(event.type);
    this.time = event.time;
    this.source = names.source(event.source);
    this.sequence = event.sequence ?? UNKNOWN;
    this.segment = event.segment === null ? NONE : names.label(event.segment);
    this.queue = event.queue === null ? NONE : names.queue(event.queue);
    this.agent = event.agent === null ? NONE : names.agent(event.agent);
    this.contactReason = event.contactReason === undefined ? NONE : names.reason(event.contactReason);
    this.customer = event.customer === undefined ? NONE : names.label(event.customer);
    this.#setData(event.data, names);
    return this;
  }

  #setData(data: EventData, names: EventNames): void {
    this.waitMs = data.waitMs ?? UNKNOWN;
    this.talkMs = data.talkMs ?? UNKNOWN;
    this.holdMs = data.holdMs ?? UNKNOWN;
    this.wrapUpMs = data.wrapUpMs ?? UNKNOWN;
    this.reason = reasonCode(data.reason);
    this.party = PARTY_CODES.get(data.from ?? data.by ?? "") ?? UNKNOWN;
    const rated = data.score === undefined ? null : surveyScore(data);
    this.score = rated === null ? UNKNOWN : rated.score;
    this.topTwo = rated?.topTwo ?? false;
    this.measure = MEASURE_CODES.get(data.measure ?? "csat") ?? CSAT;
    this.survey = data.survey === undefined ? NONE : names.label(data.survey);
    this.callsBack = data.callbackOf !== undefined;
    this.kind = KIND_CODES.get(data.kind ?? "") ?? UNKNOWN;
  }
}
