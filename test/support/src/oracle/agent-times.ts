/** Seconds an agent spent in each state, moment by moment (rules 23 to 23b). */
import type { Work } from "./facts.ts";
import type { Numbers } from "./oracle.ts";
import { Presence, type Sign } from "./presence.ts";
import { type Duty, isKept } from "./schedule.ts";

export type AgentState = "idle" | "onContact" | "wrapUp" | "paused";

export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Null: not there, although he was scheduled to do something. */
  readonly state: AgentState | null;
  readonly signedIn: "explicit" | "implied" | null;
  /** What he was scheduled to do; absent or null: nothing. */
  readonly duty?: Duty | null;
}

export function agentTimes(stretches: readonly Stretch[], from: number, to: number): Numbers {
  const times = { idle: 0, onContact: 0, wrapUp: 0, paused: 0, explicit: 0, implied: 0, scheduled: 0, kept: 0 };
  for (const stretch of stretches) {
    const ms = Math.min(to, stretch.to) - Math.max(from, stretch.from);
    if (ms <= 0) continue;
    if (stretch.state !== null) times[stretch.state] += ms / 1000;
    if (stretch.signedIn !== null) times[stretch.signedIn] += ms / 1000;
    if (stretch.duty != null) times.scheduled += ms / 1000;
    if (isKept(stretch)) times.kept += ms / 1000;
  }
  return times;
}

/**
 * `signs`: what one agent's presence is told from, in order. `busy`: his work. `idleForMs`: who is only implied to be there
 * is gone when he was idle for so long.
 */
export function agentStretches(
  signs: readonly Sign[],
  busy: readonly Work[],
  idleForMs: number,
  asOf: number,
): Stretch[] {
  const edges = [...signs.map(({ at }) => at), ...busy.flatMap(({ from, to }) => [from, to ?? asOf]), asOf];
  const moments = [...new Set(edges)].filter((moment) => moment <= asOf).sort((a, b) => a - b);
  const stretches: Stretch[] = [];
  const presence = new Presence();
  let idleSince: number | null = null;
  for (const [index, moment] of moments.entries()) {
    const next = moments[index + 1] ?? asOf;
    for (const sign of signs) if (sign.at === moment) presence.take(sign);
    const state = stateAt(presence, busy, moment);
    idleSince = state === "idle" ? (idleSince ?? moment) : null;
    if (state === null) continue;
    const signedIn = presence.kind;
    const gone = idleSince !== null && signedIn === "implied" ? idleSince + idleForMs : Number.POSITIVE_INFINITY;
    if (gone > moment) stretches.push({ from: moment, to: Math.min(gone, next), state, signedIn });
    // What happens in the very moment comes before he is gone.
    if (gone > moment && gone >= next) continue;
    presence.leave();
    idleSince = null;
  }
  return stretches;
}

/** A contact and its wrap-up count to their end, also when the agent has signed out meanwhile. */
function stateAt(presence: Presence, busy: readonly Work[], moment: number): AgentState | null {
  const now = busy.filter(({ from, to }) => from <= moment && (to === null || to > moment));
  if (now.some(({ kind }) => kind === "onContact")) return "onContact";
  if (now.length > 0) return "wrapUp";
  return presence.state;
}
