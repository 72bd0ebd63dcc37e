/** The rows of the view `floor`, sorted out for one site. Rows of a kind this board does not know are left alone. */
import type { AlertRow, QueueRow, Row, SiteRow, SourceRow } from "@floorwalker/protocol";
import type { Value } from "../format/format-value.ts";

export interface Floor {
  /** Every site the view shows, by name. */
  readonly sites: readonly SiteRow[];
  /** The one on the board; null before the first row, and when there is no such site. */
  readonly site: SiteRow | null;
  /** The site that was asked for and is not there: another one in its place would mislead. Null: none is missing. */
  readonly missing: string | null;
  readonly queues: readonly QueueRow[];
  readonly sources: readonly SourceRow[];
}

/** `wanted`: the site to show; without it the first by name. */
export function readFloor(rows: readonly Row[], wanted: string | null): Floor {
  const sites = rows.filter(isSite).sort((a, b) => (a.name < b.name ? -1 : 1));
  const site = (wanted === null ? sites[0] : sites.find((row) => row.site === wanted)) ?? null;
  if (site === null) return { sites, site, missing: sites.length === 0 ? null : wanted, queues: [], sources: [] };
  return {
    sites,
    site,
    missing: null,
    queues: rows.filter(isQueue).filter((row) => row.site === site.site),
    sources: rows.filter(isSource).filter((row) => row.site === site.site),
  };
}

export const readAlerts = (rows: readonly Row[], site: string | null): AlertRow[] =>
  rows.filter(isAlert).filter((row) => row.site === site);

/** A KPI or counter of a row; undefined where the row has no such field. `window` null: a value about now. */
export function valueIn(row: { readonly id: string }, field: string, window: string | null = null): Value {
  const value: unknown = (row as unknown as Readonly<Record<string, unknown>>)[
    window === null ? field : `${field}.${window}`
  ];
  return typeof value === "number" || value === null ? value : undefined;
}

/** Counts those waiting past the threshold as missed already (promise 4); the finished value where a row has no other. */
export const serviceLevelOf = (row: SiteRow | QueueRow, window: string): Value => {
  const now = valueIn(row, "serviceLevelNow", window);
  return now === undefined ? valueIn(row, "serviceLevel", window) : now;
};

const isSite = (row: Row): row is Row & SiteRow => row.kind === "site";
const isQueue = (row: Row): row is Row & QueueRow => row.kind === "queue";
const isSource = (row: Row): row is Row & SourceRow => row.kind === "source";
const isAlert = (row: Row): row is Row & AlertRow => row.kind === "alert";
