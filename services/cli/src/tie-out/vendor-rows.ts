/** The rows of a vendor's CSV: which interval and queue each is of, and what it says there. What cannot be read is an error with its line. */
import type { Channel, Figure, ReportCell, VendorReport } from "@floorwalker/domain";
import { parse } from "csv-parse/sync";
import { ProgramError } from "../program-error.ts";
import { reportColumns } from "./report-columns.ts";
import { type DayOrder, type Written, writtenDuration, writtenMoment, writtenNumber } from "./written-value.ts";

export interface VendorRow {
  readonly line: number;
  readonly from: number;
  readonly to: number;
  /** As the vendor calls it. */
  readonly queue: string;
  /** Null: the report does not say. */
  readonly channel: Channel | null;
  readonly cells: readonly ReportCell[];
}

export interface VendorFile {
  readonly name: string;
  readonly text: string;
  /** Of moments without an offset. */
  readonly zone: string;
  readonly slashed: DayOrder;
  /** How long an interval is, where the report does not say its end; null: not given. */
  readonly intervalMs: number | null;
}

/** What vendors call channels. */
const CHANNELS: Readonly<Record<string, Channel>> = {
  voice: "call",
  call: "call",
  chat: "chat",
  message: "chat",
  messaging: "chat",
  email: "email",
};

interface Line {
  readonly info: { readonly lines: number };
  readonly record: readonly string[];
}

/** With the headers of columns that are not compared. @throws ProgramError. */
export function vendorRows(
  report: VendorReport,
  file: VendorFile,
): { readonly rows: readonly VendorRow[]; readonly notCompared: readonly string[] } {
  const [head, ...lines] = linesOf(file);
  if (head === undefined || lines.length === 0)
    throw new ProgramError(
      "empty_report",
      `${file.name} has no rows`,
      "Export it again, with a header and an interval.",
    );
  const columns = reportColumns(report, file.name, head.record);
  if (columns.to < 0 && file.intervalMs === null)
    throw new ProgramError(
      "interval_unknown",
      `${file.name} does not say where its intervals end`,
      "Give --interval, such as 30m.",
    );
  const rows = lines.map(({ info, record }) => {
    const text = (index: number): string => (record[index] ?? "").trim();
    const refuse = (code: string, what: string, fix: string): ProgramError =>
      new ProgramError(code, `${file.name}:${info.lines}: ${what}`, fix);
    const moment = (index: number): number => {
      const at = writtenMoment(text(index), file.zone, file.slashed);
      if (at !== null) return at;
      throw refuse("unreadable_time", `"${text(index)}" is no moment`, TIME_FIX);
    };
    const value = (index: number, read: (written: string) => Written | undefined): Written => {
      const written = read(text(index));
      if (written !== undefined) return written;
      throw refuse("unreadable_number", `"${text(index)}" is no number`, "Export numbers without units or spaces.");
    };
    const from = moment(columns.from);
    const to = columns.to < 0 ? from + file.intervalMs! : moment(columns.to);
    if (to <= from) throw refuse("unreadable_time", "the interval ends before it begins", TIME_FIX);
    const seconds =
      columns.threshold < 0 ? null : value(columns.threshold, (written) => writtenNumber(written, 1)).value;
    return {
      line: info.lines,
      from,
      to,
      queue: text(columns.queue),
      channel: columns.channel < 0 ? null : channelOf(text(columns.channel), refuse),
      cells: columns.compared.map(({ index, header, figure, thresholdMs }) => ({
        column: header,
        figure,
        thresholdMs: thresholdMs ?? (seconds === null ? null : seconds * 1000),
        ...value(index, (written) => readAs(figure, report, written)),
      })),
    };
  });
  return { rows, notCompared: columns.notCompared };
}

/** Nothing: the report does not say. */
function channelOf(text: string, refuse: (code: string, what: string, fix: string) => ProgramError): Channel | null {
  if (text === "") return null;
  const written = text.toLowerCase();
  if (Object.hasOwn(CHANNELS, written)) return CHANNELS[written]!;
  const known = Object.keys(CHANNELS).join(", ");
  throw refuse("unknown_channel", `"${text}" is no channel that is compared`, `Export rows of ${known} only.`);
}

const TIME_FIX =
  "Use 2026-11-30T09:00 (by the site's clock), a time with an offset or Z, or 11/30/2026 9:00 AM with --dates.";

function readAs({ unit }: Figure, { shares, durations }: VendorReport, text: string): Written | undefined {
  if (unit === "seconds") return writtenDuration(text, durations === "seconds" ? 1 : 0.001);
  return writtenNumber(text, unit === "share" && shares === "percent" ? 0.01 : 1);
}

function linesOf({ name, text }: VendorFile): readonly Line[] {
  try {
    return parse(text, { info: true, bom: true, relaxColumnCount: true, skipEmptyLines: true }) as unknown as Line[];
  } catch (error) {
    const { message, lines = 1 } = error as Error & { readonly lines?: number };
    throw new ProgramError("unreadable_csv", `${name}:${lines}: ${message}`, "Export it as CSV again (RFC 4180).");
  }
}
