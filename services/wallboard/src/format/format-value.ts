/**
 * Numbers as a board shows them. Decimals are fixed, so that digits never jump; three absences are kept apart:
 * null (undefined: nothing to divide by, nothing known) is "–", an absent field (this row has no such value) is "N/A",
 * a true zero is 0. Rounding never carries a value over the limit it is compared with: 79.96 % is not "80.0%" of 80 %.
 */
import { strings } from "../strings.ts";

/** A field of a row: undefined where the row does not have it. */
export type Value = number | null | undefined;

const counts = new Intl.NumberFormat(strings.locale, { maximumFractionDigits: 0, useGrouping: true });

const absent = (value: Value): string | null => {
  if (value === undefined) return strings.notApplicable;
  return value === null || !Number.isFinite(value) ? strings.noValue : null;
};

export const formatCount = (value: Value): string => absent(value) ?? counts.format(value!);

/** 0–1 as per cent with one decimal; `limit` (0–1) is what the reader compares it with. */
export function formatRatio(value: Value, limit?: number): string {
  return (
    absent(value) ??
    strings.percent((roundBeside(value! * 1000, limit === undefined ? undefined : limit * 1000) / 10).toFixed(1))
  );
}

/** 0–1 as per cent, decimals only where there are any: targets and limits. */
export const formatShare = (value: number): string => strings.percent(String(Math.round(value * 1000) / 10));

/** Score 1–5, two decimals. */
export const formatScore = (value: Value): string => absent(value) ?? value!.toFixed(2);

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
  if (seconds >= 3600 && seconds % 3600 === 0) return strings.hours(seconds / 3600);
  if (seconds >= 120 && seconds % 60 === 0) return strings.minutes(seconds / 60);
  return strings.seconds(seconds);
}

/** How old something is, rounded down: seconds, minutes from 2 min, hours from 2 h. */
export function formatAge(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 120) return strings.seconds(whole);
  return whole < 7200 ? strings.minutes(Math.floor(whole / 60)) : strings.hours(Math.floor(whole / 3600));
}

/** A KPI's value by its unit on the wire; an unknown unit is shown as a plain number. */
export function formatByUnit(value: Value, unit: string, limit?: number): string {
  if (unit === "ratio") return formatRatio(value, limit);
  if (unit === "seconds") return formatDuration(value);
  if (unit === "score" || unit === "number" || unit === "effort") return formatScore(value);
  return formatCount(value);
}

/** Rounds to a whole number, but stays on its own side of `limit`. */
function roundBeside(value: number, limit: number | undefined): number {
  const rounded = Math.round(value);
  if (limit === undefined || Math.abs(value - limit) < 1e-6) return rounded;
  if (value < limit && rounded >= limit) return Math.ceil(limit) - 1;
  if (value > limit && rounded <= limit) return Math.floor(limit) + 1;
  return rounded;
}

const pad = (value: number): string => String(value).padStart(2, "0");
