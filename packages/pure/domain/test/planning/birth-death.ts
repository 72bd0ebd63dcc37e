/**
 * The queue as a chain of states, one by one, without a formula of Erlang's: from how many are there the rates of the next arrival,
 * answer and abandon, and the shares of time from the balance of neighbours. Slow and plain, to check the exact formulas with.
 */
import type { Load } from "../../src/planning/load.ts";

const STATES = 4_000;

export interface Chain {
  readonly waits: number;
  readonly abandoned: number;
  readonly expectedWaitMs: number;
  answeredWithin(ms: number): number;
  abandonedWithin(ms: number): number;
}

/** `patienceMs` ∞: nobody gives up. */
export function chainOf({ contacts, spanMs, handleTimeMs }: Load, agents: number, patienceMs: number): Chain {
  const arrivals = contacts / spanMs;
  const leaving = (there: number): number =>
    Math.min(there, agents) / handleTimeMs + Math.max(0, there - agents) / patienceMs;
  const weights = [1];
  for (let there = 1; there < STATES; there++) weights.push((weights[there - 1]! * arrivals) / leaving(there));
  const sum = weights.reduce((total, each) => total + each, 0);
  const shares = weights.map((each) => each / sum);
  const queue = shares.reduce((total, each, there) => total + each * Math.max(0, there - agents), 0);
  const within = (ms: number): readonly [answered: number, abandoned: number] => {
    let [answered, abandoned] = [shares.slice(0, agents).reduce((total, each) => total + each, 0), 0];
    const fates = fatesAfter(agents / handleTimeMs, 1 / patienceMs, ms);
    shares.slice(agents).forEach((each, ahead) => {
      const fate = fates[Math.min(ahead, fates.length - 1)]!;
      answered += each * fate[0];
      abandoned += each * fate[1];
    });
    return [answered, abandoned];
  };
  return {
    waits: shares.slice(agents).reduce((total, each) => total + each, 0),
    abandoned: queue / patienceMs / arrivals,
    expectedWaitMs: queue / arrivals,
    answeredWithin: (ms) => within(ms)[0],
    abandonedWithin: (ms) => within(ms)[1],
  };
}

const AHEAD = 120;
const STEPS = 1_000;

/**
 * What has become after `ms` of who came with so many ahead: answered, abandoned. While he waits somebody ahead leaves (answered or not), or he
 * gives up himself; stepped through in short steps of fourth order.
 */
function fatesAfter(served: number, leaving: number, ms: number): readonly (readonly [number, number])[] {
  const step = ms / STEPS;
  const rates = Array.from({ length: AHEAD }, (_, ahead) => served + ahead * leaving);
  const slope = (fates: readonly number[], own: number, first: number): number[] =>
    fates.map(
      (fate, ahead) => rates[ahead]! * ((ahead === 0 ? first : fates[ahead - 1]!) - fate) + leaving * (own - fate),
    );
  const after = (own: number, first: number): number[] => {
    let fates = new Array<number>(AHEAD).fill(0);
    const moved = (by: readonly number[], length: number): number[] => fates.map((fate, at) => fate + by[at]! * length);
    for (let done = 0; done < STEPS; done++) {
      const a = slope(fates, own, first);
      const b = slope(moved(a, step / 2), own, first);
      const c = slope(moved(b, step / 2), own, first);
      const d = slope(moved(c, step), own, first);
      fates = fates.map((fate, at) => fate + (step / 6) * (a[at]! + 2 * b[at]! + 2 * c[at]! + d[at]!));
    }
    return fates;
  };
  const [answered, abandoned] = [after(0, 1), after(1, 0)];
  return answered.map((each, ahead) => [each, abandoned[ahead]!]);
}
