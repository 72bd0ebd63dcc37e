/**
 * The fewest agents with whom a queue keeps its promise. With fewer it is never kept, so it is found by halving. Source: what Erlang's
 * tables were made for.
 */
import { outlookA } from "./erlang-a.ts";
import { outlookC } from "./erlang-c.ts";
import { isSound, type Load } from "./load.ts";
import { expectedLevel, type Promised, type QueueOutlook } from "./queue-outlook.ts";

/** Nobody plans one queue with more. */
const MOST_AGENTS = 20_000;

/** By Erlang A where patience is known; null: by Erlang C. */
export const outlookOf = (load: Load, agents: number, patienceMs: number | null): QueueOutlook | null =>
  patienceMs === null ? outlookC(load, agents) : outlookA(load, agents, patienceMs);

/**
 * @param target share 0–1. @param patienceMs mean; null: nobody gives up.
 * @returns 0 when nobody comes; null when the load is not known or no number of agents keeps the promise (a share of all where some
 * give up at once).
 */
export function agentsNeeded(load: Load, target: number, promised: Promised, patienceMs: number | null): number | null {
  if (!isSound(load) || (patienceMs !== null && !(patienceMs > 0))) return null;
  if (load.contacts === 0) return 0;
  const keeps = (agents: number): boolean => {
    const outlook = outlookOf(load, agents, patienceMs);
    const level = outlook === null ? null : expectedLevel(outlook, promised);
    return level !== null && level >= target;
  };
  let enough = 1;
  while (!keeps(enough)) {
    if (enough >= MOST_AGENTS) return null;
    enough = Math.min(MOST_AGENTS, 2 * enough);
  }
  // With none nobody is answered.
  for (let few = Math.floor(enough / 2); enough - few > 1; ) {
    const middle = (few + enough) >> 1;
    if (keeps(middle)) enough = middle;
    else few = middle;
  }
  return enough;
}
