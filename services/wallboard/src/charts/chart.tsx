/**
 * A chart with its name, what its lines are, and the same as a table. The keyboard walks through its intervals (a screen reader hears each),
 * Enter opens one; `as=table` in the address shows the table instead.
 */
import "./chart.css";
import { type KeyboardEvent, lazy, type ReactNode, Suspense, useState } from "react";
import { useDesk } from "../desk/desk-context.ts";
import { navigate, withParams } from "../desk/navigation.ts";
import { TableRoom } from "../desk/table-room.tsx";
import { words } from "../words/words.ts";
import { ChartKey, textAt } from "./chart-key.tsx";
import type { PlotSpec } from "./plot-spec.ts";

const Plot = lazy(() => import("./plot.tsx"));

export interface ChartProps {
  readonly id: string;
  readonly title: string;
  readonly hint?: string;
  /** First, last, lowest, target: what somebody sees at a glance. */
  readonly summary: string;
  readonly spec: PlotSpec;
  /** The same as a table; absent: the page has one. */
  readonly table?: ReactNode;
  readonly height: number;
  readonly open?: (interval: number) => void;
  /** Between the title and the choice of chart or table. */
  readonly more?: ReactNode;
}

export function Chart({ id, title, hint, summary, spec, table, height, open, more }: ChartProps) {
  const { url } = useDesk();
  const asTable = table !== undefined && url.searchParams.get("as") === "table";
  return (
    <section className="panel chart" aria-labelledby={`${id}-title`} data-testid={id}>
      <header className="wrap">
        <h2 id={`${id}-title`}>{title}</h2>
        {hint !== undefined && <span className="s q">{hint}</span>}
        <span className="grow" />
        {more}
        {table !== undefined && (
          <button
            type="button"
            className="btn"
            data-as-table
            aria-pressed={asTable}
            onClick={() => navigate(withParams(url, { as: asTable ? null : "table" }), "replace")}
          >
            {asTable ? words.asChart : words.asTable}
          </button>
        )}
      </header>
      {asTable ? (
        <TableRoom>{table}</TableRoom>
      ) : (
        <Drawn title={title} summary={summary} spec={spec} height={height} open={open} />
      )}
    </section>
  );
}

type DrawnProps = Pick<ChartProps, "title" | "summary" | "spec" | "height"> & {
  readonly open: ((interval: number) => void) | undefined;
};

function Drawn({ title, summary, spec, height, open }: DrawnProps) {
  const [pointed, setPointed] = useState<number | null>(null);
  const [cursor, setCursor] = useState<number | null>(null);
  const last = spec.names.length - 1;
  const at = pointed ?? cursor;
  const shown = at === null || at > last ? null : at;
  const walked = Math.min(last, cursor ?? last);
  const pressed = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const to = { ArrowLeft: walked - 1, ArrowRight: walked + 1, Home: 0, End: last }[event.key];
    if (to !== undefined) setCursor(cursor === null && event.key === "ArrowLeft" ? last : clamp(to, last));
    else if (event.key === "Enter" && cursor !== null) open?.(walked);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="body">
      <ChartKey spec={spec} at={shown} />
      <div
        className="drawn"
        role="slider"
        tabIndex={0}
        aria-label={`${title}. ${summary}`}
        aria-valuemin={1}
        aria-valuemax={Math.max(1, last + 1)}
        aria-valuenow={Math.max(1, walked + 1)}
        aria-valuetext={last < 0 ? words.noValue : textAt(spec, walked)}
        data-opens={open === undefined ? undefined : true}
        onKeyDown={pressed}
        onBlur={() => setCursor(null)}
        onClick={() => {
          if (pointed !== null) open?.(pointed);
        }}
      >
        <Suspense fallback={<div style={{ height }} />}>
          <Plot spec={spec} height={height} cursor={cursor === null ? null : walked} pointed={setPointed} />
        </Suspense>
      </div>
    </div>
  );
}

const clamp = (value: number, last: number): number => Math.max(0, Math.min(last, value));
