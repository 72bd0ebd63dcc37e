/** A site's clock in the store, and as of when what it was judged by is in force. */
import { type LogTimeRow, settledUntilOf } from "./log-time.ts";
import { storedSettings } from "./policies/policy-rows.ts";
import { jsonRow, rowJson } from "./row-format.ts";
import type { StoredPolicies } from "./site-context.ts";

export const CLOCK_ROW = "k";
const CLOCK_FORMAT = 1;

/** `clock` null: it has none yet. */
export type ClockRow = readonly [clock: number | null, ...log: LogTimeRow];

/** A row of the store without its site: what it is of, and its bytes. */
export type SiteRow = readonly [parts: readonly string[], value: Uint8Array];

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
  const row = rows.find(([parts]) => parts[0] === CLOCK_ROW);
  const [at, ...log] = row === undefined ? [null] : clockOfRow(row[1]);
  const clock = at ?? Number.NEGATIVE_INFINITY;
  return { settings: storedSettings(rows), clock, toldUntil: Math.max(clock, settledUntilOf(log)) };
}
