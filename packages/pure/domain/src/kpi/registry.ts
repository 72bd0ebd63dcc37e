/**
 * Every KPI, in the order a catalogue shows them. Adding one is a file in this folder and a line here; the docs, wire
 * fields, Prometheus names and the board's catalogue follow.
 */

import { abandonRate, abandonRateWithoutShort } from "./abandon-rate.ts";
import { abandoned, shortAbandoned } from "./abandoned.ts";
import { agentsIdle, agentsOnContact, agentsPaused, agentsSignedIn, agentsWrapUp } from "./agents-by-state.ts";
import { answered } from "./answered.ts";
import { averageHandleTime, averageHoldTime, averageTalkTime, averageWrapUpTime } from "./average-handle-time.ts";
import { averageSpeedOfAnswer } from "./average-speed-of-answer.ts";
import { averageWait } from "./average-wait.ts";
import { contacts } from "./contacts.ts";
import { csat, csatCount, csatMean } from "./csat.ts";
import { firstResponseTime } from "./first-response-time.ts";
import { flowedOut } from "./flowed-out.ts";
import { handled } from "./handled.ts";
import type { Kpi } from "./kpi.ts";
import { longestWait, longestWaitNow } from "./longest-wait.ts";
import { notAnswered } from "./not-answered.ts";
import { occupancy } from "./occupancy.ts";
import { offered } from "./offered.ts";
import { refused } from "./refused.ts";
import { reopened } from "./reopened.ts";
import { serviceLevelKpi, serviceLevelNow } from "./service-level-kpi.ts";
import { transferred } from "./transferred.ts";
import { waitP50, waitP80, waitP90, waitP95 } from "./wait-percentiles.ts";
import { waiting } from "./waiting.ts";

export const KPIS: readonly Kpi[] = [
  offered,
  contacts,
  reopened,
  answered,
  abandoned,
  shortAbandoned,
  flowedOut,
  refused,
  handled,
  waiting,
  longestWaitNow,
  longestWait,
  serviceLevelKpi,
  serviceLevelNow,
  averageSpeedOfAnswer,
  averageWait,
  waitP50,
  waitP80,
  waitP90,
  waitP95,
  averageTalkTime,
  averageHoldTime,
  averageWrapUpTime,
  averageHandleTime,
  abandonRate,
  abandonRateWithoutShort,
  csat,
  csatMean,
  csatCount,
  firstResponseTime,
  agentsIdle,
  agentsOnContact,
  agentsWrapUp,
  agentsPaused,
  agentsSignedIn,
  occupancy,
  notAnswered,
  transferred,
];

const byId: ReadonlyMap<string, Kpi> = new Map(KPIS.map((kpi) => [kpi.id, kpi]));

/** Undefined for an id nobody defined: configuration checks with it. */
export const kpiById = (id: string): Kpi | undefined => byId.get(id);
