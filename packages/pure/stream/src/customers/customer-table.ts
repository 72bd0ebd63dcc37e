/**
 * Whose contacts are whose, of a site whose events say it: what first contact resolution asks of the other contacts of a customer. Bounded:
 * a contact is kept for as long as any contact that it could decide about may still be told of; a site whose events name no customer keeps
 * nothing. Invariant: what is known of a contact is what it was settled with last, and every contact that is decided otherwise by that is named.
 */
import { FIRST_CONTACT, FIRST_CONTACT_MS, type FirstContact } from "@floorwalker/domain";
import { jsonRow, rowJson } from "../row-format.ts";
import { type RowSink, rowKey, type SiteContext } from "../site-context.ts";
import { type CustomerContact, firstContacts, inOrderOfBeginning } from "./customer-contacts.ts";

export const CUSTOMER_ROW = "u";

const FORMAT = 1;
const ANSWERED = 1;
const CALLS_BACK = 2;

type ContactRow = readonly [key: string, began: number, reason: string | null, flags: number];

export class CustomerTable {
  readonly #context: SiteContext;
  readonly #contacts = new Map<string, readonly CustomerContact[]>();
  /** By a contact's key. */
  readonly #customerOf = new Map<string, string>();
  readonly #dirty = new Set<string>();
  /** Contacts that began before are no longer kept. */
  #keptFrom = Number.NEGATIVE_INFINITY;

  constructor(context: SiteContext) {
    this.#context = context;
  }

  get isEmpty(): boolean {
    return this.#customerOf.size === 0;
  }

  has(key: string): boolean {
    return this.#customerOf.has(key);
  }

  /** Null: it is not known, or no more. */
  firstContact(key: string): FirstContact | null {
    const customer = this.#customerOf.get(key);
    if (customer === undefined) return null;
    const contacts = this.#contacts.get(customer)!;
    const { reason } = contacts.find((each) => each.key === key)!;
    return firstContacts(contacts, reason, this.#within).get(key)!;
  }

  /**
   * A contact is of this customer, and so; null: of nobody, or no contact any more. @returns the keys of those that are decided otherwise
   * than before, which it may be itself.
   */
  settled(key: string, customer: string | null, contact: CustomerContact | null): readonly string[] {
    const before = this.#customerOf.get(key);
    if (contact !== null && contact.began < this.#keptFrom) return [];
    const known = before === undefined ? undefined : this.#contacts.get(before)!.find((each) => each.key === key);
    if (known !== undefined && contact !== null && before === customer && isSame(known, contact)) return [];
    const changed = new Set<string>();
    if (before !== undefined) this.#change(before, key, null, changed);
    if (customer !== null && contact !== null) this.#change(customer, key, contact, changed);
    // Taken out and put in again, it may be decided as before: whoever settles it finds nothing to do.
    return [...changed];
  }

  #change(customer: string, key: string, contact: CustomerContact | null, changed: Set<string>): void {
    const before = this.#contacts.get(customer) ?? [];
    const without = before.filter((each) => each.key !== key);
    const after = contact === null ? without : [...without, contact].sort(inOrderOfBeginning);
    const reasons = new Set([...before, ...after].filter((each) => each.key === key).map(({ reason }) => reason));
    for (const reason of reasons) {
      const [was, is] = [before, after].map((each) => firstContacts(each, reason, this.#within));
      for (const other of new Set([...was!.keys(), ...is!.keys()]))
        if ((was!.get(other) ?? FIRST_CONTACT.none) !== (is!.get(other) ?? FIRST_CONTACT.none)) changed.add(other);
    }
    if (after.length === 0) this.#contacts.delete(customer);
    else this.#contacts.set(customer, after);
    if (contact === null) this.#customerOf.delete(key);
    else this.#customerOf.set(key, customer);
    this.#dirty.add(customer);
  }

  get #within(): number {
    return this.#context.config.firstContactMs ?? FIRST_CONTACT_MS;
  }

  /** What no contact that may still be told of is decided by any more is forgotten. */
  prune(): void {
    const { horizonMs, log } = this.#context;
    if (horizonMs === null || this.isEmpty) return;
    const longest = Math.max(horizonMs.call, horizonMs.chat, horizonMs.email);
    this.#keptFrom = Math.max(this.#keptFrom, log.measure - longest - 2 * this.#within);
    for (const [customer, contacts] of this.#contacts) {
      if (contacts[0]!.began >= this.#keptFrom) continue;
      const kept = contacts.filter(({ began }) => began >= this.#keptFrom);
      for (const { key, began } of contacts) if (began < this.#keptFrom) this.#customerOf.delete(key);
      if (kept.length === 0) this.#contacts.delete(customer);
      else this.#contacts.set(customer, kept);
      this.#dirty.add(customer);
    }
  }

  drain(sink: RowSink): void {
    for (const customer of this.#dirty) {
      const contacts = this.#contacts.get(customer);
      const row = contacts === undefined ? null : jsonRow(FORMAT, contacts.map(rowOf));
      sink.row(rowKey(this.#context.config.id, CUSTOMER_ROW, customer), row);
    }
    this.#dirty.clear();
  }

  /** @throws RangeError of a format that nobody knows. */
  restore(customer: string, value: Uint8Array): void {
    const contacts = rowJson<readonly ContactRow[]>(FORMAT, value).map(ofRow);
    this.#contacts.set(customer, contacts);
    for (const { key } of contacts) this.#customerOf.set(key, customer);
  }
}

const isSame = (a: CustomerContact, b: CustomerContact): boolean =>
  a.began === b.began && a.reason === b.reason && a.answered === b.answered && a.callsBack === b.callsBack;

const rowOf = ({ key, began, reason, answered, callsBack }: CustomerContact): ContactRow => [
  key,
  began,
  reason,
  (answered ? ANSWERED : 0) | (callsBack ? CALLS_BACK : 0),
];

const ofRow = ([key, began, reason, flags]: ContactRow): CustomerContact => ({
  key,
  began,
  reason,
  answered: (flags & ANSWERED) !== 0,
  callsBack: (flags & CALLS_BACK) !== 0,
});
