/**
 * Goes over the contacts of a site and finds the stays that count in what is asked for: rows of open contacts first, then records, then
 * what is kept of contacts that are over, then, where commits came in between, rows again. Invariant: each contact is counted once, by
 * what was read of it last among rows and records, also where it left memory or came back meanwhile, or was given twice; by what is
 * kept only where the owner had neither row nor record of it to give. Of what does not count nothing is kept.
 */

import { C, type Channel, type ContactFacts, type Fact, UNKNOWN } from "@floorwalker/domain";
import type { Names } from "../columns/names.ts";
import { keyOf, partsOfKey } from "../contact-key.ts";
import { COUNTED, SURVEYED, WAITING } from "../contacts/added.ts";
import { idsOfRecord, isPrefix, isWhole, MORE, prefixOf } from "../contacts/contact-row-bytes.ts";
import { CONTACT_ROW } from "../contacts/contact-rows.ts";
import type { FoldedPrefix } from "../contacts/folded-prefix.ts";
import { migrateRow } from "../migrations/migrate-row.ts";
import type { TimelineContact } from "../rehearsal/kept-timeline.ts";
import { KEY_SEPARATOR, rowKey } from "../site-context.ts";
import { type Asked, AskedEntries } from "./asked.ts";
import type { FoundStay } from "./found-stay.ts";
import { KeptScan } from "./kept-scan.ts";
import { type PartsOfWaiting, StayCounts } from "./stay-counts.ts";
import { StoredContact } from "./stored-contact.ts";
import type { StoredSite } from "./stored-site.ts";
import { addedBy } from "./told-contact.ts";

export class ContactScan {
  readonly #site: string;
  readonly #recordsBegin: string;
  readonly #asked: Asked;
  readonly #entries: AskedEntries;
  /** What the keys of contacts that can count begin with; null: every contact can. */
  readonly #keysBegin: string | null;
  readonly #contact: StoredContact;
  readonly #found: (stay: FoundStay) => void;
  readonly #sum: StayCounts;
  readonly #partsOf: PartsOfWaiting | null;
  /** By the place of the stay; the first is of what is of none. */
  readonly #counts: StayCounts[] = [];
  /** Rows of open contacts that count, or whose first row is still to come, by row. */
  readonly #open = new Map<string, Uint8Array[]>();
  readonly #prefixes = new Map<string, FoldedPrefix>();
  /** Contacts that were counted by their records, or by what is kept of them. */
  readonly #counted = new Set<string>();
  /** Contacts of which the owner had something to give, whether it counts or not; records only where what is kept is read beside them. */
  readonly #given = new Set<string>();
  #isKeptRead = false;
  readonly #kept: KeptScan;
  readonly #names: Names;
  readonly #each: ((contact: TimelineContact) => void) | null;

  /** `each`: is given every contact that concerns what is asked for, with all that it has added, in the place of its stays. */
  constructor(
    site: StoredSite,
    asked: Asked,
    found: (stay: FoundStay) => void,
    each: ((contact: TimelineContact) => void) | null = null,
  ) {
    this.#site = site.config.id;
    this.#names = site.names;
    this.#each = each;
    this.#recordsBegin = rowKey(this.#site, "");
    this.#asked = asked;
    this.#entries = new AskedEntries(site, asked);
    this.#keysBegin = this.channel === null ? null : keyOf(this.channel, "");
    this.#partsOf =
      asked.backlogAt !== undefined && asked.live ? site.partsOfWaiting(asked.cell, asked.backlogAt) : null;
    this.#sum = new StayCounts(this.#partsOf);
    this.#contact = new StoredContact(site);
    this.#found = found;
    this.#kept = new KeptScan(site, asked, found);
  }

  /** Of which channel contacts can count; null: of any. */
  get channel(): Channel | null {
    return this.#entries.channel;
  }

  /** A row of an open contact, in any order. A value may be part of something large: what is kept is copied. */
  row(key: string, stored: Uint8Array): void {
    const [, kind, contact, place = "0"] = key.split(KEY_SEPARATOR) as [string, string, string, string?];
    if (kind !== CONTACT_ROW || !this.#canCount(contact) || this.#counted.has(contact)) return;
    this.#given.add(contact);
    const value = migrateRow(kind, stored);
    if (isPrefix(value)) this.#prefixes.set(contact, prefixOf(value)!);
    else if (value[0] === MORE) this.#keep(contact, Number(place), value);
    else {
      if (isWhole(value)) this.#open.delete(contact);
      // Of a long one that concerns nothing any more its first row replaces the one that did.
      if (!isWhole(value) || this.#concerns(contact, value)) this.#keep(contact, 0, value);
    }
  }

  #keep(contact: string, place: number, value: Uint8Array): void {
    const rows = this.#open.get(contact) ?? [];
    rows[place] = value.slice();
    this.#open.set(contact, rows);
  }

  /**
   * A record of the site's partition, after all rows: of other sites there are some too. Of one that left memory meanwhile there was a row:
   * this is what it came to.
   */
  record(key: string, stored: Uint8Array): void {
    if (!key.startsWith(this.#recordsBegin)) return;
    const contact = key.slice(this.#recordsBegin.length);
    if (!this.#canCount(contact)) return;
    if (this.#isKeptRead) this.#given.add(contact);
    const value = migrateRow(CONTACT_ROW, stored);
    if (idsOfRecord(value) !== null) return;
    if (this.#open.size > 0) this.#open.delete(contact);
    // Before its name is looked up: most have nothing to do with what is asked for.
    if (!this.#concerns(contact, value) || this.#counted.has(contact)) return;
    this.#counted.add(contact);
    this.#visit(contact, [value], prefixOf(value));
  }

  /** Of contacts that are listed, the keys of the records to look up before what is kept is given: by class. */
  recordsOf(listed: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
    this.#isKeptRead = true;
    const due = [...listed].filter((contact) => this.#canCount(contact));
    const byChannel = Map.groupBy(due, (contact) => partsOfKey(contact).channel);
    return new Map(
      [...byChannel].map(([channel, all]) => [channel, all.map((contact) => rowKey(this.#site, contact))]),
    );
  }

  /** A contact as it is kept, after all rows and records that it might be older than. */
  kept(told: ContactFacts): void {
    const contact = keyOf(told.channel, told.name);
    if (!this.#canCount(contact) || this.#given.has(contact) || this.#counted.has(contact)) return;
    this.#counted.add(contact);
    if (this.#each === null) this.#kept.contact(contact, told);
    else this.#each(told);
  }

  /** All rows and records were there: open contacts are counted now. */
  end(): void {
    for (const [contact, rows] of this.#open)
      if (rows[0] !== undefined && this.#concerns(contact, rows[0]))
        this.#visit(contact, rows, this.#prefixes.get(contact) ?? null);
    this.#open.clear();
  }

  #canCount(contact: string): boolean {
    return this.#keysBegin === null || contact.startsWith(this.#keysBegin);
  }

  /** By its entries alone: most contacts have nothing to do with what is asked for. It is at hand then. */
  #concerns(contact: string, first: Uint8Array): boolean {
    const stored = this.#contact;
    if (!stored.reaches(first, this.#asked)) return false;
    const { added } = stored.open(contact, first);
    const sum = this.#sum;
    sum.clear();
    for (let entry = 0; entry < added.count; entry++) {
      const kind = added.kindOf(entry);
      if (kind !== COUNTED && kind !== WAITING && kind !== SURVEYED) continue;
      if (this.#entries.has(added, entry, stored.channel)) sum.add(added, entry, this.#asked);
    }
    return sum.concerns;
  }

  /** The contact at hand. */
  #visit(contact: string, rows: readonly Uint8Array[], prefix: FoldedPrefix | null): void {
    const stored = this.#contact;
    const { added } = stored;
    stored.fold(rows, prefix);
    if (this.#each !== null) {
      const { channel, name } = partsOfKey(contact);
      this.#each({ channel, name, added: addedBy(stored, this.#names) });
      return;
    }
    const last = stored.stayCount;
    for (let place = UNKNOWN; place < last; place++) this.#countsAt(place).clear();
    for (let entry = 0; entry < added.count; entry++) {
      const counts = this.#countsAt(stored.stayOf(entry));
      if (added.whatOf(entry) === C.offered && added.kindOf(entry) === COUNTED) counts.offeredAt = added.atOf(entry);
      if (this.#entries.has(added, entry, stored.channel)) counts.add(added, entry, this.#asked);
    }
    for (let place = UNKNOWN; place < last; place++) {
      const counts = this.#countsAt(place);
      if (!counts.concerns) continue;
      const keep = (): (() => Fact) => {
        const kept = rows.map((row) => row.slice());
        return () => stored.open(contact, kept[0]!).fold(kept, prefix).factAt(place);
      };
      this.#found({ counts, place: { site: this.#site, at: counts.placedAt, key: contact, stay: place }, keep });
    }
  }

  #countsAt(stay: number): StayCounts {
    const counts = this.#counts[stay + 1] ?? new StayCounts(this.#partsOf);
    this.#counts[stay + 1] = counts;
    return counts;
  }
}
