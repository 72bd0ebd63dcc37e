/**
 * What an axis shows: the change. From the least of values and target to the greatest, and 12 % more, at least ±0.6 points of a share. Counts begin
 * at 0; the shares of a day are seen from 60 to 100 %, from lower where a value needs it.
 */
export type AxisRange = readonly [low: number, high: number];
export type AxisUnit = "count" | "ratio" | "seconds" | "score";

const MARGIN = 0.12;
const LEAST_HALF: Readonly<Record<AxisUnit, number>> = { count: 0.5, ratio: 0.006, seconds: 1, score: 0.05 };

export function changeAxis(known: readonly number[], target: number | null, unit: AxisUnit): AxisRange {
  const all = target === null ? known : [...known, target];
  if (all.length === 0) return [0, 1];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const half = Math.max(LEAST_HALF[unit], ((most - least) / 2) * (1 + MARGIN));
  const middle = (least + most) / 2;
  return [middle - half, middle + half];
}

/** From 0 to the next round number above, with room. */
export function countAxis(known: readonly number[]): AxisRange {
  const most = Math.max(1, ...known);
  const step = Math.max(1, roundStep(most / 3, COUNT_STEPS));
  return [0, Math.ceil((most * 1.04) / step) * step];
}

export function dayShareAxis(known: readonly number[], target: number | null): AxisRange {
  const least = Math.min(0.6, ...known, ...(target === null ? [] : [target]));
  const low = Math.max(0, Math.floor(least * 10 + 1e-9) / 10);
  // A little above the whole, so that a point on it is seen whole.
  return [low, 1 + (1 - low) * 0.03];
}

/** By what a history's chart is read: counts from 0, all else by its change. */
export const axisOf = (known: readonly number[], target: number | null, unit: AxisUnit): AxisRange =>
  unit === "count" ? countAxis(target === null ? known : [...known, target]) : changeAxis(known, target, unit);

type Values = ArrayLike<number | null | undefined>;

/** Those that are known. */
export const knownIn = (values: Values): number[] =>
  Array.from(values, (value, index) => ((value ?? null) === null ? -1 : index)).filter((index) => index >= 0);

/** Those that are known with nothing known beside them: no line goes there. */
export const aloneIn = (values: Values): number[] =>
  knownIn(values).filter((index) => (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null);

const COUNT_STEPS = [1, 2, 5, 10];
const SECOND_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400];

/** Round numbers within the axis, about so many. A share is never more than the whole. */
export function axisSplits([low, high]: AxisRange, unit: AxisUnit, most = 5): number[] {
  const wanted = ((high - low) / most) * 0.9;
  const step =
    unit === "seconds"
      ? (SECOND_STEPS.find((known) => known >= wanted) ?? roundStep(wanted, COUNT_STEPS))
      : Math.max(roundStep(wanted, COUNT_STEPS), unit === "count" ? 1 : 0);
  const splits: number[] = [];
  for (let place = Math.ceil(low / step - 1e-9); place * step <= high + step * 1e-9; place += 1) {
    const at = Number((place * step).toPrecision(12));
    if (unit !== "ratio" || (at >= 0 && at <= 1)) splits.push(at);
  }
  return splits;
}

/** The least of these times a power of ten that is as much. */
function roundStep(least: number, of: readonly number[]): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 1e-9)));
  return (of.find((each) => each * power >= least * (1 - 1e-9)) ?? 10) * power;
}
