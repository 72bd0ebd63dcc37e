/**
 * Names of contacts within a site. A contact is one request on one channel: ids of different channels are different
 * contacts. A survey without a contact is one of its own, so that it is counted once and leaves memory like any other.
 */
import {
  type CanonicalEvent,
  CHANNELS,
  type Channel,
  EVENT_TYPES,
  type EventType,
  isOfSurvey,
} from "@floorwalker/domain";

export type Subject = "contact" | "agent" | "source";

const SUBJECTS: ReadonlyMap<EventType, Subject> = new Map(
  EVENT_TYPES.map((type) => {
    const [, about] = type.split(".");
    return [type, about === "agent" || about === "source" ? about : "contact"];
  }),
);

/** What an event is about; null: it does not say about whom, or of which channel. */
export function subjectOf({ type, channel, contact, agent }: CanonicalEvent): Subject | null {
  const subject = SUBJECTS.get(type)!;
  if (subject === "agent") return agent === null ? null : subject;
  if (subject === "source") return subject;
  return channel === null || (contact === null && !isOfSurvey(type)) ? null : subject;
}

/** In no id: ingest rejects control characters. */
const ANONYMOUS = "\u001d";
const SEPARATOR = "\u001f";

/** Within its channel. */
export const contactName = ({ contact, source, id }: CanonicalEvent): string =>
  contact ?? `${ANONYMOUS}${source}${ANONYMOUS}${id}`;

export const keyOf = (channel: Channel, name: string): string => `${channel}${SEPARATOR}${name}`;

export const contactKey = (event: CanonicalEvent): string => keyOf(event.channel!, contactName(event));

export function partsOfKey(key: string): { readonly channel: Channel; readonly name: string } {
  const at = key.indexOf(SEPARATOR);
  const channel = key.slice(0, at);
  return { channel: CHANNELS.find((known) => known === channel)!, name: key.slice(at + 1) };
}

/** The contact's id as its events have it; null: a survey of nobody's contact. */
export const contactOfName = (name: string): string | null => (name.startsWith(ANONYMOUS) ? null : name);
