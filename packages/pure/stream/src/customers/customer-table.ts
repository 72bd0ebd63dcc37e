/**
 * Whose contacts are whose, of a site whose events say it: what first contact resolution asks of the other contacts of a customer. Bounded in
 * time (a contact is kept for as long as any contact that it could decide about may still be told of) and in number (`customerContacts`); a
 * site whose events name no customer keeps nothing. Invariants:
 * - What is known of a contact is what it was settled with last, and every contact that is decided otherwise by that is named.
 * - Nothing is decided as if what could not be kept had not been: without room for a customer his contact is one of which nobody can tell, and
 *   so are his next ones for as long as it could decide about them; who comes more often than a person is nobody.
 */
import { FIRST_CONTACT, type FirstContact, inForce } from "@floorwalker/domain";
import { type RowSink, rowKey, type SiteContext } from "../site-context.ts";
import { type CustomerContact, firstContactOf, inOrderOfBeginning } from "./customer-contacts.ts";
import { CUSTOMER_ROW, customerRow, keptCustomer } from "./customer-row.ts";

/** For as long as contacts are kept; whoever has more is a switchboard, or what a source says of all whom it does not know. */
export const MOST_OF_CUSTOMER = 200;

/** Of a row that is no customer's: up to when there were contacts without room. */
const NOBODY = "";
const DAY_MS = 86_400_000;
const NO_CONTACTS: readonly CustomerContact[] = [];
const NOTHING_CHANGED: ReadonlySet<string> = new Set();

export class CustomerTable {
  readonly #context: SiteContext;
  readonly #contacts = new Map<string, readonly CustomerContact[]>();
  /** By a contact's key. */
  readonly #customerOf = new Map<string, string>();
  /** Of customers whose contacts before may be missing. */
  readonly #knownFrom = new Map<string, number>();
  /** Customers who are nobody, and when their last contact began. */
  readonly #crowded = new Map<string, number>();
  readonly #dirty = new Set<string>();
  /** What contacts are that are not kept: without room, or of nobody now; until all is settled. */
  readonly #apart = new Map<string, FirstContact>();
  /** Contacts that began before are no longer kept. */
  #keptFrom = Number.NEGATIVE_INFINITY;
  /** When the last contact without room began. */
  #noRoomAt = Number.NEGATIVE_INFINITY;
  /** Times that an answered contact had none, since the start. */
  withoutRoom = 0;

  constructor(context: SiteContext) {
    this.#context = context;
  }

  /** Of no contact anything is known. */
  get isEmpty(): boolean {
    return this.#contacts.size === 0 && this.#apart.size === 0;
  }

  /** Contacts that are kept. */
  get size(): number {
    return this.#customerOf.size;
  }

  get crowded(): number {
    return this.#crowded.size;
  }

  /** Null: it is not known, or no more. */
  firstContact(key: string): FirstContact | null {
    const customer = this.#customerOf.get(key);
    if (customer === undefined) return this.#apart.get(key) ?? null;
    const contacts = this.#contacts.get(customer)!;
    return this.#firstOf(
      customer,
      contacts,
      contacts.findIndex((each) => each.key === key),
    );
  }

  /**
   * A contact is of this customer, and so; null: of nobody, or no contact any more. @returns the keys of those that are decided otherwise
   * than before, which it may be itself.
   */
  settled(key: string, customer: string | null, contact: CustomerContact | null): ReadonlySet<string> {
    const before = this.#customerOf.get(key);
    if (contact !== null && contact.began < this.#keptFrom) return NOTHING_CHANGED;
    const known = before === undefined ? undefined : this.#contacts.get(before)!.find((each) => each.key === key);
    if (known !== undefined && contact !== null && before === customer && isSame(known, contact))
      return NOTHING_CHANGED;
    const changed = new Set<string>();
    if (before !== undefined && (before !== customer || contact === null)) {
      this.#change(before, key, null, changed);
      this.#apart.set(key, FIRST_CONTACT.none);
    }
    if (customer === null || contact === null) return changed;
    if (this.#hasRoom(customer, contact)) this.#change(customer, key, contact, changed);
    else if (contact.answered && this.#apart.get(key) !== FIRST_CONTACT.unknown) {
      this.#apart.set(key, FIRST_CONTACT.unknown);
      changed.add(key);
      this.withoutRoom++;
    }
    // Of another customer than before, it may be decided as before: whoever settles it finds nothing to do.
    return changed;
  }

  /** All is settled by what was told of it. */
  allSettled(): void {
    this.#apart.clear();
  }

  #hasRoom(customer: string, { began }: CustomerContact): boolean {
    if (this.#contacts.has(customer)) return true;
    const most = this.#context.limits?.customerContacts ?? Number.POSITIVE_INFINITY;
    if (this.size < most) {
      if (Number.isFinite(this.#noRoomAt) && this.#noRoomAt >= this.#keptFrom)
        this.#knownFrom.set(customer, this.#noRoomAt + 1);
      return true;
    }
    if (began > this.#noRoomAt) {
      this.#noRoomAt = began;
      this.#dirty.add(NOBODY);
    }
    return false;
  }

  #change(customer: string, key: string, contact: CustomerContact | null, changed: Set<string>): void {
    const before = this.#contacts.get(customer) ?? NO_CONTACTS;
    const known = before.findIndex((each) => each.key === key);
    if (contact !== null && known < 0 && this.#crowded.has(customer)) {
      this.#crowd(customer, contact.began);
      return;
    }
    const was = this.#firsts(customer, before);
    const after = known < 0 ? [...before] : before.toSpliced(known, 1);
    if (contact !== null) after.push(contact);
    after.sort(inOrderOfBeginning);
    if (after.length > MOST_OF_CUSTOMER) this.#crowd(customer, after.at(-1)!.began);
    const now = after.findIndex((each) => each.key === key);
    const is = this.#firsts(customer, after);
    this.#keep(customer, after);
    if (contact === null) this.#customerOf.delete(key);
    else this.#customerOf.set(key, customer);
    if ((was[known] ?? FIRST_CONTACT.none) !== (is[now] ?? FIRST_CONTACT.none)) changed.add(key);
    // But for this one they are the same contacts, in the same order.
    if (known >= 0) was.splice(known, 1);
    if (now >= 0) is.splice(now, 1);
    const others = now < 0 ? after : after.toSpliced(now, 1);
    for (const [place, other] of others.entries()) if (was[place] !== is[place]) changed.add(other.key);
  }

  /** He has come too often, the last time then. */
  #crowd(customer: string, began: number): void {
    const known = this.#crowded.get(customer) ?? Number.NEGATIVE_INFINITY;
    this.#crowded.set(customer, Math.max(began, known));
    // All of his contacts are in his row.
    if (began > known + DAY_MS) this.#dirty.add(customer);
  }

  #keep(customer: string, contacts: readonly CustomerContact[]): void {
    this.#dirty.add(customer);
    if (contacts.length > 0 || this.#crowded.has(customer)) this.#contacts.set(customer, contacts);
    else this.#forget(customer);
  }

  #forget(customer: string): void {
    this.#contacts.delete(customer);
    this.#knownFrom.delete(customer);
  }

  /** Of contacts of his, in their order. */
  #firsts(customer: string, contacts: readonly CustomerContact[]): FirstContact[] {
    return contacts.map((_, place) => this.#firstOf(customer, contacts, place));
  }

  #firstOf(customer: string, contacts: readonly CustomerContact[], place: number): FirstContact {
    if (this.#crowded.has(customer)) return FIRST_CONTACT.none;
    const within = (began: number): number => inForce(this.#context.policies.site, began).firstContactMs;
    const knownFrom = this.#knownFrom.get(customer) ?? Number.NEGATIVE_INFINITY;
    return firstContactOf(contacts, place, { within, knownFrom });
  }

  /** What no contact that may still be told of is decided by any more is forgotten. */
  prune(): void {
    const { horizonMs, log, policies } = this.#context;
    if (horizonMs === null || this.isEmpty) return;
    const longest = Math.max(horizonMs.call, horizonMs.chat, horizonMs.email);
    const within = Math.max(...policies.site.map(({ firstContactMs }) => firstContactMs));
    this.#keptFrom = Math.max(this.#keptFrom, log.measure - longest - 2 * within);
    for (const [customer, contacts] of this.#contacts) {
      if (contacts[0] !== undefined && contacts[0].began >= this.#keptFrom) continue;
      if (this.#crowded.get(customer)! < this.#keptFrom) this.#crowded.delete(customer);
      const kept = contacts.filter(({ began }) => began >= this.#keptFrom);
      if (kept.length === contacts.length && this.#crowded.has(customer)) continue;
      for (const { key, began } of contacts) if (began < this.#keptFrom) this.#customerOf.delete(key);
      this.#keep(customer, kept);
    }
  }

  drain(sink: RowSink): void {
    for (const customer of this.#dirty)
      sink.row(rowKey(this.#context.config.id, CUSTOMER_ROW, customer), this.#rowOf(customer));
    this.#dirty.clear();
  }

  #rowOf(customer: string): Uint8Array | null {
    if (customer === NOBODY) return customerRow({ contacts: [], knownFrom: this.#noRoomAt });
    const contacts = this.#contacts.get(customer);
    if (contacts === undefined) return null;
    const [knownFrom, crowdedAt] = [this.#knownFrom.get(customer), this.#crowded.get(customer)];
    return customerRow({
      contacts,
      ...(knownFrom === undefined ? {} : { knownFrom }),
      ...(crowdedAt === undefined ? {} : { crowdedAt }),
    });
  }

  /** @throws RangeError of a format that nobody knows. */
  restore(customer: string, value: Uint8Array): void {
    const { contacts, knownFrom, crowdedAt } = keptCustomer(value);
    if (customer === NOBODY) {
      this.#noRoomAt = knownFrom!;
      return;
    }
    this.#contacts.set(customer, contacts);
    for (const { key } of contacts) this.#customerOf.set(key, customer);
    if (knownFrom !== undefined) this.#knownFrom.set(customer, knownFrom);
    if (crowdedAt !== undefined) this.#crowded.set(customer, crowdedAt);
  }
}

const isSame = (a: CustomerContact, b: CustomerContact): boolean =>
  a.began === b.began && a.reason === b.reason && a.answered === b.answered && a.callsBack === b.callsBack;
