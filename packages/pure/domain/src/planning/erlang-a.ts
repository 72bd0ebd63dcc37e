/**
 * Erlang A, the M/M/n+M queue: callers give up, each after a patience of his own (exponential). Exact, and always settles down.
 * Source: C. Palm, 1957; A. Mandelbaum and S. Zeltyn, "Service engineering in action: the Palm/Erlang-A queue", 2007:
 * waits = A·B ÷ (1 + (A − 1)·B) with B of Erlang B and A = A(n·μ/θ, λ/θ) (`palm-series.ts`); the expected wait is the mean number who
 * wait ÷ λ, and the abandoned share is the expected wait × θ. λ arrivals, μ = 1 ÷ handle time, θ = 1 ÷ patience, ρ = λ ÷ (n·μ).
 * What happens after t follows from the density of the offered wait, λ·e^(λ(1 − e^(−θt))/θ − nμt), integrated by parts.
 */
import { erlangB } from "./erlang-b.ts";
import { erlangs, isSound, type Load } from "./load.ts";
import { palmSeries } from "./palm-series.ts";
import type { QueueOutlook } from "./queue-outlook.ts";

/** `patienceMs`: its mean, above 0. Null: nobody comes, or load or patience is not known. */
export function outlookA(load: Load, agents: number, patienceMs: number): QueueOutlook | null {
  if (!isSound(load) || load.contacts === 0 || !(patienceMs > 0) || patienceMs === Number.POSITIVE_INFINITY)
    return null;
  if (agents === 0) return nobodyThere(patienceMs);
  const offered = erlangs(load);
  const x = (agents * patienceMs) / load.handleTimeMs;
  const y = (offered * patienceMs) / load.handleTimeMs;
  const { ln: lnA, mean } = palmSeries(x, y);
  const blocked = erlangB(offered, agents);
  const waits = blocked === 0 ? 0 : 1 / (1 + (1 / blocked - 1) * Math.exp(-lnA));
  const perAgent = offered / agents;

  /** What is left to happen after t: who still waits then, and who of them is answered. */
  const after = (ms: number): { readonly waiting: number; readonly answered: number } => {
    const patient = Math.exp(-ms / patienceMs);
    // y·(1 − e^(−θt)) − x·θt, without the loss of a difference of large numbers.
    const drained = -y * Math.expm1(-ms / patienceMs) - (x * ms) / patienceMs;
    const { ln: lnLater } = palmSeries(x, y * patient);
    const busy = Math.exp(drained + lnLater - lnA);
    return {
      waiting: waits * patient * busy,
      answered: (waits / perAgent) * (busy - Math.exp(drained - lnA)),
    };
  };

  const abandoned = share((waits * mean) / y);
  return {
    waits,
    answered: 1 - abandoned,
    abandoned,
    expectedWaitMs: (waits * mean * load.spanMs) / load.contacts,
    occupancy: share(perAgent * (1 - abandoned)),
    answeredWithin: (ms) => (ms < 0 ? 0 : share(1 - abandoned - after(ms).answered)),
    abandonedWithin(ms) {
      if (ms <= 0) return 0;
      const { waiting, answered } = after(ms);
      return Math.min(abandoned, share(abandoned - (waiting - answered)));
    },
  };
}

/** Everybody waits as long as his patience lasts. */
const nobodyThere = (patienceMs: number): QueueOutlook => ({
  waits: 1,
  answered: 0,
  abandoned: 1,
  expectedWaitMs: patienceMs,
  occupancy: 0,
  answeredWithin: () => 0,
  abandonedWithin: (ms) => (ms <= 0 ? 0 : -Math.expm1(-ms / patienceMs)),
});

/** The last bit of a difference may lie beyond the ends. */
const share = (value: number): number => Math.min(1, Math.max(0, value));
