/** What of the day was told otherwise at first: one entry for each thing, interval and KPI, from what was first shown to what is true now. */
import { type CellKey, SITE_CELL } from "../cell/cell-key.ts";
import type { KeptLength } from "../history/interval.ts";
import type { Unit } from "../kpi/kpi.ts";
import { kpiById } from "../kpi/registry.ts";
import type { ReportNames } from "./report-names.ts";

/** As history keeps it. */
export interface ToldRestatement {
  readonly cell: CellKey;
  readonly length: KeptLength;
  readonly from: number;
  readonly kpi: string;
  readonly before: number | null;
  readonly after: number | null;
  /** Epoch ms. */
  readonly at: number;
}

export interface RestatedNumber {
  readonly of: string;
  readonly length: KeptLength;
  /** Epoch ms. */
  readonly from: number;
  readonly kpi: string;
  readonly title: string;
  readonly unit: Unit;
  readonly before: number | null;
  readonly after: number | null;
  /** When it was last told, epoch ms. */
  readonly at: number;
}

export interface RestatedNumbers {
  /** Quarters of an hour of what is reported that any KPI of was told otherwise. */
  readonly quarters: number;
  /** Of the day first, then of its quarters. */
  readonly entries: readonly RestatedNumber[];
  /** Entries that are not told. */
  readonly more: number;
}

/** Who reads a report knows these; the others follow from them. */
const TOLD = ["offered", "answered", "abandoned", "serviceLevel"];
const MOST = 10;

interface Asked {
  readonly from: number;
  readonly to: number;
  readonly names: ReportNames;
  readonly restatements: readonly ToldRestatement[];
}

/** `cells`: of what is reported, and of its queues and teams. */
export function restatedNumbers({ from, to, names, restatements }: Asked, cells: readonly CellKey[]): RestatedNumbers {
  const own = restatements.filter((each) => each.from >= from && each.from < to && cells.includes(each.cell));
  const byNumber = Map.groupBy(own, ({ cell, length, from: begins, kpi }) =>
    JSON.stringify([length, begins, cell, kpi]),
  );
  const changed: (RestatedNumber & { readonly cell: CellKey })[] = [];
  for (const told of byNumber.values()) {
    const inOrder = told.toSorted((a, b) => a.at - b.at);
    const [first, last] = [inOrder[0]!, inOrder.at(-1)!];
    const { cell, length, from: begins, kpi } = first;
    const { title, unit } = kpiById(kpi) ?? { title: kpi, unit: "number" };
    if (shown(first.before, unit) === shown(last.after, unit)) continue;
    const { before } = first;
    changed.push({
      cell,
      of: names.ofCell(cell),
      length,
      from: begins,
      kpi,
      title,
      unit,
      before,
      after: last.after,
      at: last.at,
    });
  }
  const quarters = new Set(changed.filter(({ length }) => length === "15m").map(({ from: begins }) => begins)).size;
  const known = changed
    .filter(({ kpi }) => TOLD.includes(kpi))
    .sort(
      (a, b) =>
        Number(a.length !== "day") - Number(b.length !== "day") ||
        a.from - b.from ||
        Number(a.cell !== SITE_CELL) - Number(b.cell !== SITE_CELL) ||
        names.rank(a.cell) - names.rank(b.cell) ||
        TOLD.indexOf(a.kpi) - TOLD.indexOf(b.kpi),
    );
  const entries = known.slice(0, MOST).map(({ cell: _cell, ...entry }) => entry);
  return { quarters, entries, more: known.length - entries.length };
}

/** A change of a share that no reader could see is none to tell: tenths of a per cent are shown. */
const shown = (value: number | null, unit: Unit): number | null =>
  value !== null && unit === "ratio" ? Math.round(value * 1_000) : value;
