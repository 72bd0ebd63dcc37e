/**
 * Every KPI, in the order a catalogue shows them. Adding one is a file in this folder and a line here; the docs, wire
 * fields, Prometheus names and the board's catalogue follow.
 */

import { abandonRate, abandonRateWithoutShort } from "./abandon-rate.ts";
import { abandoned, shortAbandoned } from "./abandoned.ts";
import { adherence } from "./adherence.ts";
import { agentsIdle, agentsOnContact, agentsPaused, agentsSignedIn, agentsWrapUp } from "./agents-by-state.ts";
import { answered } from "./answered.ts";
import { averageHandleTime, averageHoldTime, averageTalkTime, averageWrapUpTime } from "./average-handle-time.ts";
import { averageSpeedOfAnswer } from "./average-speed-of-answer.ts";
import { averageTimeToAbandon } from "./average-time-to-abandon.ts";
import { averageWait } from "./average-wait.ts";
import { backlog } from "./backlog.ts";
import { firstResponseCalendarTime, nextResponseCalendarTime, resolutionCalendarTime } from "./calendar-times.ts";
import { callbacksDone } from "./callbacks-done.ts";
import { ces, cesCount } from "./ces.ts";
import { activeHandleTime, averageConcurrency } from "./concurrency.ts";
import { contacts } from "./contacts.ts";
import { csat, csatCount, csatMean } from "./csat.ts";
import { complaints, escalated } from "./escalated.ts";
import { expectedWait } from "./expected-wait.ts";
import { firstContactResolution, firstContactResolutionMature } from "./first-contact-resolution.ts";
import { firstResponseTime } from "./first-response-time.ts";
import { callbacksRequested, flowOutsByReason } from "./flow-outs-by-reason.ts";
import { flowedOut } from "./flowed-out.ts";
import { handled } from "./handled.ts";
import { holdsPerContact } from "./holds-per-contact.ts";
import type { Kpi } from "./kpi.ts";
import { longestWait, longestWaitNow } from "./longest-wait.ts";
import { lowScores } from "./low-scores.ts";
import { nextResponseTime } from "./next-response-time.ts";
import { notAnswered } from "./not-answered.ts";
import { notAnsweredRate } from "./not-answered-rate.ts";
import { nps, npsCount } from "./nps.ts";
import { occupancy } from "./occupancy.ts";
import { offered } from "./offered.ts";
import { received, refusalsByReason } from "./refusals-by-reason.ts";
import { refused } from "./refused.ts";
import { reopened } from "./reopened.ts";
import { resolutionTime, resolved } from "./resolution-time.ts";
import { serviceLevelKpi, serviceLevelNow } from "./service-level-kpi.ts";
import { surveyResponseRate, surveyResponses, surveysOffered } from "./survey-responses.ts";
import { idleShare, onContactShare, pausedShare, utilisation, wrapUpShare } from "./time-in-state.ts";
import { transferred } from "./transferred.ts";
import { transferRate, transferredBlind, transferredConsult } from "./transfers-by-kind.ts";
import { waitP50, waitP80, waitP90, waitP95 } from "./wait-percentiles.ts";
import { waiting } from "./waiting.ts";
import { waitingPastThreshold } from "./waiting-past-threshold.ts";

export const KPIS: readonly Kpi[] = [
  offered,
  contacts,
  reopened,
  answered,
  abandoned,
  shortAbandoned,
  flowedOut,
  ...flowOutsByReason,
  callbacksRequested,
  callbacksDone,
  received,
  refused,
  ...refusalsByReason,
  handled,
  waiting,
  waitingPastThreshold,
  ...backlog,
  longestWaitNow,
  longestWait,
  serviceLevelKpi,
  serviceLevelNow,
  averageSpeedOfAnswer,
  averageWait,
  expectedWait,
  waitP50,
  waitP80,
  waitP90,
  waitP95,
  averageTalkTime,
  averageHoldTime,
  holdsPerContact,
  averageWrapUpTime,
  averageHandleTime,
  abandonRate,
  abandonRateWithoutShort,
  averageTimeToAbandon,
  csat,
  csatMean,
  csatCount,
  lowScores,
  nps,
  npsCount,
  ces,
  cesCount,
  surveyResponses,
  surveysOffered,
  surveyResponseRate,
  firstContactResolution,
  firstContactResolutionMature,
  firstResponseTime,
  firstResponseCalendarTime,
  nextResponseTime,
  nextResponseCalendarTime,
  resolved,
  resolutionTime,
  resolutionCalendarTime,
  agentsIdle,
  agentsOnContact,
  agentsWrapUp,
  agentsPaused,
  agentsSignedIn,
  occupancy,
  utilisation,
  idleShare,
  onContactShare,
  wrapUpShare,
  pausedShare,
  adherence,
  averageConcurrency,
  activeHandleTime,
  notAnswered,
  notAnsweredRate,
  transferred,
  transferredBlind,
  transferredConsult,
  transferRate,
  escalated,
  complaints,
];

const byId: ReadonlyMap<string, Kpi> = new Map(KPIS.map((kpi) => [kpi.id, kpi]));

/** Undefined for an id nobody defined: configuration checks with it. */
export const kpiById = (id: string): Kpi | undefined => byId.get(id);
