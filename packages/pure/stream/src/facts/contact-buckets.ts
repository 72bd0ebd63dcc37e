/** Where the stored contacts of a site are that may count in what is asked for. */
import { CHANNELS, DEFAULT_POLICY, HOUR_MS } from "@floorwalker/domain";
import { DAY_MS, dayOf } from "../contacts/contact-leaving.ts";
import { CONTACT_ROW } from "../contacts/contact-rows.ts";
import { rowKey } from "../site-context.ts";
import type { Asked } from "./asked.ts";
import type { StoredSite } from "./stored-site.ts";

/** What the keys of open contacts' rows begin with. */
export const contactPrefix = (site: string): string => rowKey(site, CONTACT_ROW, "");

/** Of calls, which is the shortest. */
const HORIZON_MS = DAY_MS;
/** A wrap-up that is told to be longer is no sound one. */
export const LONGEST_WRAP_UP_MS = 4 * HOUR_MS;

export interface ContactBucket {
  readonly bucket: number;
  /** Every contact of it had its last event before this moment. */
  readonly endsAt: number;
}

/**
 * The newest first. A record lies in the bucket of its contact's last day, and something of it may count later than that: a wait that is
 * lost, a wrap-up whose length was told. And it may have ended long after the span.
 */
export function* contactBuckets(site: StoredSite, { from }: Pick<Asked, "from">): Generator<ContactBucket> {
  const newest = Math.max(site.clock, site.measure);
  if (!Number.isFinite(newest)) return;
  const oldest = Math.max(from - countsAfter(site, from), site.oldestRecord);
  for (let bucket = dayOf(newest) + 1; bucket >= dayOf(oldest); bucket--)
    yield { bucket, endsAt: (bucket + 1) * DAY_MS };
}

/**
 * How long after its last event something of a contact may still count: a wait that is lost, a call that its agent's next one ends, and
 * a wrap-up whose length was told. What was lost within the horizon is no record yet: an event might still restate it.
 */
function countsAfter({ config, begun, measure }: StoredSite, from: number): number {
  if (from > measure - HORIZON_MS) return LONGEST_WRAP_UP_MS;
  const known = [...config.queues, ...CHANNELS.map((channel) => ({ channel, ...DEFAULT_POLICY[channel] }))];
  const waits = known.map(({ waitLostAfterMs }) => waitLostAfterMs).filter(Number.isFinite);
  const calls = begun === null ? [] : known.filter(({ channel }) => channel === "call");
  return Math.max(LONGEST_WRAP_UP_MS, ...waits, ...calls.map(({ lostAfterMs }) => lostAfterMs));
}
