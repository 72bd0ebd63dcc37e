/**
 * A KPI's value in words: ratios as per cent, seconds as mm:ss. Rounding never carries a value to or over the limit
 * that stands beside it: 79.96 % is not "80.0%" of 80 %.
 */

/** "unknown" for null. `limit` is in the same unit; an unknown unit is shown as a plain number. */
export function formatValue(value: number | null, unit: string, limit?: number): string {
  if (value === null || !Number.isFinite(value)) return "unknown";
  if (unit === "ratio") return `${(roundBeside(value * 1_000, scaled(limit, 1_000)) / 10).toFixed(1)}%`;
  if (unit === "seconds") return formatSeconds(roundBeside(value, limit));
  if (unit === "score" || unit === "number" || unit === "effort")
    return (roundBeside(value * 100, scaled(limit, 100)) / 100).toFixed(2);
  return String(roundBeside(value, limit));
}

/** As it was configured: no decimals that say nothing. */
export function formatLimit(limit: number, unit: string): string {
  if (unit === "ratio") return `${Math.round(limit * 1_000) / 10}%`;
  if (unit === "seconds") return formatSeconds(Math.round(limit));
  return String(limit);
}

/** `mm:ss`, from one hour on `h:mm:ss`. */
export function formatSeconds(seconds: number): string {
  const whole = Math.max(0, seconds);
  const rest = `${pad(Math.floor(whole / 60) % 60)}:${pad(whole % 60)}`;
  return whole < 3_600 ? rest : `${Math.floor(whole / 3_600)}:${rest}`;
}

const scaled = (limit: number | undefined, factor: number): number | undefined =>
  limit === undefined ? undefined : limit * factor;

/** To the whole nearest to `value`, but never to or over a `limit` that it is not beyond. */
export function roundBeside(value: number, limit: number | undefined): number {
  const rounded = Math.round(value);
  if (limit === undefined || Math.abs(value - limit) < 1e-6) return rounded;
  // A level times a power of ten is a hair beside what it says: 2.18 × 100 is not 218.
  const level = Math.abs(limit - Math.round(limit)) < 1e-6 ? Math.round(limit) : limit;
  if (value < level && rounded >= level) return Math.ceil(level) - 1;
  if (value > level && rounded <= level) return Math.floor(level) + 1;
  return rounded;
}

const pad = (value: number): string => String(value).padStart(2, "0");
