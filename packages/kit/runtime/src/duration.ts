/** Durations as people write them: `250ms`, `20s`, `5m`, `4h`, `30d`, or plain seconds. The only place that reads them. */

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds (an integer, ≥ 0); null when it is not a duration. A number, or a string without a unit, is seconds. */
export function parseDuration(value: string | number): number | null {
  const match = /^\s*(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)?\s*$/.exec(String(value));
  if (!match) return null;
  const ms = Math.round(Number(match[1]) * UNIT_MS[match[2] ?? "s"]!);
  return Number.isSafeInteger(ms) ? ms : null;
}

/** The shortest way to write it with one unit: 90000 → `90s`. */
export function formatDuration(ms: number): string {
  for (const unit of ["d", "h", "m", "s"]) {
    const size = UNIT_MS[unit]!;
    if (ms >= size && ms % size === 0) return `${ms / size}${unit}`;
  }
  return ms === 0 ? "0s" : `${ms}ms`;
}
