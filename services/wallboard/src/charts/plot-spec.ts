/** A chart as data: what is drawn over which intervals. Nothing here knows the library that draws it. */
import type { AxisRange, AxisUnit } from "../model/chart-axis.ts";

/** Names of tokens (`style/tokens.css`): the theme decides what they look like. */
export type Ink = "s1" | "s2" | "s3" | "s4" | "ink" | "ink2" | "future";
export type Side = "left" | "right";

export interface PlotSeries {
  readonly name: string;
  /** `stack`: bars, each on those before it. `before`: a line of the time that it is compared with. */
  readonly kind: "stack" | "line" | "before";
  readonly side: Side;
  readonly ink: Ink;
  /** One of each interval; null: not known, which breaks a line. */
  readonly values: readonly (number | null)[];
  readonly format: (value: number) => string;
}

export interface PlotAxis {
  readonly range: AxisRange;
  readonly unit: AxisUnit;
  readonly format: (value: number) => string;
}

export interface PlotSpec {
  /** Of each interval what stands under it where there is room, and what it is called. */
  readonly ticks: readonly string[];
  readonly names: readonly string[];
  /** A tick stands at the beginning of its interval, or of days and longer in its middle. */
  readonly ticksAt: "start" | "middle";
  readonly series: readonly PlotSeries[];
  readonly left: PlotAxis;
  readonly right: PlotAxis | null;
  readonly target: {
    readonly value: number;
    readonly side: Side;
    readonly label: string;
    readonly better: "higher" | "lower" | null;
  } | null;
  /** Of each interval what is forecast of it (left); null: nothing. */
  readonly expected: readonly (number | null)[];
  /** Intervals of which nothing, or not all, is known. */
  readonly unknown: ReadonlySet<number>;
  /** In progress: lighter. */
  readonly running: ReadonlySet<number>;
  readonly restated: ReadonlySet<number>;
  /** In which others are judged by another version of the policy than before. */
  readonly policy: ReadonlySet<number>;
  /** Where now is, in intervals from the left; null: not on it. */
  readonly now: { readonly at: number; readonly label: string } | null;
}
