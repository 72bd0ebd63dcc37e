/** Whether a wall keeps silent now: from one time of day to another by the clock that it shows, over midnight where the second is the earlier. */
import type { Board } from "@floorwalker/protocol/board";

/** Making one costs more than asking it, and a wall asks every second. */
const clocks = new Map<string, Intl.DateTimeFormat>();

export function isQuiet(quiet: Board["quiet"], now: number, zone: string): boolean {
  if (quiet === undefined) return false;
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone });
  clocks.set(zone, clock);
  const at = clock.format(now);
  const { from, to } = quiet;
  return from <= to ? at >= from && at < to : at >= from || at < to;
}
