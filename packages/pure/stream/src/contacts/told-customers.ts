/**
 * What contacts say of their customers as they are settled: others of the same customer may be decided otherwise by it (first contacts).
 * Those in memory are settled again, the others are to be looked up.
 */
import type { FirstContact } from "@floorwalker/domain";
import { keyOf, partsOfKey } from "../contact-key.ts";
import { CustomerTable } from "../customers/customer-table.ts";
import type { SiteContext } from "../site-context.ts";
import type { CallIds } from "../talks/call-ids.ts";
import type { ContactSettling } from "./contact-settling.ts";
import type { ContactSlots } from "./contact-slots.ts";

export interface ToldCustomersParts {
  readonly slots: ContactSlots;
  readonly settling: ContactSettling;
  readonly ids: CallIds;
  /** A contact in memory is to be settled again. */
  readonly refold: (slot: number) => void;
}

export class ToldCustomers {
  readonly table: CustomerTable;
  readonly #parts: ToldCustomersParts;
  /** Keys of contacts that are decided otherwise by others of their customer, and are not in memory. */
  #away = new Set<string>();
  /** Those that were asked for last. */
  #asked: ReadonlySet<string> = new Set();

  constructor(context: SiteContext, parts: ToldCustomersParts) {
    this.table = new CustomerTable(context);
    this.#parts = parts;
  }

  /**
   * Of the contact that was just folded, before it is emitted: what it is beside the others of its customer; null: nobody's customer is known.
   * Others of its customer may be decided otherwise by what it is now.
   */
  told(slot: number): FirstContact | null {
    const { settling, ids, refold } = this.#parts;
    if (this.table.isEmpty && !settling.isOfCustomer) return null;
    const key = this.#keyOf(slot);
    const of = settling.ofCustomer(key);
    for (const changed of this.table.settled(key, of?.customer ?? null, of?.contact ?? null)) {
      if (changed === key) continue;
      const { channel, name } = partsOfKey(changed);
      const other = ids.find(channel, name);
      if (other < 0) this.#away.add(changed);
      else refold(other);
    }
    return this.table.firstContact(key);
  }

  /** Keys of contacts that have left memory and are decided otherwise. */
  takeAway(): ReadonlySet<string> {
    this.#asked = this.#away;
    this.#away = new Set();
    return this.#asked;
  }

  /** It was looked up because of others of its customer. */
  isAsked(contact: string): boolean {
    return this.#asked.has(contact);
  }

  #keyOf(slot: number): string {
    const { slots } = this.#parts;
    return keyOf(slots.channelOf(slot), slots.nameOf(slot));
  }
}
