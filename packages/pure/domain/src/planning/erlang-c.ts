/**
 * Erlang C: everybody waits until an agent is free, however long. Says the worst of a queue whose callers give up; where they never do,
 * as in mails, it is exact. Source: A. K. Erlang, 1917: C = n·B ÷ (n − a·(1 − B)); a wait beyond t has the share C·e^(−(n − a)·t ÷ h).
 */
import { erlangB } from "./erlang-b.ts";
import { erlangs, isSound, type Load } from "./load.ts";
import type { QueueOutlook } from "./queue-outlook.ts";

/** The share that waits. 1 where the agents cannot keep up: the queue only grows. */
export function erlangC(load: number, agents: number): number {
  if (load >= agents) return 1;
  const blocked = erlangB(load, agents);
  return (agents * blocked) / (agents - load * (1 - blocked));
}

/** Null: nobody comes, the load is not known, or the queue grows without end. */
export function outlookC(load: Load, agents: number): QueueOutlook | null {
  if (!isSound(load) || load.contacts === 0) return null;
  const offered = erlangs(load);
  if (offered >= agents) return null;
  const waits = erlangC(offered, agents);
  const { handleTimeMs } = load;
  return {
    waits,
    answered: 1,
    abandoned: 0,
    expectedWaitMs: (waits * handleTimeMs) / (agents - offered),
    occupancy: offered / agents,
    answeredWithin: (ms) => (ms < 0 ? 0 : 1 - waits * Math.exp((-(agents - offered) * ms) / handleTimeMs)),
    abandonedWithin: () => 0,
  };
}
