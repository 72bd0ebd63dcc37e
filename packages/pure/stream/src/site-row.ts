/** A row of the store as one site reads it. */
import { migrateRow } from "./migrations/migrate-row.ts";
import { KEY_SEPARATOR } from "./site-context.ts";

export interface SiteRow {
  /** Of which table; empty: of none. */
  readonly kind: string;
  /** What its key names behind that. */
  readonly parts: readonly string[];
  readonly value: Uint8Array;
}

const NOTHING: readonly string[] = [];

/** Where the site's name ends in a row's key. */
export function siteEnd(key: string): number {
  const end = key.indexOf(KEY_SEPARATOR);
  return end < 0 ? key.length : end;
}

/** `site`: where its name ends in the key. There may be a million: a row is one object and the texts that its key names. */
export function siteRow(key: string, site: number, value: Uint8Array): SiteRow {
  const from = site + KEY_SEPARATOR.length;
  const end = key.indexOf(KEY_SEPARATOR, from);
  const kind = key.slice(from, end < 0 ? undefined : end);
  const parts = end < 0 ? NOTHING : key.slice(end + KEY_SEPARATOR.length).split(KEY_SEPARATOR);
  return { kind, parts, value: migrateRow(kind, value, parts) };
}
