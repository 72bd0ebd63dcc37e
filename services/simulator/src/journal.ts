/**
 * Writes the events of the simulated centre: one sequence a run, so that ids are unique over runs and the same for the
 * same seed and run. Ids sort as they happened.
 */
import type { CanonicalEvent, Channel, EventData, EventType } from "@floorwalker/domain";
import type { Agenda } from "./agenda.ts";
import { contactCustomer } from "./contact-customer.ts";
import { contactReason } from "./contact-reason.ts";

/** Where on the floor something happened; what is absent is null in the event. */
export interface Place {
  readonly source: string;
  readonly channel?: Channel;
  readonly contact?: string;
  readonly segment?: string;
  readonly queue?: string;
  readonly agent?: string;
}

export interface Journal {
  note(type: EventType, place: Place, data?: EventData): void;
  newContact(): string;
  /** What was noted since the last call, in order. */
  take(): CanonicalEvent[];
}

/** Who has dealt with a contact says what it was about when it is over. */
const TELLS_REASON: ReadonlySet<EventType> = new Set(["cc.contact.ended", "cc.contact.resolved"]);

/** `reasons`: those that the site counts. */
export function newJournal(site: string, run: string, agenda: Agenda, reasons: readonly string[]): Journal {
  let events: CanonicalEvent[] = [];
  let noted = 0;
  let contacts = 0;
  const ofRun = `${run}-c`;
  const contactOf = (number: number): string => `${ofRun}${numbered(number)}`;
  /** Told when it enters a queue. */
  const customerOf = (type: EventType, contact: string | undefined): { readonly customer?: string } =>
    type === "cc.contact.queued" && contact?.startsWith(ofRun) === true
      ? { customer: contactCustomer(contactOf, Number.parseInt(contact.slice(ofRun.length), 36)) }
      : {};
  return {
    note: (type, place, data = {}) => {
      const { agent, contact } = place;
      const reason =
        agent !== undefined && contact !== undefined && TELLS_REASON.has(type)
          ? contactReason(reasons, contact)
          : undefined;
      events.push({
        id: `${run}-${numbered(++noted)}`,
        source: place.source,
        type,
        time: agenda.now(),
        recordedTime: null,
        site,
        channel: place.channel ?? null,
        contact: contact ?? null,
        segment: place.segment ?? null,
        queue: place.queue ?? null,
        agent: agent ?? null,
        ...(reason === undefined ? {} : { contactReason: reason }),
        ...customerOf(type, contact),
        data,
      });
    },
    newContact: () => contactOf(++contacts),
    take: () => {
      const taken = events;
      events = [];
      return taken;
    },
  };
}

const numbered = (count: number): string => count.toString(36).padStart(6, "0");
