/**
 * The contacts of one customer, in the order in which they began, and what follows from them for each: whether it is the first about its
 * reason, and whether the customer came again. It follows from the set alone, in whatever order they were told.
 */
import { FIRST_CONTACT, type FirstContact } from "@floorwalker/domain";
import { compareTexts } from "../compare-texts.ts";

export interface CustomerContact {
  /** Channel and name. */
  readonly key: string;
  /** When it first entered a queue. */
  readonly began: number;
  /** As the source tells it, counted by itself or not; null: nobody said. */
  readonly reason: string | null;
  readonly answered: boolean;
  /** The customer was called. */
  readonly callsBack: boolean;
}

export const inOrderOfBeginning = (a: CustomerContact, b: CustomerContact): number =>
  a.began - b.began || compareTexts(a.key, b.key);

export interface Judging {
  /** Of a contact that began then: how far apart what is told of it is at most, ms. */
  readonly within: (began: number) => number;
  /** Contacts of the customer that began before may be missing; −∞: none is. */
  readonly knownFrom: number;
}

/**
 * Of all of a customer that are answered and no `none`, by key; of two that began in one instant neither came before. `contacts`: in their
 * order.
 */
export function firstContacts(
  contacts: readonly CustomerContact[],
  judging: Judging,
): ReadonlyMap<string, FirstContact> {
  const firsts = new Map<string, FirstContact>();
  for (const reason of new Set(contacts.map((each) => each.reason)))
    addFirsts(
      firsts,
      contacts.filter((each) => each.reason === reason),
      judging,
    );
  return firsts;
}

function addFirsts(
  firsts: Map<string, FirstContact>,
  about: readonly CustomerContact[],
  { within, knownFrom }: Judging,
): void {
  const comesAfter = nearestOf(about.toReversed(), ({ callsBack }) => !callsBack, Number.POSITIVE_INFINITY);
  const answeredBefore = nearestOf(about, ({ answered }) => answered, Number.NEGATIVE_INFINITY);
  for (const { key, began, answered } of about) {
    const apart = within(began);
    if (!answered || began - answeredBefore.get(key)! <= apart) continue;
    const isRepeated = comesAfter.get(key)! - began <= apart;
    const first = isRepeated ? FIRST_CONTACT.repeated : FIRST_CONTACT.only;
    firsts.set(key, began - apart < knownFrom ? FIRST_CONTACT.unknown : first);
  }
}

/** By key, when the nearest began of those that are looked for and lie before it in this order, at another instant; `none` where none does. */
function nearestOf(
  contacts: readonly CustomerContact[],
  isLookedFor: (contact: CustomerContact) => boolean,
  none: number,
): ReadonlyMap<string, number> {
  const nearest = new Map<string, number>();
  let [passed, here, isHere] = [none, none, false];
  for (const contact of contacts) {
    if (contact.began !== here) {
      if (isHere) passed = here;
      [here, isHere] = [contact.began, false];
    }
    nearest.set(contact.key, passed);
    isHere ||= isLookedFor(contact);
  }
  return nearest;
}
