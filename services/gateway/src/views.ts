/** Which rows a view holds. A view is data: a list of kinds; a filter only takes rows away. */
import { type QueueRow, type Row, VIEWS, type ViewFilter } from "@floorwalker/protocol";

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
  waiting: ["waiting", "queue"],
  nextToBreach: ["waiting", "queue"],
  goals: ["goal"],
  screens: ["screen"],
};

/** Of a queue beside those who wait in it: what is promised there, and how many there are. */
const OF_WAITING: ViewFields = [
  "channel",
  "closesAt",
  "oldestQueuedAt",
  "open",
  "opensAt",
  "queue",
  "silentSource",
  "site",
  "staleSince",
  "thresholdSeconds",
  "title",
  "waiting",
  "waitingPastThreshold",
] satisfies readonly (keyof QueueRow)[];

/** Single contacts are in it: it is noted who asks. */
export const tellsContacts = (view: ViewId): boolean => holdsKind(view, "waiting");

/** Of rows of this kind it holds the first only (`first-due.ts`); null: it has no bound. */
export const boundedKind = (view: ViewId): "waiting" | null => (view === "nextToBreach" ? "waiting" : null);

/** What the view tells of each row of a kind. */
const fieldsOfView = (view: ViewId, kind: string): ViewFields =>
  kind === "queue" && tellsContacts(view) ? OF_WAITING : null;

/** Made or told by the gateway: no partition has them. */
const OF_GATEWAY: ReadonlySet<string> = new Set(["department", "region", "restatement", "partition", "goal", "screen"]);

export const isView = (view: string): view is ViewId => (VIEWS as readonly string[]).includes(view);

/** What is told of each row beside `id` and `kind`, sorted; null: all. */
export type ViewFields = readonly string[] | null;

/** Equal for equal subscriptions of who is given the same: their clients share one feed. */
export const feedKey = (view: ViewId, filter: ViewFilter, fields: ViewFields, sight: string): string =>
  JSON.stringify([view, filter.site ?? null, filter.queue ?? null, fields, sight]);

/** Each once and in order, so that equal lists are one. */
export const askedFields = (fields: readonly string[] | undefined): ViewFields =>
  fields === undefined ? null : [...new Set(fields)].sort();

/** What a view tells of a row, and of that what was asked for. */
export const rowInView = (view: ViewId, row: Row, asked: ViewFields): Row =>
  withFields(withFields(row, fieldsOfView(view, row.kind)), asked);

function withFields(row: Row, fields: ViewFields): Row {
  if (fields === null) return row;
  const told: Row = { id: row.id, kind: row.kind };
  for (const field of fields) if (Object.hasOwn(row, field)) told[field] = row[field]!;
  return told;
}

/** Rows of no site have a name of another kind in its place. */
export const isOfSite = (kind: string): boolean => kind !== "partition" && kind !== "region" && kind !== "screen";

/**
 * Rows that only a partition has, all of them: of others it is not known at which position they changed, or came into view because another
 * one went.
 */
export const isOfPartitions = (view: ViewId): boolean =>
  boundedKind(view) === null && !KINDS[view].some((kind) => OF_GATEWAY.has(kind));

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
