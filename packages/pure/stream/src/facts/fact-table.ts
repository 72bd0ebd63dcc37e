/**
 * Contacts of a site that have left memory, on their way to whoever keeps facts. Those of one commit are a list, a row that is written
 * in that very commit; the cursor, another row, says up to which list the log has all. Laws:
 * L1  After any crash every contact is told that the log may not have, perhaps once more, in the order in which they left.
 * L2  What is told of a contact is what is stored of it, or of a commit in between; if it has come back, it is told when it leaves again.
 * L3  The newest lists stay for a while after the log has them: whoever keeps facts may be behind, and finds there what it lacks.
 * L4  Of a log that has lost its beginning no contact is told that begins before its first record plus the horizon.
 */
import { type Channel, type ContactFacts, type IntervalVersion, isLater } from "@floorwalker/domain";
import { partsOfKey } from "../contact-key.ts";
import { jsonRow, rowJson, rowText, textRow } from "../row-format.ts";
import { KEY_SEPARATOR, type RowSink, rowKey, type SiteContext } from "../site-context.ts";
import { isEndName } from "../talks/end-names.ts";
import { type CursorRow, FACT_FORMAT, FACT_ROW } from "./fact-rows.ts";
import { type FoldedSite, StoredContact } from "./stored-contact.ts";
import { toldContact } from "./told-contact.ts";

/** Contacts that stay listed although the log has them. */
const LISTED = 256;
/** Records that wait to be told are kept up to this, of all sites together; of others only the key: they are looked up. */
const MOST_HELD_BYTES = 8_000_000;

const PASSED_AT_ONCE = 4_096;

interface List {
  readonly version: IntervalVersion;
  readonly keys: string[];
  /** Of its contacts the log does not have so many yet. */
  open: number;
}

interface Left {
  readonly key: string;
  readonly list: List;
  /** Undefined: to be looked up. Null: it is not there. */
  record: Uint8Array | null | undefined;
}

/** Contacts that were taken. */
export interface FactPortion {
  readonly facts: readonly ContactFacts[];
  /** The log has them; portions are acknowledged in the order in which they were taken. */
  readonly acknowledge: () => void;
}

export interface FactTableParts {
  readonly context: SiteContext;
  readonly site: FoldedSite;
  /** Shared by the sites of a partition. */
  readonly held: { bytes: number };
}

export class FactTable {
  readonly #parts: FactTableParts;
  readonly #contact: StoredContact;
  #fresh: { readonly key: string; readonly record: Uint8Array }[] = [];
  /** In the order of their commits: first those that the log has. */
  #lists: List[] = [];
  /** Those from `#next` on are still to be taken. */
  #left: Left[] = [];
  #next = 0;
  #told: IntervalVersion | null = null;
  /** Where the log begins that all of this is made of, epoch ms; null: nothing of it is missing. */
  #begins: number | null = null;
  #toldFrom: number | null = null;
  #dropped = false;
  #isStored = false;

  constructor(parts: FactTableParts) {
    this.#parts = parts;
    this.#contact = new StoredContact(parts.site);
  }

  /** The log that is read has lost what lay before; what was told already was told under what was known then. */
  logBegan(at: number): void {
    if (this.#told !== null || this.#lists.length > 0) return;
    this.#begins = at;
    this.#isStored = false;
  }

  /** A record was put, in the commit that is being made. `key`: with the site. */
  put(key: string, record: Uint8Array | null): void {
    const contact = key.slice(key.indexOf(KEY_SEPARATOR) + 1);
    if (record !== null && !isEndName(partsOfKey(contact).name)) this.#fresh.push({ key: contact, record });
  }

  /** Contacts that the log does not have yet. */
  get waiting(): number {
    return this.#lists.reduce((sum, { open }) => sum + open, 0);
  }

  get hasDue(): boolean {
    return this.#next < this.#left.length;
  }

  /** After the contacts of the same commit. */
  drain(sink: RowSink, version: IntervalVersion): void {
    const site = this.#parts.context.config.id;
    const rowOf = ({ version: { epoch, sequence } }: List): string => rowKey(site, FACT_ROW, epoch, sequence);
    if (this.#fresh.length > 0) {
      const list = this.#listOf(version);
      for (const { key, record } of this.#fresh) this.#list(list, key, record);
      this.#fresh = [];
      sink.row(rowOf(list), textRow(FACT_FORMAT, list.keys.join(KEY_SEPARATOR)));
    }
    for (const list of this.#takeOld()) sink.row(rowOf(list), null);
    if (this.#isStored) return;
    this.#isStored = true;
    const told = this.#told === null ? null : ([this.#told.epoch, this.#told.sequence] as const);
    const row: CursorRow = [told, this.#begins, this.#toldFrom, this.#dropped ? 1 : 0];
    sink.row(rowKey(site, FACT_ROW), jsonRow(FACT_FORMAT, row));
  }

  #listOf(version: IntervalVersion): List {
    const last = this.#lists.at(-1);
    if (last?.version.epoch === version.epoch && last.version.sequence === version.sequence) return last;
    const list = { version, keys: [], open: 0 };
    this.#lists.push(list);
    return list;
  }

  #list(list: List, key: string, record: Uint8Array | undefined): void {
    const { held } = this.#parts;
    const isHeld = record !== undefined && held.bytes + record.length <= MOST_HELD_BYTES;
    if (isHeld) held.bytes += record.length;
    list.keys.push(key);
    list.open++;
    this.#left.push({ key, list, record: isHeld ? record : undefined });
  }

  /** Lists that go: the log has them, and so many newer contacts are listed. */
  #takeOld(): readonly List[] {
    const told = this.#lists.findIndex(({ open }) => open > 0);
    let count = told < 0 ? this.#lists.length : told;
    let listed = this.#lists.slice(0, count).reduce((sum, { keys }) => sum + keys.length, 0);
    const old: List[] = [];
    for (; count > 0 && listed - this.#lists[0]!.keys.length >= LISTED; count--) {
      listed -= this.#lists[0]!.keys.length;
      old.push(this.#lists.shift()!);
    }
    if (old.length > 0 && !this.#dropped) {
      this.#dropped = true;
      this.#isStored = false;
    }
    return old;
  }

  /** Keys, with the site, of records without which nothing more can be taken, by class. */
  toLookUp(most: number): ReadonlyMap<string, readonly string[]> {
    if (this.#left[this.#next]?.record !== undefined) return new Map();
    const keys = new Set<string>();
    for (const { key, record } of this.#ahead(most)) if (record === undefined) keys.add(key);
    const site = this.#parts.context.config.id;
    const byChannel = Map.groupBy(keys, (key): Channel => partsOfKey(key).channel);
    return new Map([...byChannel].map(([channel, all]) => [channel, all.map((key) => rowKey(site, key))]));
  }

  /** What the store has under the keys that were asked for: those that are not in it are in memory again. */
  found(asked: ReadonlySet<string>, records: ReadonlyMap<string, Uint8Array>, most: number): void {
    const site = this.#parts.context.config.id;
    for (const left of this.#ahead(most)) {
      const key = rowKey(site, left.key);
      if (left.record === undefined && asked.has(key)) left.record = records.get(key) ?? null;
    }
  }

  /** Of a commit that has just been made: as many as are at hand, at most so many. */
  take(most: number): FactPortion {
    const ahead = this.#ahead(most);
    const missing = ahead.findIndex(({ record }) => record === undefined);
    const taken = missing < 0 ? ahead : ahead.slice(0, missing);
    this.#passed(taken.length);
    const facts: ContactFacts[] = [];
    for (const { key, list, record } of taken) {
      if (!record) continue;
      this.#parts.held.bytes = Math.max(0, this.#parts.held.bytes - record.length);
      const told = this.#factsOf(key, record, list);
      if (this.#isTold(told)) facts.push(told);
      else this.#toldNot(told.leftAt);
    }
    const acknowledge = (): void => {
      for (const { list } of taken) list.open--;
      this.#moveOn();
    };
    if (facts.length > 0) return { facts, acknowledge };
    acknowledge();
    return { facts, acknowledge: () => {} };
  }

  #factsOf(key: string, record: Uint8Array, { version }: List): ContactFacts {
    const { context, site } = this.#parts;
    const { id, zone } = context.config;
    const leftAt = context.clock;
    const told = toldContact(this.#contact, site.names, { key, record, leftAt });
    const toldFrom = this.#toldFrom;
    const first = this.#told === null && toldFrom === null && version === this.#lists[0]?.version;
    return { site: id, zone, version, leftAt, first, toldFrom, ...told };
  }

  /** All of it is in the log (L4). */
  #isTold({ channel, from }: ContactFacts): boolean {
    const { horizonMs } = this.#parts.context;
    return this.#begins === null || horizonMs === null || from >= this.#begins + horizonMs[channel];
  }

  #toldNot(leftAt: number): void {
    this.#toldFrom = leftAt;
    this.#isStored = false;
  }

  #ahead(most: number): readonly Left[] {
    return this.#left.slice(this.#next, this.#next + most);
  }

  #passed(count: number): void {
    this.#next += count;
    if (this.#next < PASSED_AT_ONCE && this.hasDue) return;
    this.#left = this.#left.slice(this.#next);
    this.#next = 0;
  }

  /** Never beyond a list of which something is still to be told (L1). */
  #moveOn(): void {
    const open = this.#lists.findIndex((list) => list.open > 0);
    const told = this.#lists.at(open < 0 ? -1 : open - 1)?.version;
    if (open === 0 || told === undefined || (this.#told !== null && !isLater(told, this.#told))) return;
    this.#told = told;
    this.#isStored = false;
  }

  /** What the store has; of a program that told no facts it has none. */
  restore([epoch, sequence]: readonly string[], value: Uint8Array): void {
    if (epoch !== undefined) {
      const keys = rowText(FACT_FORMAT, value).split(KEY_SEPARATOR);
      this.#lists.push({ version: { epoch: Number(epoch), sequence: Number(sequence) }, keys, open: 0 });
      return;
    }
    const [told, begins, toldFrom, dropped] = rowJson<CursorRow>(FACT_FORMAT, value);
    this.#told = told === null ? null : { epoch: told[0], sequence: told[1] };
    this.#begins = begins;
    this.#toldFrom = toldFrom;
    this.#dropped = dropped === 1;
    this.#isStored = true;
  }

  /** All rows of the site are back. */
  restored(): void {
    this.#lists.sort(({ version: a }, { version: b }) => a.epoch - b.epoch || a.sequence - b.sequence);
    for (const list of this.#lists)
      if (this.#told === null || isLater(list.version, this.#told))
        for (const key of list.keys.splice(0)) this.#list(list, key, undefined);
  }

  /** Contacts that have left before now were told by nobody. `firstEventAt`: as far back as is known, its log was whole. */
  beginHere(firstEventAt: number): void {
    this.#toldFrom = this.#parts.context.clock;
    this.#begins = firstEventAt;
  }
}
