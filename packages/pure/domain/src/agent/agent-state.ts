/** What an agent is doing, from the routing's point of view. Signed out is no state: `null`. */
import { C } from "../counters.ts";

export type AgentState = "idle" | "onContact" | "wrapUp" | "paused";

/** Signed out while he is scheduled: as shown, he spends no time in it. */
export const ABSENT = "absent";

export const AGENT_STATES: readonly AgentState[] = ["idle", "onContact", "wrapUp", "paused"];

/**
 * A state, and whether anybody told of the sign-in it rests on, as one small number: it is part of what is stored.
 * 0: signed out. 1–4: a state, in the order of AGENT_STATES. 5–8: the same, the sign-in implied by work or a pause (rule 23b).
 */
export type StateCode = number;

export const SIGNED_OUT: StateCode = 0;
const IMPLIED = AGENT_STATES.length;

export const stateCode = (state: AgentState, implied: boolean): StateCode =>
  1 + AGENT_STATES.indexOf(state) + (implied ? IMPLIED : 0);

export const stateOf = (code: StateCode): AgentState | null =>
  code === SIGNED_OUT ? null : AGENT_STATES[(code - 1) % IMPLIED]!;

export const isImplied = (code: StateCode): boolean => code > IMPLIED;

interface TimeCounters {
  readonly net: number;
  readonly moment: number;
  readonly time: number;
}

/** Counters of a state: net transitions, their moment, and the derived time. */
export const STATE_COUNTERS: Readonly<Record<AgentState, TimeCounters>> = {
  idle: { net: C.idleNet, moment: C.idleMoment, time: C.idleTime },
  onContact: { net: C.onContactNet, moment: C.onContactMoment, time: C.onContactTime },
  wrapUp: { net: C.wrapUpNet, moment: C.wrapUpMoment, time: C.wrapUpStateTime },
  paused: { net: C.pausedNet, moment: C.pausedMoment, time: C.pausedTime },
};

/** Of what agents' time is kept: their states, and beside them how much of it rests on an implied sign-in, was scheduled, was kept to. */
export const AGENT_TIME: readonly TimeCounters[] = [
  ...AGENT_STATES.map((state) => STATE_COUNTERS[state]),
  { net: C.impliedNet, moment: C.impliedMoment, time: C.impliedTime },
  { net: C.scheduledNet, moment: C.scheduledMoment, time: C.scheduledTime },
  { net: C.adherentNet, moment: C.adherentMoment, time: C.adherentTime },
];
