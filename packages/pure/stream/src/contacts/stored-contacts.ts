/** Contacts as they are stored, read back as the events that were told: for whoever looks at a state without owning it. */
import type { CanonicalEvent } from "@floorwalker/domain";
import { ByteWriter } from "../columns/byte-writer.ts";
import { contactOfName, partsOfKey } from "../contact-key.ts";
import { ClosedWords } from "./closed-words.ts";
import { idsOfRecord, writeTold } from "./contact-row-bytes.ts";
import { ToldEvents } from "./told-events.ts";

export class StoredContacts {
  readonly #site: string;
  readonly #told: ToldEvents;

  /** `words`: values of the rows of the dictionary (`WORDS_ROW`), by number. */
  constructor(site: string, words: Iterable<readonly [row: number, value: Uint8Array]>) {
    this.#site = site;
    const known = new ClosedWords();
    for (const [row, value] of words) known.restore(row, value);
    this.#told = new ToldEvents(known);
  }

  /** Of a record, or of all rows of a contact in order; `key`: without the site. None: the id is another contact's. */
  eventsOf(key: string, rows: readonly Uint8Array[]): CanonicalEvent[] {
    if (idsOfRecord(rows[0]!) !== null) return [];
    const { channel, name } = partsOfKey(key);
    const writer = new ByteWriter();
    writeTold(writer, rows);
    return this.#told
      .open(writer.bytes, 0, writer.length)
      .all({ site: this.#site, channel, contact: contactOfName(name) });
  }
}
