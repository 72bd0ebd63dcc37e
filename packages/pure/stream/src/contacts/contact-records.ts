/**
 * Contacts on their way into records and back: a closed one leaves as a record, and its other ids, and the names by which who is told
 * late of a talk looks for its end, leave records that lead to it. Invariant: what is in memory has a record or rows, never both, or an
 * older record could outlive a newer row.
 */
import { keyOf } from "../contact-key.ts";
import { type RowSink, rowKey } from "../site-context.ts";
import type { CallIds } from "../talks/call-ids.ts";
import { dayOf } from "./contact-leaving.ts";
import { otherIdRecord } from "./contact-row-bytes.ts";
import type { ContactRows } from "./contact-rows.ts";
import { type ContactSlots, DIRTY, OTHER_ID } from "./contact-slots.ts";
import { EndRecords, type WriteEnd } from "./end-records.ts";

export interface ContactRecordsParts {
  readonly site: string;
  readonly slots: ContactSlots;
  readonly rows: ContactRows;
  readonly ids: CallIds;
}

export class ContactRecords {
  readonly #site: string;
  readonly #slots: ContactSlots;
  readonly #rows: ContactRows;
  readonly #ids: CallIds;
  /** Bucket of the record that a contact was read back from. */
  readonly #buckets = new Map<number, number>();
  readonly #ends = new EndRecords();

  constructor({ site, slots, rows, ids }: ContactRecordsParts) {
    this.#site = site;
    this.#slots = slots;
    this.#rows = rows;
    this.#ids = ids;
  }

  /** The contact was read back from a record in that bucket. */
  entered(slot: number, bucket: number): void {
    this.#buckets.set(slot, bucket);
    this.#ends.ended(slot, this.#slots.nameOf(slot), this.#ids.changes.endNames(slot), true);
    for (const id of this.#ids.othersOf(slot)) this.#buckets.set(id, bucket);
  }

  /** Names of talks whose ends may be in records: before what is in memory is stored, it is to be known which. */
  takeWanted(): Set<string> {
    for (const slot of this.#ids.changes.takeEnded())
      this.#ends.ended(slot, this.#slots.nameOf(slot), this.#ids.changes.endNames(slot), false);
    return this.#ends.takeWanted();
  }

  /** As it is kept while in memory. */
  store(slot: number, sink: RowSink): void {
    this.#slots.mark(slot, DIRTY, false);
    this.#drop(slot, sink);
    // What is stored of another id is in the row of its contact.
    if (this.#slots.is(slot, OTHER_ID)) this.#rows.unstore(slot, sink);
    else this.#rows.store(slot, sink);
    for (const id of this.#ids.othersOf(slot)) this.#drop(id, sink);
  }

  /** As a record, and its other ids with it: none of their slots is in memory from then on. */
  leave(slot: number, sink: RowSink): void {
    const bucket = dayOf(this.#slots.lastEventAt(slot));
    const ends = this.#ids.changes.endNames(slot);
    const others = this.#ids.left(slot);
    const name = this.#slots.nameOf(slot);
    const isThere = this.#put(slot, bucket, sink, () => this.#rows.whole(slot));
    this.#ends.leave(slot, name, isThere ? null : ends, this.#writeEnd(sink));
    this.#slots.remove(slot);
    for (const id of others) {
      this.#put(id, bucket, sink, () => otherIdRecord(name));
      this.#ends.leave(id, this.#slots.nameOf(id), null, this.#writeEnd(sink));
      this.#slots.remove(id);
    }
  }

  /** In the place of its rows. True: it was read back, said nothing new, and is there already. */
  #put(slot: number, bucket: number, sink: RowSink, value: () => Uint8Array): boolean {
    this.#rows.unstore(slot, sink);
    const stored = this.#buckets.get(slot);
    const isThere = stored === bucket && !this.#slots.is(slot, DIRTY);
    if (!isThere) {
      if (stored === bucket) this.#dropEnds(slot, sink);
      else this.#drop(slot, sink);
      sink.record({ class: this.#slots.channelOf(slot), bucket, key: this.#key(slot), value: value() });
    }
    this.#buckets.delete(slot);
    return isThere;
  }

  #writeEnd(sink: RowSink): WriteEnd {
    return (name, bucket, ids) => {
      const value = ids.length === 0 ? null : otherIdRecord(...ids);
      sink.record({ class: "call", bucket, key: rowKey(this.#site, keyOf("call", name)), value });
    };
  }

  #drop(slot: number, sink: RowSink): void {
    const bucket = this.#buckets.get(slot);
    if (bucket === undefined) return;
    sink.record({ class: this.#slots.channelOf(slot), bucket, key: this.#key(slot), value: null });
    this.#dropEnds(slot, sink);
    this.#buckets.delete(slot);
  }

  #dropEnds(slot: number, sink: RowSink): void {
    this.#ends.drop(slot, this.#slots.nameOf(slot), this.#writeEnd(sink));
  }

  #key(slot: number): string {
    return rowKey(this.#site, keyOf(this.#slots.channelOf(slot), this.#slots.nameOf(slot)));
  }
}
