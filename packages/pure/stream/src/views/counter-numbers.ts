/**
 * What a counter is called in a vector: numbers that are given once. Another release may count more, less or in another order;
 * its vectors are read all the same, and what a reader does not know it passes over. A number is never used for something else.
 * Transitions of agents have none: a vector tells the time they amount to.
 */
import { COUNTERS, type CounterName } from "@floorwalker/domain";

type Told = Exclude<CounterName, `${string}Net` | `${string}Moment`>;

const NUMBERS: Readonly<Record<Told, number>> = {
  offered: 0,
  answered: 1,
  answeredInThreshold: 2,
  abandoned: 3,
  abandonedInThreshold: 4,
  shortAbandoned: 5,
  flowedOut: 6,
  callbackInThreshold: 7,
  refusedFull: 8,
  refusedEmpty: 9,
  refusedClosed: 10,
  refusedDiverted: 11,
  answeredWait: 12,
  abandonedWait: 13,
  crossed: 14,
  crossedLeft: 15,
  talkEnded: 16,
  talkTime: 17,
  holdTime: 18,
  handled: 19,
  handledTalkTime: 20,
  handledHoldTime: 21,
  wrapUpTime: 22,
  notAnswered: 23,
  transferred: 24,
  firstResponses: 25,
  firstResponseTime: 26,
  surveys: 27,
  surveysTopTwo: 28,
  surveyScore: 29,
  contacts: 30,
  reopened: 31,
  idleTime: 32,
  onContactTime: 33,
  wrapUpStateTime: 34,
  pausedTime: 35,
  impliedTime: 36,
  flowedOutTimeout: 37,
  flowedOutOverflow: 38,
  flowedOutKey: 39,
  flowedOutVoicemail: 40,
  flowedOutCallback: 41,
  flowedOutEmpty: 42,
  flowedOutWithdrawn: 43,
  flowedOutClosed: 44,
  flowedOutLost: 45,
  flowedOutOther: 46,
  flowedOutSelfService: 47,
  transferredBlind: 48,
  transferredConsult: 49,
  holds: 50,
  escalated: 51,
  complaints: 52,
  surveyResponses: 53,
  surveysOffered: 54,
  lowScores: 55,
  npsAnswers: 56,
  npsPromoters: 57,
  npsDetractors: 58,
  cesAnswers: 59,
  cesScore: 60,
  replies: 61,
  replyTime: 62,
  resolutions: 63,
  resolutionTime: 64,
  callbacksDone: 65,
  firstResponseClosedTime: 66,
  replyClosedTime: 67,
  resolutionClosedTime: 68,
  scheduledTime: 69,
  adherentTime: 70,
  otherwiseInTime: 100,
  otherwiseDecided: 101,
  siteOtherwiseInTime: 102,
  siteOtherwiseDecided: 103,
  judgedBefore: 104,
  firstContacts: 105,
  firstContactsRepeated: 106,
  firstContactsUnknown: 107,
};

export const NAMED_COUNTERS: readonly (readonly [name: string, number: number])[] = Object.entries(NUMBERS);

/** Counters by their number, ascending: where each is among this program's. */
export const TOLD_COUNTERS: readonly (readonly [number: number, counter: number])[] = Object.entries(NUMBERS)
  .map(([name, number]) => [number, COUNTERS.indexOf(name as Told)] as const)
  .filter(([, counter]) => counter >= 0)
  .sort(([a], [b]) => a - b);

/** Undefined: one that this program does not count. */
export const COUNTER_OF_NUMBER: ReadonlyMap<number, number> = new Map(TOLD_COUNTERS);
