/**
 * A chart's data as uPlot wants them. Intervals are equally wide whatever the clock did: x is their number, not the time. What is drawn is read
 * again each time (`read`), so that new values of the same chart are drawn without making it anew.
 */
import uPlot from "uplot";
import { aloneIn, axisSplits, knownIn } from "../model/chart-axis.ts";
import { paintOver, paintUnder, paleRunning } from "./plot-paint.ts";
import type { PlotAxis, PlotSeries, PlotSpec, Side } from "./plot-spec.ts";
import { ink } from "./theme-ink.ts";

export interface PlotEvents {
  /** The interval under the pointer or the keyboard's cursor; null: none. */
  readonly pointed: (interval: number | null) => void;
}

const FONT = (): string => `11px ${ink("sans")}`;
const TICK_ROOM = 58;
const BAR = 0.84;

export type ReadSpec = () => PlotSpec;

/** Equal for charts that differ in values alone. */
export const shapeOf = ({ series, ticks, ticksAt, right }: PlotSpec): string =>
  JSON.stringify([
    series.map(({ name, kind, side, ink: token }) => [name, kind, side, token]),
    ticks.length,
    ticksAt,
    right === null,
  ]);

interface Size {
  readonly width: number;
  readonly height: number;
}

export function plotOptions(read: ReadSpec, size: Size, events: PlotEvents): uPlot.Options {
  const spec = read();
  const shown = drawnSeries(spec);
  const lastBar = shown.findLastIndex(({ kind }) => kind === "stack");
  return {
    ...size,
    legend: { show: false },
    padding: [6, spec.right === null && spec.target === null ? 8 : 0, 0, 0],
    scales: {
      x: { time: false, range: () => [-0.5, spec.ticks.length - 0.5] },
      left: { range: () => [...read().left.range] as [number, number] },
      ...(spec.right === null ? {} : { right: { range: () => [...read().right!.range] as [number, number] } }),
    },
    series: [{}, ...shown.map(seriesOption)],
    axes: axesOf(read),
    cursor: {
      y: false,
      drag: { x: false, y: false, setScale: false },
      points: { show: false },
      focus: { prox: -1 },
    },
    hooks: {
      drawClear: [(plot) => paintUnder(plot, read())],
      drawSeries: [
        (plot, index) => {
          if (index - 1 === lastBar) paleRunning(plot, read());
        },
      ],
      draw: [(plot) => paintOver(plot, read())],
      setCursor: [({ cursor }) => events.pointed(cursor.idx ?? null)],
    },
  };
}

interface DrawnSeries extends Omit<PlotSeries, "kind"> {
  /** `halo`: under a line that crosses bars, so that it is seen on them. */
  readonly kind: PlotSeries["kind"] | "halo";
}

/** Stacked bars reach down to the floor: the tallest is drawn first. */
function drawnSeries({ series }: PlotSpec): DrawnSeries[] {
  const stacked = series.filter(({ kind }) => kind === "stack");
  const lines = series.filter(({ kind }) => kind !== "stack");
  const halos = stacked.length === 0 ? [] : lines.map((line) => ({ ...line, kind: "halo" as const }));
  return [...stacked.toReversed(), ...halos, ...lines];
}

export function plotData(spec: PlotSpec): uPlot.AlignedData {
  const stacked = spec.series.filter(({ kind }) => kind === "stack");
  const upTo = (series: DrawnSeries): (number | null)[] => {
    if (series.kind !== "stack") return [...series.values];
    const below = stacked.slice(0, stacked.findIndex(({ name }) => name === series.name) + 1);
    return series.values.map((value, at) =>
      value === null ? null : below.reduce((sum, { values }) => sum + (values[at] ?? 0), 0),
    );
  };
  return [spec.ticks.map((_, index) => index), ...drawnSeries(spec).map(upTo)];
}

function seriesOption({ kind, side, ink: token, name }: DrawnSeries): uPlot.Series {
  const colour = (): string => ink(token);
  if (kind === "stack")
    return {
      label: name,
      scale: side,
      fill: colour,
      stroke: () => ink("panel"),
      width: 1,
      paths: uPlot.paths.bars!({ size: [BAR, 64], align: 0 }),
      points: { show: false },
    };
  if (kind === "halo")
    return { label: name, scale: side, stroke: () => ink("panel"), width: 5, spanGaps: false, points: { show: false } };
  const isBefore = kind === "before";
  return {
    label: name,
    scale: side,
    stroke: colour,
    width: isBefore ? 1.4 : 2,
    spanGaps: false,
    ...(isBefore ? { dash: [5, 4] } : {}),
    points: { show: !isBefore, size: 7, fill: colour, stroke: () => ink("panel"), width: 1.5, filter: pointsShown },
  };
}

/** All while they are few; of many only those that stand alone, which no line would show. */
function pointsShown({ data }: uPlot, series: number): number[] {
  const values = data[series] ?? [];
  const all = knownIn(values);
  return all.length <= 40 ? all : aloneIn(values);
}

function axesOf(read: ReadSpec): uPlot.Axis[] {
  const { ticks, ticksAt, right } = read();
  const common = { stroke: () => ink("ink3"), font: FONT(), ticks: { show: false } } as const;
  const axisAt = (side: Side): PlotAxis => read()[side]!;
  const upright = (side: Side): uPlot.Axis => ({
    ...common,
    scale: side,
    side: side === "left" ? 3 : 1,
    grid: side === "left" ? { stroke: () => ink("line"), width: 1 } : { show: false },
    splits: () => splitsBeside(read(), axisAt(side), side),
    values: (_, splits) =>
      splits.map((value) => (isTarget(read(), side, value) ? read().target!.label : axisAt(side).format(value))),
    size: (_, values) => 14 + Math.max(24, ...(values ?? []).map((text) => text.length * 6.4)),
    gap: 6,
  });
  const x: uPlot.Axis = {
    ...common,
    grid: { show: false },
    size: 24,
    gap: 6,
    splits: (plot) => everyNth(ticks.length, plot.width).map((index) => index - (ticksAt === "start" ? 0.5 : 0)),
    values: (_, splits) => splits.map((at) => read().ticks[Math.round(at + (ticksAt === "start" ? 0.5 : 0))] ?? ""),
  };
  return [x, upright("left"), ...(right === null ? [] : [upright("right")])];
}

const isTarget = ({ target }: PlotSpec, side: Side, value: number): boolean =>
  target !== null && target.side === side && target.value === value;

/** The target has its own label at its end: round numbers too near to it go. */
function splitsBeside({ target }: PlotSpec, { range, unit }: PlotAxis, side: Side): number[] {
  const splits = axisSplits(range, unit);
  if (target === null || target.side !== side) return splits;
  const near = (range[1] - range[0]) / 14;
  return [...splits.filter((split) => Math.abs(split - target.value) > near), target.value].sort((a, b) => a - b);
}

/** The first, and as many more at round distances as there is room for. */
function everyNth(count: number, width: number): number[] {
  const room = Math.max(2, Math.floor((width - 90) / TICK_ROOM));
  const step = [1, 2, 4, 8, 12, 16, 24, 48, 96, 192, 384].find((each) => count / each <= room) ?? count;
  return Array.from({ length: Math.ceil(count / step) }, (_, index) => index * step);
}
