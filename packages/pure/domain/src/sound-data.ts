/**
 * What of an event's data can be true (rule 6). A duration that is negative, not finite or longer than 400 days, or a score
 * outside its scale, is dropped as a field: the event stays. Fractions are rounded: sums are of whole milliseconds.
 */
import type { EventData } from "./event.ts";

const LONGEST_MS = 400 * 86_400_000;
const DURATIONS = ["waitMs", "talkMs", "holdMs", "wrapUpMs", "ringMs"] as const;
const SCALES: ReadonlyMap<string, readonly [lowest: number, highest: number]> = new Map([
  ["1-5", [1, 5]],
  ["1-7", [1, 7]],
  ["0-10", [0, 10]],
  ["thumbs", [0, 1]],
]);

/** The same object where nothing is wrong with it. */
export function soundData(data: EventData): EventData {
  return isSound(data) ? data : soundFields(data);
}

function isSound({ waitMs, talkMs, holdMs, wrapUpMs, ringMs, score, scale }: EventData): boolean {
  if (!isDuration(waitMs) || !isDuration(talkMs) || !isDuration(holdMs)) return false;
  return isDuration(wrapUpMs) && isDuration(ringMs) && (score === undefined || isOnScale(score, scale ?? "1-5"));
}

/** Or there is none. */
const isDuration = (value: number | undefined): boolean =>
  value === undefined || (Number.isInteger(value) && value >= 0 && value <= LONGEST_MS);

function soundFields(data: EventData): EventData {
  let sound: Record<string, unknown> | null = null;
  for (const name of DURATIONS) {
    const value = data[name];
    if (value === undefined || isDuration(value)) continue;
    sound ??= { ...data };
    if (value >= 0 && value <= LONGEST_MS) sound[name] = Math.round(value);
    else delete sound[name];
  }
  if (data.score !== undefined && !isOnScale(data.score, data.scale ?? "1-5")) {
    sound ??= { ...data };
    delete sound.score;
  }
  return sound ?? data;
}

function isOnScale(score: number, scale: string): boolean {
  const [lowest, highest] = SCALES.get(scale) ?? [Number.NaN, Number.NaN];
  return score >= lowest && score <= highest;
}
