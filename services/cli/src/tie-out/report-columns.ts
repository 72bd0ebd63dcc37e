/** Which column of a vendor's CSV is what, by its header; what a report lacks is said with its columns. */
import type { Figure, VendorReport } from "@floorwalker/domain";
import { ProgramError } from "../program-error.ts";

export interface ComparedColumn {
  readonly index: number;
  /** As written. */
  readonly header: string;
  readonly figure: Figure;
  /** Its own threshold; null: it names none. */
  readonly thresholdMs: number | null;
}

/** Below 0: there is none. */
export interface ReportColumns {
  readonly from: number;
  readonly to: number;
  readonly queue: number;
  readonly channel: number;
  readonly threshold: number;
  readonly compared: readonly ComparedColumn[];
  readonly notCompared: readonly string[];
}

/** @throws ProgramError `missing_column`, `nothing_to_compare`. */
export function reportColumns(report: VendorReport, file: string, header: readonly string[]): ReportColumns {
  const headers = header.map((text) => text.trim());
  const lower = headers.map((text) => text.toLowerCase());
  // Of several the one that is named first: a name goes before an id.
  const placed = (place: keyof VendorReport["place"]): number =>
    lower.indexOf(report.place[place].find((name) => lower.includes(name)) ?? "\0");
  const needed = (place: "from" | "queue"): number => {
    const index = placed(place);
    if (index >= 0) return index;
    throw new ProgramError(
      "missing_column",
      `${file}:1: no column says the ${place === "from" ? "interval" : "queue"} of a row`,
      `${report.title} calls it ${report.place[place].join(" or ")}.`,
    );
  };
  const places = {
    from: needed("from"),
    to: placed("to"),
    queue: needed("queue"),
    channel: placed("channel"),
    threshold: placed("threshold"),
  };
  const compared = headers.flatMap((text, index): ComparedColumn[] => {
    const column = report.columns.find((one) => one.header.test(text.toLowerCase()));
    if (column === undefined) return [];
    const seconds = column.header.exec(text.toLowerCase())![1];
    const thresholdMs = seconds === undefined ? null : Number(seconds) * 1000;
    return [{ index, header: text, figure: column.figure, thresholdMs }];
  });
  if (compared.length === 0)
    throw new ProgramError(
      "nothing_to_compare",
      `${file}:1: none of these columns is one of ${report.title}: ${headers.join(", ")}`,
      "Its columns are listed in docs/tie-out.md; see whether --vendor is the right one.",
    );
  const known = new Set([...Object.values(places), ...compared.map(({ index }) => index)]);
  return { ...places, compared, notCompared: headers.filter((_, index) => !known.has(index)) };
}
