/**
 * What an agent is scheduled to do, and whether he does it: the ground of adherence. Who is scheduled to work keeps to it idle, on
 * contact and in wrap-up; who is scheduled to pause, paused. Signed out keeps to nothing.
 */
import type { CanonicalEvent } from "../event.ts";
import { AGENT_STATES, isImplied, type StateCode, stateOf } from "./agent-state.ts";

export type Duty = "working" | "paused";

export const keepsTo = (code: StateCode, duty: Duty | null): boolean => {
  const state = stateOf(code);
  return duty !== null && state !== null && (state === "paused") === (duty === "paused");
};

const IMPLIED = AGENT_STATES.length;
const SCHEDULED = IMPLIED + 1;
const ADHERENT = IMPLIED + 2;

/** Adds what an agent in this state and with this duty is to sums by AGENT_TIME. */
export function addPresent(present: number[], code: StateCode, duty: Duty | null, sign: 1 | -1): void {
  const state = stateOf(code);
  if (state !== null) present[AGENT_STATES.indexOf(state)]! += sign;
  if (isImplied(code)) present[IMPLIED]! += sign;
  if (duty !== null) present[SCHEDULED]! += sign;
  if (keepsTo(code, duty)) present[ADHERENT]! += sign;
}

/** What one event schedules: [from, to), epoch ms. */
export interface Scheduled {
  readonly from: number;
  readonly to: number;
  /** Null: nothing is scheduled then, whatever was before. */
  readonly duty: Duty | null;
}

/** A schedule is of no longer a time, and begins no later after it is told. */
const LONGEST_MS = 400 * 86_400_000;
/** Without an offset it would be told by the zone of the machine. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;

/** Null: it says nothing that could be true. */
export function scheduledOf({ time, data }: CanonicalEvent): Scheduled | null {
  const [from, to] = [momentOf(data.from), momentOf(data.to)];
  if (!(to > from) || to - from > LONGEST_MS || from - time > LONGEST_MS) return null;
  if (data.state === "working" || data.state === "paused") return { from, to, duty: data.state };
  return data.state === "off" ? { from, to, duty: null } : null;
}

const momentOf = (text: unknown): number =>
  typeof text === "string" && MOMENT.test(text) ? Date.parse(text) : Number.NaN;
