/** The row of a contact that waits: since when, and when it is due by the promise of its queue. */
import { CHANNELS, type Channel, moment } from "@floorwalker/domain";
import type { ByteReader } from "../columns/byte-reader.ts";
import type { ByteWriter } from "../columns/byte-writer.ts";
import { contactOfName } from "../contact-key.ts";
import type { WaitingContact } from "../contacts/waiting-contacts.ts";
import type { SiteState } from "../site-state.ts";
import { readTime, VIEW_FORMAT, type ViewRow, writeTime } from "./view-bytes.ts";
import { part, viewId, viewName } from "./view-id.ts";

const PAST = 1;

export interface WaitsWhere {
  readonly queue: string;
  readonly channel: Channel;
}

/** A queue's colons are escaped, a contact's need not be: no channel has one. */
export const waitingId = (site: string, { queue, channel }: WaitsWhere, contact: string): string =>
  viewId("waiting", site, channel, part(queue), contact);

/** False: it is nobody's contact. */
export function writeWaiting(
  writer: ByteWriter,
  { contacts }: Pick<SiteState, "contacts">,
  where: WaitsWhere,
  { slot, since, pastThreshold, name }: WaitingContact & { readonly name: string },
): boolean {
  if (contactOfName(name) === null) return false;
  const promise = contacts.promiseOf(slot, where, since);
  writer.byte(VIEW_FORMAT.waiting);
  writer.byte(pastThreshold ? PAST : 0);
  writer.signed(since);
  const dueAt = moment(promise, since, promise.thresholdMs);
  writeTime(writer, Number.isFinite(dueAt) ? dueAt : null, since);
  return true;
}

export function readWaiting(id: string, reader: ByteReader): ViewRow {
  const { site, rest } = viewName(id);
  const afterChannel = rest.indexOf(":") + 1;
  const afterQueue = rest.indexOf(":", afterChannel) + 1;
  const pastThreshold = reader.byte() === PAST;
  const queuedAt = reader.signed();
  return {
    id,
    kind: "waiting",
    site,
    queue: rest.slice(afterChannel, afterQueue - 1).replace(/%(?:25|3A)/g, decodeURIComponent),
    channel: CHANNELS.find((channel) => channel === rest.slice(0, afterChannel - 1))!,
    contact: rest.slice(afterQueue),
    queuedAt,
    dueAt: readTime(reader, queuedAt),
    pastThreshold,
  };
}
