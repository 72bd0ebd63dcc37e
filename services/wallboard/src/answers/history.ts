/** `GET /v1/history` (docs/history.md), as far as a board shows it. */
export interface HistoryAnswer {
  /** Null: the sites of a region have several. */
  readonly zone: string | null;
  readonly interval: string;
  readonly from: string;
  readonly to: string;
  /** From where to where it knows; null: nothing is kept. */
  readonly since: string | null;
  readonly until: string | null;
  readonly rows: readonly HistoryRow[];
  /** Intervals that a privacy profile of groups does not tell: not known, and not nothing. */
  readonly withheld?: readonly { readonly from: string }[];
}

export interface HistoryRow {
  /** ISO, by the site's clock with its offset. */
  readonly from: string;
  readonly to: string;
  readonly scope: Readonly<Record<string, string>>;
  /** What is not there is 0. */
  readonly counters: Readonly<Record<string, number>>;
  readonly kpis: Readonly<Record<string, number | null>>;
  readonly restated: number;
  readonly policies: readonly string[];
}

export const historyPath = (asked: Readonly<Record<string, string>>): string =>
  `/v1/history?${new URLSearchParams(asked)}`;
export const HISTORY_EVERY_MS = 30_000;
