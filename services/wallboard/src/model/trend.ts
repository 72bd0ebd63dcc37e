/** A value's course since the page was opened: a point every half minute, the last two hours. */
export interface TrendPoint {
  readonly at: number;
  readonly value: number;
}

const EVERY_MS = 30_000;
const POINTS = 240;

/** The same array unless a point is due and known. */
export function addToTrend(
  trend: readonly TrendPoint[],
  at: number,
  value: number | null | undefined,
): readonly TrendPoint[] {
  const last = trend[trend.length - 1];
  if (value === null || value === undefined || (last !== undefined && at - last.at < EVERY_MS)) return trend;
  return [...trend.slice(1 - POINTS), { at, value }];
}

/** Points of an SVG polyline in a box; the vertical axis is 0–1 so that a board never dramatises a small move. */
export function trendPoints(trend: readonly TrendPoint[], width: number, height: number): string {
  const first = trend[0];
  const last = trend[trend.length - 1];
  if (first === undefined || last === undefined || last.at === first.at) return "";
  const span = last.at - first.at;
  return trend
    .map(({ at, value }) => `${(((at - first.at) / span) * width).toFixed(1)},${((1 - value) * height).toFixed(1)}`)
    .join(" ");
}
