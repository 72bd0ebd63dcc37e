/** A chart drawn by uPlot, as wide as its room. Loaded by the pages that show one, when they do. */
import "uplot/dist/uPlot.min.css";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import { plotData, plotOptions, shapeOf } from "./plot-options.ts";
import type { PlotSpec } from "./plot-spec.ts";
import { onThemeChange } from "./theme-ink.ts";

export interface PlotProps {
  readonly spec: PlotSpec;
  readonly height: number;
  /** The interval that the keyboard is at; null: none. */
  readonly cursor: number | null;
  readonly pointed: (interval: number | null) => void;
}

/** Another shape is another plot; other values are drawn in the one there is. */
export default function Plot(props: PlotProps) {
  return <Drawn key={`${props.height} ${shapeOf(props.spec)}`} {...props} />;
}

function Drawn({ spec, height, cursor, pointed }: PlotProps) {
  const room = useRef<HTMLDivElement>(null);
  const drawn = useRef<uPlot | null>(null);
  const latest = useRef({ spec, height, pointed, values: "" });
  useEffect(() => {
    const values = valuesOf(spec);
    const changed = values !== latest.current.values;
    latest.current = { spec, height, pointed, values };
    if (changed) drawn.current?.setData(plotData(spec));
  });
  useEffect(() => {
    const place = room.current;
    if (place === null) return;
    const size = { width: Math.max(120, place.clientWidth), height: latest.current.height };
    const events = { pointed: (at: number | null) => latest.current.pointed(at) };
    const plot = new uPlot(
      plotOptions(() => latest.current.spec, size, events),
      plotData(latest.current.spec),
      place,
    );
    drawn.current = plot;
    const wider = new ResizeObserver(() => {
      if (place.clientWidth > 0 && place.clientWidth !== plot.width)
        plot.setSize({ width: place.clientWidth, height: size.height });
    });
    wider.observe(place);
    const stop = onThemeChange(() => plot.redraw(false));
    return () => {
      stop();
      wider.disconnect();
      plot.destroy();
      drawn.current = null;
    };
  }, []);
  useEffect(() => {
    const plot = drawn.current;
    if (plot === null) return;
    const left = cursor === null ? -10 : plot.valToPos(cursor, "x");
    plot.setCursor({ left, top: cursor === null ? -10 : plot.over.clientHeight / 2 }, false);
  }, [cursor]);
  return <div ref={room} className="plot" style={{ height }} aria-hidden="true" />;
}

/** Equal while nothing that is drawn has changed. */
const valuesOf = (spec: PlotSpec): string =>
  JSON.stringify(spec, (_, value: unknown) => (value instanceof Set ? [...value] : value));
