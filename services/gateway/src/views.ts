/** Which rows a view holds. A view is data: a list of kinds; a filter only takes rows away. */
import { type Row, VIEWS, type ViewFilter } from "@floorwalker/protocol";

export type ViewId = (typeof VIEWS)[number];
export type { ViewFilter };

const KINDS: Readonly<Record<ViewId, readonly string[]>> = {
  floor: ["site", "queue", "alert", "source"],
  queues: ["queue"],
  alerts: ["alert"],
  agents: ["agent"],
  agentQueues: ["agentQueue"],
  reasons: ["reason"],
  surveys: ["survey"],
  teams: ["team", "department", "site"],
  regions: ["region", "site"],
  restatements: ["restatement"],
  system: ["source", "partition"],
};

/** Made or told by the gateway: no partition has them. */
const OF_GATEWAY: ReadonlySet<string> = new Set(["department", "region", "restatement", "partition"]);

export const isView = (view: string): view is ViewId => (VIEWS as readonly string[]).includes(view);

/** What is told of each row beside `id` and `kind`, sorted; null: all. */
export type ViewFields = readonly string[] | null;

/** Equal for equal subscriptions of who is given the same: their clients share one feed. */
export const feedKey = (view: ViewId, filter: ViewFilter, fields: ViewFields, sight: string): string =>
  JSON.stringify([view, filter.site ?? null, filter.queue ?? null, fields, sight]);

/** Each once and in order, so that equal lists are one. */
export const askedFields = (fields: readonly string[] | undefined): ViewFields =>
  fields === undefined ? null : [...new Set(fields)].sort();

export function withFields(row: Row, fields: ViewFields): Row {
  if (fields === null) return row;
  const told: Row = { id: row.id, kind: row.kind };
  for (const field of fields) if (Object.hasOwn(row, field)) told[field] = row[field]!;
  return told;
}

/** Rows that only a partition has: of others it is not known at which position they changed. */
export const isOfPartitions = (view: ViewId): boolean => !KINDS[view].some((kind) => OF_GATEWAY.has(kind));

/** By kind alone: what a view never holds need not be read. */
export const holdsKind = (view: ViewId, kind: string): boolean => KINDS[view].includes(kind);

/** A filter drops the rows that name another site or queue; a row that names none (the site's own, a site-wide alert) stays. */
export function inView(view: ViewId, filter: ViewFilter, row: Row): boolean {
  if (!holdsKind(view, row.kind)) return false;
  if (filter.site !== undefined && row.site !== undefined && row.site !== filter.site) return false;
  return filter.queue === undefined || row.queue === undefined || row.queue === null || row.queue === filter.queue;
}

/** The gateway's own row in the view `system`. */
export const partitionRow = (partition: number, state: "syncing" | "live", epoch: string): Row => ({
  id: `partition:${partition}`,
  kind: "partition",
  partition,
  state,
  epoch,
});
