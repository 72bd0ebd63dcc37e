/** What comes to a queue in the next half hour: by its forecast, or, where there is none, as much as came in the last one. */
import { C, type ExpectedInterval, type KpiInput, type Load, type WindowId } from "@floorwalker/domain";

export const PLANNED_MS = 1_800_000;

/** Of the day, before it the last hour where that has so many: mean handle times of few contacts are chance. */
const FEWEST_HANDLED = 15;

export interface LoadNow extends Load {
  readonly by: "forecast" | "lastHalfHour";
}

export type SpanInputs = ReadonlyMap<WindowId, Pick<KpiInput, "counters">>;

/** Null: nobody was handled today, nor on the days before, or nothing is known of those who come. `isOpen` null: always. */
export function loadAhead(
  intervals: readonly ExpectedInterval[] | null,
  spans: SpanInputs,
  isOpen: boolean | null,
  now: number,
): LoadNow | null {
  if (intervals !== null) return expectedLoad(intervals, now);
  const counters = spans.get("30m")?.counters;
  const handleTimeMs = handleTimeOf(spans);
  if (counters === undefined || handleTimeMs === null || isOpen === false) return null;
  const contacts = counters[C.offered]!;
  return contacts > 0 ? { by: "lastHalfHour", contacts, spanMs: PLANNED_MS, handleTimeMs } : null;
}

function expectedLoad(intervals: readonly ExpectedInterval[], now: number): LoadNow | null {
  const ahead = intervals.flatMap(({ from, to, offered, handleTimeMs }) => {
    const within = Math.min(to, now + PLANNED_MS) - Math.max(from, now);
    return within > 0 ? [{ contacts: ((offered ?? Number.NaN) * within) / (to - from), handleTimeMs }] : [];
  });
  const contacts = ahead.reduce((sum, each) => sum + each.contacts, 0);
  const work = ahead.reduce((sum, each) => sum + each.contacts * (each.handleTimeMs ?? Number.NaN), 0);
  const spanMs = Math.min(PLANNED_MS, (intervals.at(-1)?.to ?? now) - now);
  if (contacts === 0) return { by: "forecast", contacts, spanMs, handleTimeMs: ahead[0]?.handleTimeMs ?? 1 };
  return Number.isFinite(work) ? { by: "forecast", contacts, spanMs, handleTimeMs: work / contacts } : null;
}

function handleTimeOf(spans: SpanInputs): number | null {
  const [hour, day] = [spans.get("60m")?.counters, spans.get("day")?.counters];
  const counters = hour !== undefined && hour[C.handled]! >= FEWEST_HANDLED ? hour : day;
  if (counters === undefined || counters[C.handled]! === 0) return null;
  const time = counters[C.handledTalkTime]! + counters[C.handledHoldTime]! + counters[C.wrapUpTime]!;
  return time > 0 ? time / counters[C.handled]! : null;
}
