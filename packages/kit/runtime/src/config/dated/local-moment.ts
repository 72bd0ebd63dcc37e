/** Dates as a configuration writes them: a day or a minute of the site's clock, or a moment with its offset. */
import { clockMoment } from "@floorwalker/domain";

const LOCAL = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?)?(Z|[+-]\d{2}:\d{2})?$/;
const DAY_MS = 86_400_000;

/**
 * Epoch ms; a day: its beginning. Where the site's clock leaves the minute out, the first moment after it; where it shows the minute
 * twice, the first of them. Null: no date, or none that there is.
 */
export function localMoment(text: string, zone: string): number | null {
  const [, year, month, day, hour = "00", minute = "00", second = "00", offset] = LOCAL.exec(text) ?? [];
  if (year === undefined) return null;
  const midnight = Date.parse(`${year}-${month}-${day}T00:00:00Z`);
  // 31 June is no date, although one can count that far.
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(`${year}-${month}-${day}`)) return null;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  if (offset !== undefined) {
    const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
    return Number.isNaN(at) ? null : at;
  }
  return clockMoment(midnight / DAY_MS, 60 * Number(hour) + Number(minute), zone) + 1000 * Number(second);
}
