/**
 * What is scripted on top of chance. Times are relative to `liveFrom`, the moment the audience begins to watch;
 * everything before it is an ordinary past.
 */
import { MINUTE, SECOND } from "./parameters.ts";
import type { PlannedQueue, SitePlan } from "./site-plan.ts";

export const SCENARIOS = ["normal", "morning-peak", "outage", "sla-breach"] as const;
export type Scenario = (typeof SCENARIOS)[number];

export interface Script {
  /** Which part of the day is played, in ms from midnight; it begins again at its end, so that it is always busy. */
  readonly day: { readonly from: number; readonly to: number; readonly liveAt: number };
  /** True when staffing follows the forecast; false when the day's curve hits a constant staff in full. */
  readonly staffed: boolean;
  /** Factor on the arrivals of a queue. */
  surge(queue: PlannedQueue, time: number): number;
  /** Upper bound of `surge`. */
  surgeLimit(queue: PlannedQueue): number;
  /** All voice agents serve this voice queue for a while (a floorwalker moved them). */
  helped(queue: string, time: number): boolean;
  /** A source says nothing in [from, to); what happened is told afterwards. */
  readonly silence: { readonly source: string; readonly from: number; readonly to: number } | null;
}

const CLOCK = 60 * MINUTE;
const BUSY_DAY = { from: 9.5 * CLOCK, to: 15 * CLOCK, liveAt: 10.5 * CLOCK };
const MORNING = { from: 7.5 * CLOCK, to: 12 * CLOCK, liveAt: 8.5 * CLOCK };

/** The surge begins early enough for the service level to have fallen by minute three. */
const SURGE = { from: 35 * SECOND, to: 170 * SECOND, factor: 8 };
/** Until a floorwalker sees it, the queue's own agents are alone with it. */
const ALONE = { from: SURGE.from, to: 145 * SECOND };
/** Around it the queue has it easier than usual, so that the alert is news and goes away again. */
const CALM = { from: -30 * MINUTE, to: 25 * MINUTE, factor: 0.8 };
const OUTAGE = { from: 3 * MINUTE, to: 6 * MINUTE };

export function newScript(scenario: Scenario, plan: SitePlan, liveFrom: number): Script {
  const ordinary: Script = {
    day: BUSY_DAY,
    staffed: true,
    surge: () => 1,
    surgeLimit: () => 1,
    helped: () => false,
    silence: null,
  };
  switch (scenario) {
    case "normal":
      return ordinary;
    case "morning-peak":
      return { ...ordinary, day: MORNING, staffed: false };
    case "outage":
      return {
        ...ordinary,
        silence: { source: plan.sources.call, from: liveFrom + OUTAGE.from, to: liveFrom + OUTAGE.to },
      };
    case "sla-breach": {
      const breached = plan.breachQueue;
      const isBreached = (queue: PlannedQueue): boolean => queue.channel === "call" && queue.queue === breached;
      return {
        ...ordinary,
        surge: (queue, time) => {
          if (!isBreached(queue)) return 1;
          if (within(SURGE, time - liveFrom)) return SURGE.factor;
          return within(CALM, time - liveFrom) ? CALM.factor : 1;
        },
        surgeLimit: (queue) => (isBreached(queue) ? SURGE.factor : 1),
        helped: (queue, time) => queue === breached && within(CALM, time - liveFrom) && !within(ALONE, time - liveFrom),
      };
    }
  }
}

const within = (span: { readonly from: number; readonly to: number }, time: number): boolean =>
  time >= span.from && time < span.to;
