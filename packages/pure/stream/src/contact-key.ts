/**
 * Names of contacts within a site. A contact is one request on one channel: ids of different channels are different
 * contacts. A survey without a contact is one of its own, so that it is counted once and leaves memory like any other.
 */
import type { CanonicalEvent } from "@floorwalker/domain";

/** In no id: ingest rejects control characters. */
const ANONYMOUS = "\u001d";

export const contactKey = (event: CanonicalEvent): string =>
  `${event.channel}\u001f${event.contact ?? `${ANONYMOUS}${event.source}${ANONYMOUS}${event.id}`}`;

/** The contact's id as its events have it; null: a survey of nobody's contact. */
export function contactOfKey(key: string): string | null {
  const contact = key.slice(key.indexOf("\u001f") + 1);
  return contact.startsWith(ANONYMOUS) ? null : contact;
}
