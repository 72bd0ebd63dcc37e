/**
 * Mails: nobody waits on a line, so what matters is that the work gets done. Whoever waits now is to be answered within the promised time,
 * and what comes meanwhile is worked off as it comes: two rates of work, in agents. Source: Little's law, L = λ·W, for work instead of
 * contacts. It says nothing of which mail is the oldest: answered in order of their coming, those that wait longer are answered sooner.
 */
import { erlangs, isSound, type Load } from "./load.ts";

export interface Backlog {
  /** Who waits now. */
  readonly waiting: number;
  /** In which they are to be answered, ms. */
  readonly withinMs: number;
}

/** 0 when nobody waits and nobody comes; null when the load is not known or nothing is promised. */
export function agentsForBacklog({ waiting, withinMs }: Backlog, load: Load): number | null {
  if (!isSound(load) || !(waiting >= 0) || !(withinMs > 0)) return null;
  const agents = erlangs(load) + (waiting * load.handleTimeMs) / withinMs;
  // A whole number a rounding above itself is that number.
  return Math.max(0, Math.ceil(agents - 1e-9));
}

/** How long until so many agents have worked off what waits, while more comes, ms; null: not at all, or the load is not known. */
export function workedOffAfter(waiting: number, load: Load, agents: number): number | null {
  if (!isSound(load) || !(waiting >= 0)) return null;
  if (waiting === 0) return 0;
  const spare = agents - erlangs(load);
  return spare > 0 ? (waiting * load.handleTimeMs) / spare : null;
}
