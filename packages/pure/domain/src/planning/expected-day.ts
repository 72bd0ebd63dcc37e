/**
 * The rest of a day from its profile and its own course so far: profile × pace. The pace is what came so far ÷ what usually comes so
 * far, drawn to 1 by how much of a usual day is still to come, w = seen ÷ all: pace = 1 + w·(so far ÷ usual − 1). In the morning one busy
 * quarter says little, in the evening the day has shown what it is. Handle times have a pace of their own, drawn alike.
 * Source: the plain method of workforce planning ("intraday reforecast"); G. Koole, "Call Center Optimization", 2013, ch. 3.
 */
import { byStart, dayProfile, type Hours, isOpenIn } from "./day-profile.ts";
import { type DayVolumes, type Quarter, quartersOf } from "./day-volumes.ts";

export interface ExpectedInterval {
  readonly from: number;
  readonly to: number;
  /** Counted, of an interval that is over; else expected, never less than it has already. Null: nobody was there at this time before. */
  readonly offered: number | null;
  /** Mean of a contact; null: none was handled. */
  readonly handleTimeMs: number | null;
  readonly expected: boolean;
  /** Contacts of it that are still to come; 0 where nothing is known. */
  readonly coming: number;
}

export interface ExpectedDay {
  readonly intervals: readonly ExpectedInterval[];
  /** Contacts still to come after `now`; null: of some open interval nothing is known. */
  readonly remaining: number | null;
  /** Today's volume beside the usual one. */
  readonly pace: number;
}

/** `past`: the days that are alike. `now`: epoch ms within `today`. */
export function expectedDay(today: DayVolumes, past: readonly DayVolumes[], now: number, hours: Hours): ExpectedDay {
  const profile = dayProfile(past, hours);
  const quarters = quartersOf(today.from, hours.zone);
  const volumes = byStart(today.intervals);
  const over = (quarter: Quarter): boolean => quarter.to <= now;
  const sum = { all: 0, usual: 0, offered: 0, usualTime: 0, handleTime: 0 };
  for (const quarter of quarters) {
    if (!isOpenIn(quarter, hours)) continue;
    const { offered, handleTimeMs } = profile[quarter.slot]!;
    sum.all += offered ?? 0;
    if (!over(quarter)) continue;
    const volume = volumes.get(quarter.from);
    sum.usual += offered ?? 0;
    sum.offered += volume?.offered ?? 0;
    sum.usualTime += (volume?.handled ?? 0) * (handleTimeMs ?? 0);
    sum.handleTime += volume?.handleTimeMs ?? 0;
  }
  const seen = sum.all > 0 ? sum.usual / sum.all : 0;
  const drawn = (soFar: number, usual: number): number => (usual > 0 ? 1 + seen * (soFar / usual - 1) : 1);
  const pace = drawn(sum.offered, sum.usual);
  const timePace = drawn(sum.handleTime, sum.usualTime);
  let remaining: number | null = 0;
  const intervals = quarters.map((quarter): ExpectedInterval => {
    const { from, to } = quarter;
    const volume = volumes.get(from);
    const counted = volume?.offered ?? 0;
    if (over(quarter)) {
      const handled = volume?.handled ?? 0;
      return {
        from,
        to,
        offered: counted,
        handleTimeMs: handled > 0 ? volume!.handleTimeMs / handled : null,
        expected: false,
        coming: 0,
      };
    }
    const usual = profile[quarter.slot]!;
    const coming = isOpenIn(quarter, hours) ? (usual.offered === null ? null : pace * usual.offered) : 0;
    const offered = coming === null ? null : Math.max(counted, coming);
    remaining = remaining === null || offered === null ? null : remaining + offered - counted;
    const handleTimeMs = usual.handleTimeMs === null ? null : timePace * usual.handleTimeMs;
    return { from, to, offered, handleTimeMs, expected: true, coming: (offered ?? counted) - counted };
  });
  return { intervals, remaining, pace };
}
