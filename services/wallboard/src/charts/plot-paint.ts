/** What uPlot does not draw by itself: values that stand alone, holes hatched, the side that misses shaded, the target, forecasts, what was restated, and now. */
import type uPlot from "uplot";
import { aloneIn } from "../model/chart-axis.ts";
import type { PlotSeries, PlotSpec } from "./plot-spec.ts";
import { ink } from "./theme-ink.ts";

/** Where things are, in pixels of the canvas. */
interface Box {
  readonly plot: uPlot;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Of the canvas to one of the page. */
  readonly ratio: number;
  readonly edge: (interval: number) => number;
}

const boxOf = (plot: uPlot): Box => {
  const { left, top, width, height } = plot.bbox;
  const edge = (interval: number): number => plot.valToPos(interval - 0.5, "x", true);
  return { plot, left, top, width, height, ratio: devicePixelRatio, edge };
};

/** Under the series. */
export function paintUnder(plot: uPlot, { unknown, running, target, series }: PlotSpec): void {
  const box = boxOf(plot);
  plot.ctx.save();
  const hasBars = series.some(({ kind }) => kind === "stack");
  if (!hasBars) for (const interval of running) band(box, interval);
  for (const interval of unknown) hatch(box, box.edge(interval), box.edge(interval + 1));
  if (target !== null && target.better !== null) shadeMissing(box, target);
  plot.ctx.globalAlpha = 1;
  if (!hasBars) for (const each of series.toReversed()) levels(box, each);
  plot.ctx.restore();
}

/** Over the bars and under the lines, then over all. */
export function paintOver(plot: uPlot, spec: PlotSpec): void {
  const box = boxOf(plot);
  const { ctx } = plot;
  ctx.save();
  spec.expected.forEach((value, interval) => {
    if (value !== null && value > 0) dashedBar(box, interval, value);
  });
  for (const interval of spec.policy) upright(box, box.edge(interval), ink("future"), [2, 3]);
  if (spec.target !== null) targetLine(box, spec.target);
  if (spec.now !== null) nowLine(box, spec.now);
  for (const interval of spec.restated) turned(box, interval);
  ctx.restore();
}

/** The bars of what is in progress, lighter: what is drawn so far is mixed with the panel's colour. */
export function paleRunning(plot: uPlot, { running }: PlotSpec): void {
  const box = boxOf(plot);
  plot.ctx.save();
  plot.ctx.globalAlpha = 0.4;
  plot.ctx.fillStyle = ink("panel");
  for (const interval of running) {
    const [from, to] = [box.edge(interval), box.edge(interval + 1)];
    plot.ctx.fillRect(from + 1, box.top, to - from - 2, box.height - 1);
  }
  plot.ctx.restore();
}

/** A value that no line reaches is a level over its interval: as a point alone it would hardly be seen, and of a week before not at all. */
function levels({ plot, edge, ratio }: Box, { kind, side, ink: token, values }: PlotSeries): void {
  const { ctx } = plot;
  ctx.strokeStyle = ink(token);
  ctx.lineWidth = 2 * ratio;
  ctx.setLineDash(kind === "before" ? [5 * ratio, 4 * ratio] : []);
  for (const interval of aloneIn(values)) {
    const y = Math.round(plot.valToPos(values[interval]!, side, true));
    const inset = (edge(interval + 1) - edge(interval)) * 0.08;
    ctx.beginPath();
    ctx.moveTo(edge(interval) + inset, y);
    ctx.lineTo(edge(interval + 1) - inset, y);
    ctx.stroke();
  }
  ctx.setLineDash([]);
}

/** In progress, where no bar can be lighter. */
function band({ plot: { ctx }, edge, top, height }: Box, interval: number): void {
  ctx.fillStyle = ink("sunk");
  ctx.fillRect(edge(interval), top, edge(interval + 1) - edge(interval), height);
}

function hatch({ plot: { ctx }, top, height, ratio }: Box, from: number, to: number): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(from, top, to - from, height);
  ctx.clip();
  ctx.strokeStyle = ink("edge");
  ctx.globalAlpha = 0.45;
  ctx.lineWidth = 1.5 * ratio;
  ctx.beginPath();
  for (let x = from - height; x < to; x += 7 * ratio) {
    ctx.moveTo(x, top + height);
    ctx.lineTo(x + height, top);
  }
  ctx.stroke();
  ctx.restore();
}

function shadeMissing(
  { plot, left, top, width, height }: Box,
  { value, side, better }: NonNullable<PlotSpec["target"]>,
): void {
  const at = Math.min(top + height, Math.max(top, plot.valToPos(value, side, true)));
  plot.ctx.globalAlpha = 0.07;
  plot.ctx.fillStyle = ink("watch-fill");
  if (better === "higher") plot.ctx.fillRect(left, at, width, top + height - at);
  else plot.ctx.fillRect(left, top, width, at - top);
}

function targetLine(box: Box, { value, side }: NonNullable<PlotSpec["target"]>): void {
  const { plot, left, width, ratio } = box;
  const y = plot.valToPos(value, side, true);
  const { ctx } = plot;
  ctx.beginPath();
  ctx.setLineDash([5 * ratio, 4 * ratio]);
  ctx.lineWidth = 1.3 * ratio;
  ctx.strokeStyle = ink("ink2");
  ctx.moveTo(left, y);
  ctx.lineTo(left + width, y);
  ctx.stroke();
  ctx.setLineDash([]);
}

function dashedBar({ plot, edge, ratio }: Box, interval: number, value: number): void {
  const { ctx } = plot;
  const [from, to] = [edge(interval), edge(interval + 1)];
  const [y, floor] = [plot.valToPos(value, "left", true), plot.valToPos(0, "left", true)];
  const inset = (to - from) * 0.08;
  ctx.setLineDash([3 * ratio, 3 * ratio]);
  ctx.lineWidth = ratio;
  ctx.strokeStyle = ink("future");
  ctx.strokeRect(from + inset, y, to - from - 2 * inset, floor - y);
  ctx.setLineDash([]);
}

function upright({ plot: { ctx }, top, height, ratio }: Box, x: number, colour: string, dash: readonly number[]): void {
  ctx.beginPath();
  ctx.setLineDash(dash.map((each) => each * ratio));
  ctx.lineWidth = 1.2 * ratio;
  ctx.strokeStyle = colour;
  ctx.moveTo(x, top);
  ctx.lineTo(x, top + height);
  ctx.stroke();
  ctx.setLineDash([]);
}

function nowLine(box: Box, { at, label }: NonNullable<PlotSpec["now"]>): void {
  const x = box.edge(at);
  upright(box, x, ink("accent"), []);
  const { ctx } = box.plot;
  ctx.fillStyle = ink("accent");
  ctx.font = `700 ${11 * box.ratio}px ${ink("sans")}`;
  const room = x + ctx.measureText(label).width + 8 * box.ratio < box.left + box.width;
  ctx.textAlign = room ? "left" : "right";
  ctx.textBaseline = "top";
  ctx.fillText(label, x + (room ? 4 : -4) * box.ratio, box.top + 2 * box.ratio);
}

/** A mark of what was told anew: a triangle on the upper edge, and never colour alone. */
function turned({ plot: { ctx }, edge, top, ratio }: Box, interval: number): void {
  const x = (edge(interval) + edge(interval + 1)) / 2;
  const half = 5 * ratio;
  ctx.fillStyle = ink("future");
  ctx.beginPath();
  ctx.moveTo(x - half, top);
  ctx.lineTo(x + half, top);
  ctx.lineTo(x, top + half * 1.5);
  ctx.fill();
}
