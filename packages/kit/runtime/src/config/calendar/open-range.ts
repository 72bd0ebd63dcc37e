import type { OpenRange } from "@floorwalker/domain";

const RANGE = /^\s*(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})\s*$/;
const DAY_MINUTES = 24 * 60;

/** "09:00-17:30", "22:00-06:00" over midnight, "00:00-24:00"; null when it is no range, or has no length. */
export function openRange(text: string): OpenRange | null {
  const [fromHour, fromMinute, toHour, toMinute] = (RANGE.exec(text) ?? []).slice(1).map(Number);
  if (fromHour === undefined || fromMinute! > 59 || toMinute! > 59) return null;
  const [from, to] = [fromHour * 60 + fromMinute!, toHour! * 60 + toMinute!];
  if (from >= DAY_MINUTES || to > DAY_MINUTES || from === to) return null;
  return { from, to: to < from ? to + DAY_MINUTES : to };
}
