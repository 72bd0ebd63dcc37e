/** A site's clock in the store, and as of when what it was judged by is in force. */
import { type LogTimeRow, settledUntilOf } from "./log-time.ts";
import { storedSettings } from "./policies/policy-rows.ts";
import { jsonRow, rowJson } from "./row-format.ts";
import type { StoredPolicies } from "./site-context.ts";
import type { SiteRow } from "./site-row.ts";

export const CLOCK_ROW = "k";
const CLOCK_FORMAT = 1;

/** `clock` null: it has none yet. */
export type ClockRow = readonly [clock: number | null, ...log: LogTimeRow];

/** @throws RangeError of a format that nobody knows. */
export const clockOfRow = (value: Uint8Array): ClockRow => rowJson(CLOCK_FORMAT, value);

export const clockRow = (clock: number, log: LogTimeRow): Uint8Array =>
  jsonRow(CLOCK_FORMAT, [Number.isFinite(clock) ? clock : null, ...log]);

export const NOTHING_STORED: StoredPolicies = {
  settings: new Map(),
  clock: Number.NEGATIVE_INFINITY,
  toldUntil: Number.NEGATIVE_INFINITY,
};

export function storedPolicies(rows: readonly SiteRow[]): StoredPolicies {
  const row = rows.find(({ kind }) => kind === CLOCK_ROW);
  const [at, ...log] = row === undefined ? [null] : clockOfRow(row.value);
  const clock = at ?? Number.NEGATIVE_INFINITY;
  return { settings: storedSettings(rows), clock, toldUntil: Math.max(clock, settledUntilOf(log)) };
}
