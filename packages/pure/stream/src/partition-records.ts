/**
 * Records of a partition's contacts that have left memory: which are to be looked up before events are folded, or because of what was
 * folded, and how long they are kept. A record that was looked up is a contact in memory from then on.
 */
import type { CanonicalEvent, Channel } from "@floorwalker/domain";
import { contactName, keyOf, partsOfKey, subjectOf } from "./contact-key.ts";
import { rememberedMs } from "./contacts/contact-leaving.ts";
import { CONTACT_ROW } from "./contacts/contact-rows.ts";
import { recountLongest, unknownLongest } from "./longest-recount.ts";
import { migrateRow } from "./migrations/migrate-row.ts";
import { KEY_SEPARATOR, rowKey, type SiteSettings } from "./site-context.ts";
import { ofSite } from "./site-error.ts";
import type { SiteState } from "./site-state.ts";

const DAY_MS = 86_400_000;
/** Buckets before the horizon are dropped again and again over so many days: nobody may have run when they fell due. */
const FORGOTTEN_DAYS = 60;
const SILENT_DAYS = 30;

/** Where records may be. */
export interface RecordBucket {
  readonly class: string;
  readonly bucket: number;
}

export interface PartitionRecordsParts {
  readonly horizonMs: SiteSettings["horizonMs"];
  readonly sites: ReadonlyMap<string, SiteState>;
  /** Made where it is not there yet. */
  readonly siteOf: (id: string) => SiteState;
}

export class PartitionRecords {
  readonly #parts: PartitionRecordsParts;
  #droppedDay: number | null = null;

  constructor(parts: PartitionRecordsParts) {
    this.#parts = parts;
  }

  /** Records to look up before `apply`: by class (channel), keys. */
  unknown(events: readonly CanonicalEvent[]): Map<string, Set<string>> {
    // First the names, which come again and again: keys are made of them once.
    const names = new Map<string, Map<Channel, Set<string>>>();
    for (const event of events) {
      if (subjectOf(event) !== "contact") continue;
      const site = this.#parts.sites.get(event.site);
      if (site?.knows(event) === true) continue;
      const inSite = among(names, event.site, () => new Map<Channel, Set<string>>());
      among(inSite, event.channel!, () => new Set<string>()).add(contactName(event));
    }
    const unknown = new Map<string, Set<string>>();
    for (const [site, byChannel] of names)
      for (const [channel, ofChannel] of byChannel) {
        const keys = among(unknown, channel, () => new Set<string>());
        for (const name of ofChannel) keys.add(rowKey(site, keyOf(channel, name)));
      }
    return unknown;
  }

  /**
   * Once time has passed: records to look up, by class, of calls because late events may have made their ends those of talks that began
   * under other ids, and of contacts that others of their customer decide otherwise. Whoever read any lets time pass again, and asks again;
   * before `draft`.
   */
  changedToLookUp(): Map<string, Set<string>> {
    const keys = new Map<string, Set<string>>();
    const ofClass = (channel: Channel): Set<string> => among(keys, channel, () => new Set<string>());
    for (const site of this.#parts.sites.values()) {
      for (const name of site.contacts.endsToLookUp()) ofClass("call").add(rowKey(site.id, keyOf("call", name)));
      for (const key of site.contacts.contactsToLookUp()) ofClass(partsOfKey(key).channel).add(rowKey(site.id, key));
    }
    return keys;
  }

  /**
   * A record that was looked up: the contact is in memory from now on, with what it had added. Where it only says whose the id is, the
   * keys to look up in its place.
   */
  readBack(key: string, bucket: number, value: Uint8Array): readonly string[] {
    const at = key.indexOf(KEY_SEPARATOR);
    const site = key.slice(0, at);
    const contacts = ofSite(site, () =>
      this.#parts.siteOf(site).contacts.restoreRecord(key.slice(at + 1), bucket, migrateRow(CONTACT_ROW, value)),
    );
    return contacts.map((contact) => rowKey(site, contact));
  }

  /**
   * A contact in memory, by its record's key: what it has added is taken back, and what today's fold says is added. True when
   * the two differ.
   */
  foldAnew(key: string): boolean {
    const at = key.indexOf(KEY_SEPARATOR);
    const site = key.slice(0, at);
    const { channel, name } = partsOfKey(key.slice(at + 1));
    return ofSite(site, () => this.#parts.siteOf(site).contacts.foldAnew(channel, name));
  }

  /** Where records of contacts may be that an event may still name; none without a horizon. */
  recordBuckets(): RecordBucket[] {
    const { horizonMs } = this.#parts;
    const sites = [...this.#parts.sites.values()].map(({ context }) => context);
    const first = Math.min(...sites.map(({ log }) => log.measure));
    const last = Math.max(...sites.map(({ clock, log }) => Math.max(clock, log.measure)));
    const buckets: RecordBucket[] = [];
    if (horizonMs === null || !Number.isFinite(first)) return buckets;
    for (const [channel, horizon] of Object.entries(horizonMs))
      for (
        let day = Math.floor((first - rememberedMs(horizon)) / DAY_MS) - 1;
        day <= Math.floor(last / DAY_MS) + 1;
        day++
      )
        buckets.push({ class: channel, bucket: day });
    return buckets;
  }

  /** Longest waits that can only be known by reading records again; to be settled before `draft`. */
  unknownLongest(): ReturnType<typeof unknownLongest> {
    return unknownLongest(this.#parts.sites.values());
  }

  recountLongest(holes: ReturnType<typeof unknownLongest>, records: ReadonlyMap<string, Uint8Array>): void {
    const migrated = new Map([...records].map(([key, value]) => [key, migrateRow(CONTACT_ROW, value)]));
    recountLongest(this.#parts.sites, holes, migrated);
  }

  /** Once a day of the log: record buckets of contacts that are no longer remembered. */
  dropped(): RecordBucket[] {
    const { horizonMs } = this.#parts;
    const measures = [...this.#parts.sites.values()].map(({ context }) => context.log.measure);
    const newest = Math.max(...measures);
    if (horizonMs === null || !Number.isFinite(newest)) return [];
    // A site that has sent nothing for a month keeps back nobody's.
    const oldest = Math.min(...measures.filter((measure) => measure > newest - SILENT_DAYS * DAY_MS));
    const today = Math.floor(oldest / DAY_MS);
    if (today === this.#droppedDay) return [];
    this.#droppedDay = today;
    const buckets: RecordBucket[] = [];
    for (const [channel, horizon] of Object.entries(horizonMs)) {
      const last = Math.floor((oldest - rememberedMs(horizon)) / DAY_MS) - 1;
      for (let bucket = last; bucket > last - FORGOTTEN_DAYS; bucket--) buckets.push({ class: channel, bucket });
    }
    return buckets;
  }
}

/** What the map has under the key, made when it has nothing. */
function among<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
