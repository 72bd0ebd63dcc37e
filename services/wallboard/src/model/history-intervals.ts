/**
 * An answer of the history as intervals without holes: what has no row is nothing that happened, what is withheld or lies beyond that which is known is not known.
 * Of sites with several clocks only what has a row is told: where their days begin and end is each site's affair.
 */
import type { HistoryAnswer, HistoryRow } from "../answers/history.ts";
import { dateAfter } from "./history-choice.ts";

export interface HistoryInterval {
  /** Epoch ms; of days and longer the UTC midnight of its date. */
  readonly at: number;
  /** Its own beginning and end, as the answer has them or would. */
  readonly from: string;
  readonly to: string | null;
  /** Null: nothing happened, or it is not known. */
  readonly row: HistoryRow | null;
  readonly state: "done" | "running" | "unknown";
  /** The same weekday and time a week before; null: nothing is known of it. */
  readonly before: HistoryRow | null;
}

const STEP_MS: Readonly<Record<string, number>> = { "15m": 900_000, "30m": 1_800_000, "1h": 3_600_000 };
const MOST = 5_000;

export const isOfDates = (interval: string): boolean => STEP_MS[interval] === undefined;

export function historyIntervals(answer: HistoryAnswer, before: HistoryAnswer | null): HistoryInterval[] {
  const { interval } = answer;
  const key = (from: string): string => (isOfDates(interval) ? from.slice(0, 10) : from.slice(0, 16));
  const earlier = new Map((before?.rows ?? []).map((row) => [weekLater(key(row.from)), row]));
  const rows = new Map(answer.rows.map((row) => [Date.parse(row.from), row]));
  const [since, until] = [momentOf(answer.since), momentOf(answer.until)];
  const stateOf = (from: number, to: number): HistoryInterval["state"] => {
    if (since === null || until === null || from < since) return "unknown";
    return to <= until ? "done" : from <= until ? "running" : "unknown";
  };
  const withheld = new Set((answer.withheld ?? []).map(({ from }) => key(from)));
  const told = starts(answer).slice(0, MOST);
  return told.map(({ from, to, text }) => {
    const row = rows.get(from) ?? null;
    return {
      at: isOfDates(interval) ? Date.parse(`${text.slice(0, 10)}T00:00:00Z`) : from,
      from: row?.from ?? text,
      to: row?.to ?? null,
      row,
      state: withheld.has(key(text))
        ? "unknown"
        : row !== null && isOfDates(interval) && stateOf(from, to) === "unknown"
          ? "running"
          : stateOf(from, to),
      before: earlier.get(key(row?.from ?? text)) ?? null,
    };
  });
}

interface Start {
  readonly from: number;
  readonly to: number;
  /** As the answer would write it. */
  readonly text: string;
}

function starts(answer: HistoryAnswer): Start[] {
  const { rows, zone, interval, from, to } = answer;
  const step = STEP_MS[interval];
  if (zone === null) return rows.map((row) => ({ from: Date.parse(row.from), to: Date.parse(row.to), text: row.from }));
  const end = Date.parse(to);
  const found: Start[] = [];
  if (step !== undefined) {
    for (let at = Date.parse(from); at < end && found.length < MOST; at += step)
      found.push({ from: at, to: at + step, text: localText(at, rows, from) });
    return found;
  }
  const known = new Map(rows.map((row) => [row.from.slice(0, 10), row]));
  for (let date = from.slice(0, 10); date < to.slice(0, 10) && found.length < MOST; date = nextDate(date, interval)) {
    const row = known.get(date);
    const begins = row === undefined ? Date.parse(`${date}T00:00${offsetOf(from)}`) : Date.parse(row.from);
    const next = nextDate(date, interval);
    found.push({
      from: begins,
      to: row === undefined ? Date.parse(`${next}T00:00${offsetOf(from)}`) : Date.parse(row.to),
      text: `${date}T00:00`,
    });
  }
  return found;
}

function nextDate(date: string, interval: string): string {
  if (interval === "day") return dateAfter(date, 1);
  if (interval === "week") return dateAfter(date, 7);
  const [year, month] = date.split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
}

const offsetOf = (text: string): string => text.slice(19);

/** By the offset of the nearest row before: only where clocks change and nothing happened it may be the other one. */
function localText(at: number, rows: readonly HistoryRow[], first: string): string {
  const near = rows.findLast((row) => Date.parse(row.from) <= at)?.from ?? first;
  const offset = Date.parse(`${near.slice(0, 19)}Z`) - Date.parse(near);
  return new Date(at + offset).toISOString().slice(0, 19) + offsetOf(near);
}

const momentOf = (text: string | null): number | null => (text === null ? null : Date.parse(text));

const weekLater = (key: string): string => dateAfter(key.slice(0, 10), 7) + key.slice(10);
