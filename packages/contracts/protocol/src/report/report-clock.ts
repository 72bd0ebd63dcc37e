/** Times of a day as its site's clock showed them; on a day on which the clock was set each says its offset, since some come twice. */
import { type DailyReport, localIso } from "@floorwalker/domain";

export function reportClock({ from, to, zone }: Pick<DailyReport, "from" | "to" | "zone">): (time: number) => string {
  const offset = (time: number): string => localIso(time, zone).slice(-6);
  const wasSet = offset(from) !== offset(to);
  return (time) => localIso(time, zone).slice(11, 16) + (wasSet ? ` (${offset(time)})` : "");
}
