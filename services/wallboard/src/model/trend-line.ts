/**
 * A trend as a picture: the same rolling value as the number beside it, over the span of its window, a point a minute; its right end is that
 * number. What is not known breaks the line and is never bridged. The axis shows the change: from the least of values and target to the
 * greatest, and 12 % more, at least ±0.6 points.
 */
import { changeAxis } from "./chart-axis.ts";

export interface TrendPoint {
  /** Epoch ms. */
  readonly at: number;
  /** 0–1; null: not known. */
  readonly value: number | null;
}

export interface TrendLine {
  /** Unbroken pieces, as points of an SVG polyline. */
  readonly pieces: readonly string[];
  /** Where the target is, px from above. */
  readonly targetY: number;
  readonly end: { readonly x: number; readonly y: number } | null;
  readonly first: number | null;
  readonly last: number | null;
  readonly lowest: number | null;
}

export interface TrendBox {
  readonly from: number;
  readonly to: number;
  readonly width: number;
  readonly height: number;
  readonly target: number;
  /** Points further apart are not of one piece, ms. */
  readonly gapMs: number;
}

export function trendLine(points: readonly TrendPoint[], box: TrendBox): TrendLine {
  const { from, to, width, height, target, gapMs } = box;
  const shown = points.filter(({ at }) => at >= from && at <= to);
  const known = shown.flatMap(({ value }) => value ?? []);
  const [low, high] = changeAxis(known, target, "ratio");
  const y = (value: number): number => height - ((value - low) / (high - low)) * height;
  const x = (at: number): number => ((at - from) / Math.max(1, to - from)) * width;
  const pieces: string[] = [];
  let piece: string[] = [];
  let before: TrendPoint | null = null;
  const cut = (): void => {
    if (piece.length > 1) pieces.push(piece.join(" "));
    piece = [];
  };
  for (const point of shown) {
    if (point.value === null || (before !== null && point.at - before.at > gapMs)) cut();
    if (point.value !== null) piece.push(`${x(point.at).toFixed(1)},${y(point.value).toFixed(1)}`);
    before = point;
  }
  cut();
  const last = shown.at(-1);
  const end = last === undefined || last.value === null ? null : { x: x(last.at), y: y(last.value) };
  return {
    pieces,
    targetY: y(target),
    end,
    first: known[0] ?? null,
    last: known.at(-1) ?? null,
    lowest: known.length === 0 ? null : Math.min(...known),
  };
}
