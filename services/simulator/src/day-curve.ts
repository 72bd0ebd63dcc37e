/** How busy the hour is: the factor on a queue's mean arrivals at a moment. Mean about 1 over the part of the day played. */
import {
  DAY_FACTOR_SHAPE,
  HALF_HOUR_SHARE,
  HOUR,
  HOUR_BUNCH,
  HOUR_BUNCH_DECAY,
  MINUTE,
  MONDAY_FACTOR,
  UNFORESEEN_SHARE,
} from "./parameters.ts";
import type { Random } from "./random.ts";
import type { Script } from "./scenario.ts";

const HALF_HOUR = 30 * MINUTE;
const BUSY = HALF_HOUR_SHARE.slice(19, 30);
const BUSY_MEAN = BUSY.reduce((sum, share) => sum + share, 0) / BUSY.length;
const BUNCH_MEAN = 1 + (HOUR_BUNCH * HOUR_BUNCH_DECAY) / HOUR;

export interface DayCurve {
  factor(time: number): number;
  /** Never exceeded by `factor`. */
  readonly limit: number;
}

export function newDayCurve(script: Script, liveFrom: number, random: Random): DayCurve {
  const { from, to, liveAt } = script.day;
  const felt = (factor: number): number =>
    script.staffed ? 1 + (factor - 1) * UNFORESEEN_SHARE : factor * MONDAY_FACTOR;
  // The day's own factor is known by noon and mostly staffed for: a tenth of it stays a surprise.
  const day = 1 + (random.gamma(DAY_FACTOR_SHAPE) - 1) * 0.1;
  const factorAt = (time: number): number => {
    const played = modulo(liveAt - from + (time - liveFrom), to - from);
    const share = HALF_HOUR_SHARE[Math.floor((from + played) / HALF_HOUR)]!;
    const bunch = (1 + HOUR_BUNCH * Math.exp(-modulo(time, HOUR) / HOUR_BUNCH_DECAY)) / BUNCH_MEAN;
    return day * felt(share / BUSY_MEAN) * bunch;
  };
  const peak = Math.max(...HALF_HOUR_SHARE) / BUSY_MEAN;
  return { factor: factorAt, limit: day * felt(peak) * (1 + HOUR_BUNCH) };
}

const modulo = (value: number, by: number): number => ((value % by) + by) % by;
