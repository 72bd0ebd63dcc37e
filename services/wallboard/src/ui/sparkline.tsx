/** A trend beside its number: the target as a dashed line with its value, what misses it shaded, old numbers grey. */
import { useId } from "react";
import { formatPercentage, formatRatio, formatShare } from "../format/format-value.ts";
import { type TrendPoint, trendLine } from "../model/trend-line.ts";
import { words } from "../words/words.ts";

export interface SparklineProps {
  readonly points: readonly TrendPoint[];
  readonly from: number;
  readonly to: number;
  readonly target: number;
  /** The side of the target that misses it. */
  readonly misses?: "below" | "above";
  readonly width: number;
  readonly height: number;
  /** `act`: in breach; `old`: not true any more. */
  readonly tone: "plain" | "act" | "old";
  readonly labelled?: boolean;
}

export function Sparkline({
  points,
  from,
  to,
  target,
  misses = "below",
  width,
  height,
  tone,
  labelled = true,
}: SparklineProps) {
  const clip = useId();
  const room = labelled ? 26 : 0;
  const gapMs = Math.max(150_000, (to - from) / 12);
  const line = trendLine(points, { from, to, width: width - room - 6, height: height - 8, target, gapMs });
  if (line.pieces.length === 0)
    return (
      <span className="spark-none" style={{ width, height }} title={words.floor.tooFew}>
        {words.noValue}
      </span>
    );
  const { targetY, end } = line;
  const label = words.floor.trendLabel(
    formatPercentage(line.first),
    formatPercentage(line.last),
    formatPercentage(line.lowest),
    formatShare(target),
  );
  return (
    <svg
      className="spark"
      data-tone={tone}
      width={width}
      height={height}
      viewBox={`-2 -4 ${width} ${height}`}
      role="img"
      aria-label={label}
    >
      <title>{`${formatRatio(line.first)} → ${formatRatio(line.last)}`}</title>
      <clipPath id={clip}>
        {misses === "below" ? (
          <rect x="-2" y={targetY} width={width - room} height={Math.max(0, height - 4 - targetY)} />
        ) : (
          <rect x="-2" y="-4" width={width - room} height={targetY + 4} />
        )}
      </clipPath>
      {line.pieces.map((piece) => (
        <polygon key={piece} className="spark-miss" clipPath={`url(#${clip})`} points={closed(piece, targetY)} />
      ))}
      <line className="spark-target" x1="-2" x2={width - room - 4} y1={targetY} y2={targetY} />
      {line.pieces.map((piece) => (
        <polyline key={piece} className="spark-line" points={piece} />
      ))}
      {end !== null && <circle className="spark-end" cx={end.x} cy={end.y} r="3" />}
      {labelled && (
        <text x={width - 2} y={targetY + 3.5} textAnchor="end">
          {formatPercentage(target).replace(/[.,]0$/, "")}
        </text>
      )}
    </svg>
  );
}

/** Back along the target, so that what lies on either side of it has an area of its own. */
function closed(piece: string, targetY: number): string {
  const points = piece.split(" ");
  const [first, last] = [points[0]!.split(",")[0], points.at(-1)!.split(",")[0]];
  return `${first},${targetY} ${piece} ${last},${targetY}`;
}
