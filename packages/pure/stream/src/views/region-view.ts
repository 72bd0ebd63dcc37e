/**
 * A region's row: its sites' vectors added up when somebody looks; stored nowhere. A day is the sum of the sites' own days, which begin
 * at each one's midnight. A site that is silent, or that stopped, is named or counted, so that nobody takes the sum for the whole.
 */
import { ByteReader } from "../columns/byte-reader.ts";
import { formatOf } from "../row-format.ts";
import type { RowPart } from "./merged-row.ts";
import { MergedWindows, mergedLive } from "./merged-windows.ts";
import { readSiteHead, type SiteHead } from "./site-view.ts";
import type { SpanVisit } from "./span-fields.ts";
import { agentFields, type FieldValue, VIEW_FORMAT, type ViewRow } from "./view-bytes.ts";
import { viewName } from "./view-id.ts";

/** Null: none of them has numbers. */
export function regionRow(id: string, parts: readonly RowPart[], visit?: SpanVisit): ViewRow | null {
  const { site: region } = viewName(id);
  const windows = new MergedWindows();
  const heads: SiteHead[] = [];
  for (const part of parts) {
    if (formatOf(part.bytes) !== VIEW_FORMAT.site) continue;
    const reader = new ByteReader().open(part.bytes, 1);
    const head = readSiteHead(part.id, reader);
    heads.push(head);
    windows.add(reader, "site", head.policies);
  }
  if (heads.length === 0) return null;
  const live = mergedLive(heads.map((head) => head.live));
  const fields = heads.map((head) => head.fields);
  const times = (name: string): number[] =>
    fields.map((each) => each[name]).filter((value) => typeof value === "number");
  const first = (all: readonly number[]): number | null => (all.length === 0 ? null : Math.min(...all));
  const last = (all: readonly number[]): number | null => (all.length === 0 ? null : Math.max(...all));
  const stale = first(times("staleSince"));
  const silent = fields.find((each) => stale !== null && each.staleSince === stale);
  const row: Record<string, FieldValue> & { id: string; kind: string } = {
    id,
    kind: "region",
    region,
    sites: heads.length,
    stoppedSites: parts.length - heads.length,
    zones: [...new Set(fields.map((each) => String(each.zone)))].sort().join(" "),
    asOf: live.now,
    watermark: first(times("watermark")),
    lastEventAt: last(times("lastEventAt")),
    dayFrom: first(times("dayFrom")),
    dayFromLast: last(times("dayFrom")),
    waiting: live.waiting,
    waitingPastThreshold: live.waitingPastThreshold,
    oldestQueuedAt: live.oldestQueuedAt,
    ...agentFields(live.agents!),
    catchingUp: fields.some((each) => each.catchingUp === true),
    staleSites: times("staleSince").length,
    staleSite: silent?.site ?? null,
    staleSince: stale,
    silentSource: silent?.silentSource ?? null,
  };
  windows.tell(row, live, visit);
  return row;
}
