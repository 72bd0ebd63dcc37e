/**
 * The integer counters every KPI is read from. A vector is one number per name, in this order; sums of vectors are
 * vectors (rule 7). Times are ms, scores are × 1000. Division happens only when a KPI is read.
 */
export const COUNTERS = [
  "offered",
  "answered",
  "answeredInThreshold",
  "abandoned",
  "abandonedInThreshold",
  "shortAbandoned",
  "flowedOut",
  /** Left by asking for a callback, within the threshold (a part of flowedOut). */
  "callbackInThreshold",
  "refusedFull",
  "refusedEmpty",
  "refusedClosed",
  "refusedDiverted",
  "answeredWait",
  "abandonedWait",
  /** Segments that crossed the threshold still waiting, at the moment they crossed. */
  "crossed",
  /** Of those, the ones that have left the queue since, at the moment they left: crossed − crossedLeft = waiting past T. */
  "crossedLeft",
  "talkEnded",
  "talkTime",
  "holdTime",
  /** Segments whose handling, wrap-up included, is over; the next four sum over exactly these. */
  "handled",
  "handledTalkTime",
  "handledHoldTime",
  "wrapUpTime",
  "notAnswered",
  "transferred",
  "firstResponses",
  "firstResponseTime",
  /** Of satisfaction. */
  "surveys",
  "surveysTopTwo",
  "surveyScore",
  /**
   * Agent transitions: +1 when a state is entered, −1 when it is left. The moment is Σ ±(time − start of the bucket), kept by
   * the bucket itself; together they give the time in state over any span without touching an open interval (see agent-time.ts).
   */
  "idleNet",
  "onContactNet",
  "wrapUpNet",
  "pausedNet",
  /** In any state, signed in only by work or a pause (rule 23b). */
  "impliedNet",
  "idleMoment",
  "onContactMoment",
  "wrapUpMoment",
  "pausedMoment",
  "impliedMoment",
  /** Agent time over a span, ms; the four states sum to signed-in time, of which implied is a part. Derived when a span is read, 0 in stored vectors. */
  "idleTime",
  "onContactTime",
  "wrapUpStateTime",
  "pausedTime",
  "impliedTime",
  /** Contacts, by their first segment: `offered` counts each of their segments. */
  "contacts",
  /** Segments offered because a contact was opened again. */
  "reopened",
  /**
   * What offered − (answered + abandoned + flowed out) lacks of who came to wait and went in a span: with attribution to the offer
   * outcomes count elsewhere than they happened.
   */
  "waitingNet",
  /** From here on what most panes have none of: a row of a pane has room for these only where one occurs. Flow-outs by reason: */
  "flowedOutTimeout",
  "flowedOutOverflow",
  "flowedOutKey",
  "flowedOutVoicemail",
  "flowedOutCallback",
  "flowedOutEmpty",
  "flowedOutWithdrawn",
  "flowedOutClosed",
  "flowedOutLost",
  "flowedOutOther",
  "flowedOutSelfService",
  /** Parts of transferred, where the source says how. */
  "transferredBlind",
  "transferredConsult",
  /** Of talks that have ended, as told. */
  "holds",
  "escalated",
  "complaints",
  /**
   * What segments that are judged by another formula than the first of their queue, or of the site, add to the two sides of a service
   * level beyond that first one, by which spans are read (rule 30). Nothing, where the formula never changed.
   */
  "otherwiseInTime",
  "otherwiseDecided",
  "siteOtherwiseInTime",
  "siteOtherwiseDecided",
  /** Segments that left their queue when the version they are judged by was no longer in force. */
  "judgedBefore",
  /** Agents' replies in the course of chats and mails, after the first response, of talks that have ended. */
  "replies",
  "replyTime",
  "resolutions",
  "resolutionTime",
  "callbacksDone",
  /** What of these times the queue was closed: the calendar's time is the sum. None where it has no calendar. */
  "firstResponseClosedTime",
  "replyClosedTime",
  "resolutionClosedTime",
  /** Surveys that were answered, whatever they asked for. */
  "surveyResponses",
  "surveysOffered",
  /** Parts of surveys. */
  "lowScores",
  "npsAnswers",
  "npsPromoters",
  "npsDetractors",
  "cesAnswers",
  /** × 1000, on 1–7. */
  "cesScore",
  /** Agent transitions like those above: into a time that is scheduled, and into one in which he does what is scheduled. */
  "scheduledNet",
  "adherentNet",
  "scheduledMoment",
  "adherentMoment",
  /** Agent time, derived like those above. */
  "scheduledTime",
  "adherentTime",
  /** Answered contacts that were the first of their customer about the same, and those of them after which the customer came again. */
  "firstContacts",
  "firstContactsRepeated",
  /** Answered contacts of which nobody can tell. */
  "firstContactsUnknown",
] as const;

export type CounterName = (typeof COUNTERS)[number];

/** Index of a counter in a vector. */
export const C: Readonly<Record<CounterName, number>> = Object.freeze(
  Object.fromEntries(COUNTERS.map((name, index) => [name, index])) as Record<CounterName, number>,
);

export const COUNTER_COUNT = COUNTERS.length;

/** A vector of counters, by index. A plain array: a typed one of this size costs an allocation outside the heap per pane. */
export type Counters = number[];

export const newCounters = (): Counters => new Array<number>(COUNTER_COUNT).fill(0);

/**
 * Pseudo-counters of an entry: the amount is one wait in ms, not a sum.
 * FINISHED_WAIT feeds the longest wait; ANSWERED_WAIT feeds it and the wait sketch.
 */
export const FINISHED_WAIT = COUNTER_COUNT;
export const ANSWERED_WAIT = COUNTER_COUNT + 1;
