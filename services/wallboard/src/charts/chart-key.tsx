/** What a chart's lines and marks are, and beside each its value in the interval that is pointed at. */
import { words } from "../words/words.ts";
import type { PlotSpec } from "./plot-spec.ts";

interface Entry {
  readonly mark: string;
  readonly name: string;
  readonly value: string | null;
}

export function ChartKey({ spec, at }: { readonly spec: PlotSpec; readonly at: number | null }) {
  const entries = entriesOf(spec, at);
  return (
    <div className="key s">
      {at !== null && <b className="key-at">{spec.names[at]}</b>}
      <ul>
        {entries.map(({ mark, name, value }) => (
          <li key={`${mark} ${name}`}>
            <i className={`mark ${mark}`} aria-hidden="true" />
            <span className="q">{name}</span>
            {value !== null && <b>{value}</b>}
          </li>
        ))}
      </ul>
    </div>
  );
}

function entriesOf(spec: PlotSpec, at: number | null): Entry[] {
  const { chart } = words;
  const here = (values: ReadonlySet<number>, text: string): string | null =>
    at !== null && values.has(at) ? text : null;
  const value = (text: number | null | undefined, format: (value: number) => string): string | null =>
    at === null ? null : text === null || text === undefined ? words.noValue : format(text);
  const marks: readonly (readonly [boolean, Entry])[] = [
    [
      spec.expected.some((each) => each !== null && each > 0),
      {
        mark: "forecast",
        name: chart.forecast,
        value: value(at === null ? null : spec.expected[at], spec.left.format),
      },
    ],
    [spec.running.size > 0, { mark: "running", name: chart.running, value: here(spec.running, chart.here) }],
    [spec.unknown.size > 0, { mark: "unknown", name: chart.unknown, value: here(spec.unknown, chart.here) }],
    [spec.restated.size > 0, { mark: "restated", name: chart.restated, value: here(spec.restated, chart.here) }],
    [spec.policy.size > 0, { mark: "policy", name: chart.policy, value: here(spec.policy, chart.here) }],
  ];
  return [
    ...spec.series.map(({ name, kind, ink, values, format }) => ({
      mark: `${kind} ${ink}`,
      name,
      value: value(at === null ? null : values[at], format),
    })),
    ...marks.flatMap(([shown, entry]) => (shown ? [entry] : [])),
  ];
}

/** An interval in words. */
export function textAt(spec: PlotSpec, at: number): string {
  const said = entriesOf(spec, at).flatMap(({ mark, name, value }) => {
    if (value === null || value === words.noValue) return [];
    return MARKS.has(mark) ? [name] : [`${name} ${value}`];
  });
  return [spec.names[at]!, ...said].join(", ");
}

const MARKS = new Set(["running", "unknown", "restated", "policy"]);
