/**
 * What a look back asks for, as the address says it: of whom, from when to when, in what intervals, which KPIs, and whether beside the week before.
 * The names are those of `GET /v1/history`, so that an address, its answer and its CSV are one question.
 */
import type { KpiEntry } from "../answers/catalogue.ts";

export const SCOPE_KINDS = ["region", "department", "team", "queue", "channel", "agent"] as const;
export type ScopeKind = (typeof SCOPE_KINDS)[number];

export const INTERVALS = ["15m", "30m", "1h", "day", "week", "month"] as const;
export type HistoryInterval = (typeof INTERVALS)[number];

export const SPANS = ["today", "yesterday", "this-week", "last-week", "this-month", "last-month"] as const;
export type SpanWord = (typeof SPANS)[number];

export interface HistoryChoice {
  /** Names of `of`, in the order of the address; none: the whole site. Of a queue its channel too. */
  readonly of: Readonly<Partial<Record<ScopeKind, string>>>;
  /** A word, or a date. */
  readonly from: string;
  /** The day after the last; null: where the word ends. */
  readonly to: string | null;
  readonly interval: HistoryInterval;
  readonly kpis: readonly string[];
  /** Beside the same weekdays of the week before. */
  readonly compared: boolean;
}

/** Reckoned with who waits now, though they have a window. */
const OF_NOW = ["serviceLevelNow", "expectedWait"];

/** What is true of a moment is not told of a span. */
export const isOfSpans = ({ id, nature }: Pick<KpiEntry, "id" | "nature">): boolean =>
  nature !== "moment" && !OF_NOW.includes(id);

const OF_CONTACTS = ["offered", "answered", "abandoned", "serviceLevel", "averageSpeedOfAnswer", "averageHandleTime"];
const OF_PEOPLE = ["answered", "handled", "averageHandleTime", "occupancy", "csat"];

export const usualKpis = (of: HistoryChoice["of"]): readonly string[] =>
  of.agent !== undefined || of.team !== undefined ? OF_PEOPLE : OF_CONTACTS;

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** `inGroups`: who looks is told whole days only. */
export function readHistoryChoice(params: URLSearchParams, inGroups = false): HistoryChoice {
  const of = Object.fromEntries(SCOPE_KINDS.flatMap((kind) => (params.get(kind) ? [[kind, params.get(kind)!]] : [])));
  const from = params.get("from") ?? "today";
  const to = params.get("to");
  const isWord = SPANS.some((word) => word === from);
  const written = isWord || DATE.test(from) ? from : "today";
  const ends = to !== null && DATE.test(to) && !isWord ? to : null;
  const asked = params.get("kpis");
  return {
    of,
    from: written,
    to: ends,
    interval:
      INTERVALS.find((known) => known === params.get("interval")) ?? (inGroups ? "day" : usualInterval(written, ends)),
    kpis: asked === null ? usualKpis(of) : asked.split(",").filter((id) => id !== ""),
    compared: params.get("compare") === "week",
  };
}

/** What the history is asked. `site`: where the choice is of no region. */
export function historyQuery(choice: HistoryChoice, site: string): Record<string, string> {
  const { of, from, to, interval, kpis } = choice;
  const { region, ...others } = of;
  return {
    ...(region === undefined ? { site, ...others } : { region, ...others }),
    from,
    ...(to === null ? {} : { to }),
    interval,
    kpis: kpis.join(","),
  };
}

/** Some tens of intervals: a day by half hours, a week by hours, a month by days. */
function usualInterval(from: string, to: string | null): HistoryInterval {
  if (from === "today" || from === "yesterday") return "30m";
  if (from === "this-week" || from === "last-week") return "1h";
  if (to === null || !DATE.test(from)) return "day";
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  return days <= 1 ? "30m" : days <= 7 ? "1h" : "day";
}

/** A date so many days on. */
export const dateAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** The same week's days before: of an answer's `from` and `to`, by the site's clock. */
export function weekBefore({ from, to }: { readonly from: string; readonly to: string }): { from: string; to: string } {
  const before = (text: string): string => `${dateAfter(text.slice(0, 10), -7)}${text.slice(10, 16)}`;
  return { from: before(from), to: before(to) };
}
