/**
 * A checksum beside each value that the numbers are made of. SQLite finds a page that is no page, not a byte that has become another:
 * that would be a wrong number that nobody sees. Whoever reads such a value is told that the state is damaged.
 */
import { crc32 } from "node:zlib";
import type { ContactFactsKey, IntervalKey, IntervalVersion } from "@floorwalker/domain";
import type { StoredValue } from "@floorwalker/ports";
import { EmbeddedError } from "./embedded-error.ts";
import { RESTORE_FIX } from "./sqlite-faults.ts";

export interface SummedRow {
  readonly key: string;
  readonly value: Uint8Array;
  /** Null: stored before there were any. */
  readonly sum: number | null;
}

/** Its values, in that order. */
export type StoredRow = readonly [key: string, value: Uint8Array, sum: number | null];

/** With its key: a value in another's place is as wrong. */
export const sumOf = (key: string, value: Uint8Array): number => crc32(value, crc32(key));

/** Of a closed interval in the history; `HISTORY_KEY` is the same in SQL. */
export const historyKey = ({ site, length, from, cell }: IntervalKey, { epoch, sequence }: IntervalVersion): string =>
  `${site} ${length} ${from} ${cell} ${epoch} ${sequence}`;
export const HISTORY_KEY = "concat_ws(' ', site, length, start, cell, epoch, sequence)";

/** Of a contact in the history, in SQL too. */
export const factsKey = (
  { site, channel, name }: ContactFactsKey,
  { from, to }: { readonly from: number; readonly to: number },
  { epoch, sequence }: IntervalVersion,
): string => `${site} ${from} ${to} ${channel} ${name} ${epoch} ${sequence}`;
export const FACTS_KEY = "concat_ws(' ', site, start, stop, channel, name, epoch, sequence)";

export const isSound = ({ key, value, sum }: SummedRow): boolean => sum === null || sum === sumOf(key, value);

/** @throws EmbeddedError `state_corrupt`. */
export function sound(row: SummedRow, place: string): StoredValue {
  if (!isSound(row)) {
    const message = "the state is damaged (a value is not the one that was written)";
    throw new EmbeddedError({ code: "state_corrupt", place, message, fix: RESTORE_FIX });
  }
  return [row.key, row.value];
}
