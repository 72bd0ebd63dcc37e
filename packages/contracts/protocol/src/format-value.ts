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

function roundBeside(value: number, limit: number | undefined): number {
  const rounded = Math.round(value);
  if (limit === undefined || Math.abs(value - limit) < 1e-6) return rounded;
  if (value < limit && rounded >= limit) return Math.ceil(limit) - 1;
  if (value > limit && rounded <= limit) return Math.floor(limit) + 1;
  return rounded;
}

const pad = (value: number): string => String(value).padStart(2, "0");
