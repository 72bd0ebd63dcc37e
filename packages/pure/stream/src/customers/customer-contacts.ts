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
 * What the contact at that place is beside the others of its customer, which are given in their order; of two that began in one instant
 * neither came before.
 */
export function firstContactOf(
  contacts: readonly CustomerContact[],
  place: number,
  { within, knownFrom }: Judging,
): FirstContact {
  const { began, answered } = contacts[place]!;
  if (!answered) return FIRST_CONTACT.none;
  const apart = within(began);
  if (isThere(contacts, place, -1, apart, wasAnswered)) return FIRST_CONTACT.none;
  if (began - apart < knownFrom) return FIRST_CONTACT.unknown;
  return isThere(contacts, place, 1, apart, wasByCustomer) ? FIRST_CONTACT.repeated : FIRST_CONTACT.only;
}

const wasAnswered = ({ answered }: CustomerContact): boolean => answered;
const wasByCustomer = ({ callsBack }: CustomerContact): boolean => !callsBack;

/** One about the same that is looked for began before (−1) or after (1) that of the place, and no further apart. */
function isThere(
  contacts: readonly CustomerContact[],
  place: number,
  step: 1 | -1,
  apart: number,
  isLookedFor: (contact: CustomerContact) => boolean,
): boolean {
  const { began, reason } = contacts[place]!;
  for (let at = place + step; at >= 0 && at < contacts.length; at += step) {
    const other = contacts[at]!;
    if (Math.abs(other.began - began) > apart) return false;
    if (other.began !== began && other.reason === reason && isLookedFor(other)) return true;
  }
  return false;
}
