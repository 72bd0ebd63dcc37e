/** What the first contact of a customer about something adds, where and when it is first answered: for its queue, and for who answered. */
import { C } from "../counters.ts";
import type { ContributionSink } from "./contribution-sink.ts";
import { FIRST_CONTACT, type FirstContact } from "./fold-context.ts";

export function emitFirstContact(first: FirstContact, sink: ContributionSink, at: number): void {
  if (first === FIRST_CONTACT.none) return;
  sink.add(at, first === FIRST_CONTACT.unknown ? C.firstContactsUnknown : C.firstContacts, 1);
  if (first === FIRST_CONTACT.repeated) sink.add(at, C.firstContactsRepeated, 1);
}
