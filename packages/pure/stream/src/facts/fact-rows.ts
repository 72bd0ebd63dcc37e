/** Rows by which an owner knows what it has told of contacts that left memory: a cursor of the site, and a list for each commit. */
import { KEY_SEPARATOR } from "../site-context.ts";

export const FACT_ROW = "o";
export const FACT_FORMAT = 1;

type VersionRow = readonly [epoch: number, sequence: number];

/**
 * `told`: all lists up to it are in the log. `begins`: where the log begins that all is made of; null: nothing of it is missing.
 * `toldFrom`: some contacts that left up to then were not told; null: all were. `dropped`: lists have been dropped since.
 */
export type CursorRow = readonly [
  told: VersionRow | null,
  begins: number | null,
  toldFrom: number | null,
  dropped: 0 | 1,
];

export const isFactRow = (key: string): boolean => key.split(KEY_SEPARATOR)[1] === FACT_ROW;
