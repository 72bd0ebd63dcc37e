/** Contacts come back into memory: from the rows of the store, in any order, when an owner begins, and from a record when an event names them. */
import type { Channel } from "@floorwalker/domain";
import { keyOf, partsOfKey } from "../contact-key.ts";
import type { CallIds } from "../talks/call-ids.ts";
import type { ContactMemory } from "./contact-memory.ts";
import type { ContactRecords } from "./contact-records.ts";
import { idsOfRecord, isPrefix, isWhole } from "./contact-row-bytes.ts";
import type { ContactRows } from "./contact-rows.ts";
import type { ContactSettling } from "./contact-settling.ts";
import type { ContactSlots } from "./contact-slots.ts";

export interface ContactRestoringParts {
  readonly slots: ContactSlots;
  readonly settling: ContactSettling;
  readonly rows: ContactRows;
  readonly records: ContactRecords;
  readonly ids: CallIds;
  readonly memory: ContactMemory;
}

export class ContactRestoring {
  readonly #parts: ContactRestoringParts;
  /** Rows of contacts that have several, until all are read. */
  readonly #several = new Map<string, Uint8Array[]>();
  readonly #prefixes = new Map<string, Uint8Array>();

  constructor(parts: ContactRestoringParts) {
    this.#parts = parts;
  }

  /** Its contributions are in the numbers already. Its slot; or keys of records, where it only says whose the id is, or which calls ended so. */
  record(contact: string, bucket: number, value: Uint8Array): number | readonly string[] {
    const { channel, name } = partsOfKey(contact);
    if (this.#has(channel, name)) return [];
    const ids = idsOfRecord(value);
    if (ids !== null) return ids.filter((id) => !this.#has(channel, id)).map((id) => keyOf(channel, id));
    const slot = this.#enter(contact, [value], true);
    this.#parts.records.entered(slot, bucket);
    return slot;
  }

  /** One of several rows is kept until all are there. */
  row([contact, row = "0"]: readonly [string, string?], value: Uint8Array): void {
    if (isPrefix(value)) this.#prefixes.set(contact, value);
    else if (isWhole(value)) this.#enter(contact, [value], false);
    else {
      const rows = this.#several.get(contact) ?? [];
      rows[Number(row)] = value;
      this.#several.set(contact, rows);
    }
  }

  /** All rows were read. */
  done(): void {
    for (const [contact, rows] of this.#several) this.#enter(contact, rows, false);
    this.#several.clear();
    for (const [contact, row] of this.#prefixes) {
      const { channel, name } = partsOfKey(contact);
      this.#parts.rows.restorePrefix(this.#parts.slots.find(channel, name), row);
    }
    this.#prefixes.clear();
  }

  #has(channel: Channel, name: string): boolean {
    return this.#parts.slots.find(channel, name) >= 0;
  }

  #enter(contact: string, rows: readonly Uint8Array[], asRecord: boolean): number {
    const { slots, settling, memory, ids } = this.#parts;
    const { channel, name } = partsOfKey(contact);
    const slot = slots.add(channel, name);
    this.#parts.rows.restore(slot, rows, asRecord);
    const head = settling.headOf(slot);
    settling.enter(slot, head);
    memory.schedule(slot, head);
    if (channel === "call") ids.entered(slot, head);
    return slot;
  }
}
