/**
 * The rare way: so many of the longest waits of a bucket were taken back that the kept list ran empty (TopWaits, T3).
 * The contacts know: those in memory, and the records of the days since. What a channel or site does not know its queues do.
 */
import { CHANNELS, type Channel, cellName, queueCell } from "@floorwalker/domain";
import type { Bucket } from "./cells/bucket.ts";
import { partsOfKey } from "./contact-key.ts";
import type { WaitsOf } from "./contacts/finished-waits.ts";
import { KEY_SEPARATOR } from "./site-context.ts";
import type { SiteState } from "./site-state.ts";

const DAY_MS = 86_400_000;

export interface UnknownLongest {
  readonly site: string;
  /** Of a reason there is one for each channel. */
  readonly of: WaitsOf;
  readonly bucket: Bucket;
  readonly from: number;
  readonly to: number;
  /** Record buckets that may hold its contacts: the class, and days from the first to the last. */
  readonly class: string;
  readonly firstDay: number;
  readonly lastDay: number;
}

export function unknownLongest(sites: Iterable<SiteState>): readonly UnknownLongest[] {
  const holes: UnknownLongest[] = [];
  for (const site of sites) {
    for (const bucket of site.cells.unknownLongest()) {
      const { cell, lengthMs } = bucket.home!;
      for (const of of countedBy(cell))
        holes.push({
          site: site.id,
          of,
          bucket,
          from: bucket.start,
          to: bucket.start + lengthMs,
          class: of.channel,
          firstDay: Math.floor((bucket.start - lostAfter(site, of)) / DAY_MS),
          // Not where one event dated far ahead would lead: to thousands of days.
          lastDay: Math.floor(Math.max(site.context.clock, site.context.log.measure) / DAY_MS) + 1,
        });
    }
    if (holes.at(-1)?.site !== site.id) site.cells.refillSums();
  }
  return holes;
}

/** Whose contacts know the waits of a cell; nobody's: they are a sum of queues'. */
function countedBy(cell: string): readonly WaitsOf[] {
  const name = cellName(cell);
  if (name.kind === "queue") return [name];
  // Of a survey nobody waits.
  if (name.kind !== "tag" || name.tag !== "reason") return [];
  return CHANNELS.map((channel) => ({ kind: "reason", reason: name.value, channel }));
}

/** `records`: every record of the classes and days the holes name, by key. */
export function recountLongest(
  sites: ReadonlyMap<string, SiteState>,
  holes: readonly UnknownLongest[],
  records: ReadonlyMap<string, Uint8Array>,
): void {
  const waits = new Map<Bucket, number[]>();
  for (const { site: id, of, bucket, from, to } of holes) {
    const site = sites.get(id)!;
    const found = site.contacts.finishedWaits(of, from, to, gone(site, of.channel, records));
    waits.set(bucket, [...(waits.get(bucket) ?? []), ...found]);
  }
  for (const [bucket, found] of waits) bucket.longest.refill(found);
  for (const site of new Set(holes.map((hole) => hole.site))) sites.get(site)!.cells.refillSums();
}

/** Of the records those of the site and channel whose contacts are not in memory. */
function* gone(site: SiteState, channel: Channel, records: ReadonlyMap<string, Uint8Array>): Generator<Uint8Array> {
  for (const [key, value] of records) {
    const at = key.indexOf(KEY_SEPARATOR);
    if (key.slice(0, at) !== site.id) continue;
    const contact = partsOfKey(key.slice(at + 1));
    if (contact.channel === channel && !site.contacts.has(channel, contact.name)) yield value;
  }
}

/** A lost segment leaves its queue that long after the last event, which decides the day of its record. */
function lostAfter(site: SiteState, of: WaitsOf): number {
  const { configured } = site.context;
  const queues = of.kind === "queue" ? [of.queue] : site.cells.queuesOf(of.channel);
  const longest = queues.map((queue) => {
    const { lostAfterMs, waitLostAfterMs } = configured.queueOrDefault(queue, of.channel, queueCell(queue, of.channel));
    return Number.isFinite(waitLostAfterMs) ? Math.max(lostAfterMs, waitLostAfterMs) : lostAfterMs;
  });
  return Math.max(0, ...longest);
}
