/**
 * Numbers as a board shows them, as the language writes them. Decimals are fixed, so that digits never jump; three absences are kept apart:
 * null (undefined: nothing to divide by, nothing known) is "–", an absent field (this row has no such value) is "N/A",
 * a true zero is 0. Rounding never carries a value over the limit it is compared with: 79.96 % is not "80.0 %" of 80 %.
 */
import { words } from "../words/words.ts";

/** A field of a row: undefined where the row does not have it. */
export type Value = number | null | undefined;

const formats = new Map<string, Intl.NumberFormat>();

/** With so many decimals, or with at most so many. */
function decimal(value: number, least: number, most: number = least): string {
  const key = `${words.locale} ${least} ${most}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(words.locale, {
      minimumFractionDigits: least,
      maximumFractionDigits: most,
      useGrouping: true,
    });
    formats.set(key, format);
  }
  // The sign is a minus, not a hyphen.
  return format.format(value).replace("-", "\u2212");
}

const absent = (value: Value): string | null => {
  if (value === undefined) return words.notApplicable;
  return value === null || !Number.isFinite(value) ? words.noValue : null;
};

export const formatCount = (value: Value): string => absent(value) ?? decimal(value! === 0 ? 0 : value!, 0);

/** 0–1 as per cent with one decimal; `limit` (0–1) is what the reader compares it with. */
export function formatRatio(value: Value, limit?: number): string {
  return absent(value) ?? words.percent(formatPercentage(value, limit));
}

/** The same without the sign, where a head or a picture says what it is. */
export function formatPercentage(value: Value, limit?: number): string {
  const beside = limit === undefined ? undefined : limit * 1000;
  return absent(value) ?? decimal(roundBeside(value! * 1000, beside) / 10, 1);
}

/** 0–1 as per cent, decimals only where there are any: targets and limits. */
export const formatShare = (value: number): string => words.percent(decimal(Math.round(value * 1000) / 10, 0, 1));

/** Score 1–5, two decimals. */
export const formatScore = (value: Value): string => absent(value) ?? decimal(value!, 2);

/** Hundredths of a share, without a sign: a change. */
export const formatPoints = (value: number): string => decimal(Math.abs(value) * 100, 1);

/** `1.4×`. */
export const formatTimes = (value: Value): string => absent(value) ?? `${decimal(value!, 1)}×`;

/** Seconds as `mm:ss`, from one hour `h:mm:ss`; hours never roll into days. A clock that runs backwards shows 00:00. */
export function formatDuration(seconds: Value): string {
  const missing = absent(seconds);
  if (missing !== null) return missing;
  const whole = Math.max(0, Math.floor(seconds!));
  const rest = `${pad(Math.floor(whole / 60) % 60)}:${pad(whole % 60)}`;
  return whole < 3600 ? rest : `${Math.floor(whole / 3600)}:${rest}`;
}

/** A span in words, largest unit that fits without a fraction: thresholds. Seconds. */
export function formatSpan(seconds: number): string {
  if (seconds >= 3600 && seconds % 3600 === 0) return words.hours(seconds / 3600);
  if (seconds >= 120 && seconds % 60 === 0) return words.minutes(seconds / 60);
  return words.seconds(seconds);
}

/** How old something is, rounded down: seconds, minutes from 2 min, hours from 2 h. */
export function formatAge(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 120) return words.seconds(whole);
  return whole < 7200 ? words.minutes(Math.floor(whole / 60)) : words.hours(Math.floor(whole / 3600));
}

/** A KPI's value by its unit on the wire; an unknown unit is shown as a plain number. */
export function formatByUnit(value: Value, unit: string, limit?: number): string {
  if (unit === "ratio") return formatRatio(value, limit);
  if (unit === "seconds") return formatDuration(value);
  if (unit === "times") return formatTimes(value);
  if (unit === "score" || unit === "number" || unit === "effort") return formatScore(value);
  return formatCount(value);
}

/** A limit or target by its unit: a share without decimals that say nothing. */
export const formatLimit = (limit: number, unit: string): string =>
  unit === "ratio" ? formatShare(limit) : formatByUnit(limit, unit);

/** Rounds to a whole number, but stays on its own side of `limit`. */
function roundBeside(value: number, limit: number | undefined): number {
  const rounded = Math.round(value);
  if (limit === undefined || Math.abs(value - limit) < 1e-6) return rounded;
  if (value < limit && rounded >= limit) return Math.ceil(limit) - 1;
  if (value > limit && rounded <= limit) return Math.floor(limit) + 1;
  return rounded;
}

const pad = (value: number): string => String(value).padStart(2, "0");
