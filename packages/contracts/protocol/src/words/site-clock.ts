/**
 * Moments as the clock of their site shows them: the time alone on the day of the message, with the date on another; on a day on which
 * the clock was set with its offset, since some times come twice.
 */
import { dayStart, type Language, localDate, localIso, nextDayStart } from "@floorwalker/domain";

const DAY_MS = 86_400_000;

export interface SiteClock {
  readonly zone: string;
  /** 14:32; of another day than that of the message "Tue 24 Nov 22:10". */
  time(moment: number): string;
  /** With its date. */
  dated(moment: number): string;
}

/** @param today a moment of the day that the message is of, epoch ms. */
export function siteClock(zone: string, language: Language, today: number): SiteClock {
  const dates = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
    weekday: "short",
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  });
  const offset = (moment: number): string => localIso(moment, zone).slice(-6);
  const clock = (moment: number): string => {
    const wasSet = offset(dayStart(moment, zone)) !== offset(nextDayStart(moment, zone));
    return localIso(moment, zone).slice(11, 16) + (wasSet ? ` (${offset(moment)})` : "");
  };
  const dated = (moment: number): string =>
    `${dates.format(localDate(moment, zone) * DAY_MS).replace(/,/g, "")} ${clock(moment)}`;
  return {
    zone,
    dated,
    time: (moment) => (localDate(moment, zone) === localDate(today, zone) ? clock(moment) : dated(moment)),
  };
}
