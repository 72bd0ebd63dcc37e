/**
 * One contact after the other, as it is stored: its entries as they were added to the numbers, and the stays that the fold of today
 * makes of its events, each with the entries that are its own. What was counted is what the entries say; the fold only says of which
 * stay. An entry that it does not emit any more (an older release counted it) is of none.
 */
import { type Channel, type Fact, type Name, type Stay, UNKNOWN } from "@floorwalker/domain";
import { ByteReader } from "../columns/byte-reader.ts";
import { ByteWriter } from "../columns/byte-writer.ts";
import type { Names } from "../columns/names.ts";
import { contactOfName, partsOfKey } from "../contact-key.ts";
import { Added, type Beside } from "../contacts/added.ts";
import type { AddedReach } from "../contacts/added-bytes.ts";
import type { ClosedWords } from "../contacts/closed-words.ts";
import { ContactFolding } from "../contacts/contact-folding.ts";
import { ContactHead } from "../contacts/contact-head.ts";
import { headOf, writeTold } from "../contacts/contact-row-bytes.ts";
import { CountedSurveys } from "../contacts/counted-surveys.ts";
import type { FoldedPrefix } from "../contacts/folded-prefix.ts";
import { ToldEvents } from "../contacts/told-events.ts";
import type { Restart } from "../restart.ts";
import type { SiteContext } from "../site-context.ts";
import type { BegunCalls } from "../talks/begun-calls.ts";
import type { Asked } from "./asked.ts";
import { factOf, factOfNone } from "./fact.ts";

/** What a contact's bytes are read with: of a site as it is stored, or as its owner has it. */
export interface FoldedSite extends Pick<SiteContext, "config" | "policies" | "configured"> {
  readonly names: Names;
  readonly words: ClosedWords;
  /** Null: an agent may have several calls at once. */
  readonly begun: BegunCalls | null;
  readonly restartsOf: (source: string) => readonly Restart[];
  /** As of when it is, epoch ms. */
  readonly clock: number;
}

/** Entries in the order of their emission, each with the place of its stay. */
class AddedByStay extends Added {
  readonly stays: number[] = [];
  #stay = UNKNOWN;

  override of(stay: number): void {
    this.#stay = stay;
  }

  override put(kind: number, queue: Name, agent: Name, beside: Name, at: number, what: number, amount: number): void {
    this.stays[this.count] = this.#stay;
    super.put(kind, queue, agent, beside, at, what, amount);
  }
}

export class StoredContact {
  readonly #site: FoldedSite;
  readonly #folding: ContactFolding;
  readonly #told: ToldEvents;
  readonly #head: ContactHead;
  readonly #emitted: AddedByStay;
  readonly #reader = new ByteReader();
  readonly #writer = new ByteWriter();
  readonly #reach: AddedReach = { first: 0, last: 0, waits: false };
  /** Of each entry, the place of its stay. */
  readonly #stays: number[] = [];
  channel: Channel = "call";
  contact: string | null = null;
  stayCount = 0;

  constructor(site: FoldedSite) {
    this.#site = site;
    const { names, words, configured, begun, restartsOf } = site;
    const agentOf = (agent: Name): Name => names.of(configured.agentOf(names.textOf(agent)!));
    this.#folding = new ContactFolding({
      context: site,
      names,
      agentOf,
      begun,
      restartsOf,
      surveys: new CountedSurveys(site.config, names),
    });
    this.#told = new ToldEvents(words);
    const besides: Beside = {
      teamOf: (agent, at) => this.#folding.teamOf(agent, at),
      // As it was counted, whatever reasons are configured now.
      reasonOf: () => this.#head.added.reason,
    };
    this.#head = new ContactHead(names, words, new Added(besides));
    this.#emitted = new AddedByStay(besides);
  }

  /** What the contact at hand has added. */
  get added(): Added {
    return this.#head.added;
  }

  /** Stands at another contact. `key`: without the site; `first`: its record, or its first row. */
  open(key: string, first: Uint8Array): this {
    const { channel, name } = partsOfKey(key);
    this.channel = channel;
    this.contact = contactOfName(name);
    this.#head.read(headOf(first));
    return this;
  }

  /** Whether something of it may count in the span or be true at its end: much less work than to read it. */
  reaches(first: Uint8Array, { from, to }: Pick<Asked, "from" | "to">): boolean {
    const reach = this.#reach;
    this.#head.readReach(headOf(first, this.#reader), reach);
    return reach.first < to && (reach.last >= from || reach.waits);
  }

  /**
   * Then of which stay each entry is. `rows`: all of it, in order. One that was stored anew while its rows were read, one after the
   * other, may be in pieces that do not fit: what it has added is known, its stays are not.
   */
  fold(rows: readonly Uint8Array[], prefix: FoldedPrefix | null): this {
    const { added } = this;
    this.#emitted.clear();
    this.stayCount = 0;
    try {
      this.#emit(rows, prefix);
      this.stayCount = this.#folding.folder.stays.count;
    } catch (error) {
      if (rows.length === 1 || !(error instanceof RangeError)) throw error;
      this.#emitted.clear();
    }
    for (let entry = 0; entry < added.count; entry++) this.#stays[entry] = this.#find(added, entry);
    return this;
  }

  #emit(rows: readonly Uint8Array[], prefix: FoldedPrefix | null): void {
    if (rows.includes(undefined as never)) throw new RangeError("a row of the contact is missing");
    const writer = this.#writer;
    writer.clear();
    writeTold(writer, rows);
    const told = this.#told.open(writer.bytes, 0, writer.length).look();
    const head = this.#head;
    const asOf = Math.max(this.#site.clock, head.lostAsOf ?? this.#site.clock);
    this.#folding.emit({ channel: this.channel, told, prefix, head }, this.#emitted, asOf);
  }

  /** Mostly it stands where it stood. */
  #find(added: Added, entry: number): number {
    const emitted = this.#emitted;
    if (entry < emitted.count && emitted.isSame(entry, added, entry)) return emitted.stays[entry]!;
    for (let other = 0; other < emitted.count; other++)
      if (emitted.isSame(other, added, entry)) return emitted.stays[other]!;
    return UNKNOWN;
  }

  /** The place of its stay; UNKNOWN: of none. */
  stayOf(entry: number): number {
    return this.#stays[entry]!;
  }

  stayAt(place: number): Stay {
    return this.#folding.folder.stays.at(place);
  }

  /** `place` UNKNOWN: of what is of no stay. */
  factAt(place: number): Fact {
    const { contact, channel } = this;
    if (place === UNKNOWN) return factOfNone(contact, channel);
    const stay = this.stayAt(place);
    const folding = this.#folding;
    return factOf(stay, {
      contact,
      channel,
      segment: folding.labelOf(stay),
      policy: folding.policyOf(stay),
      clock: this.#site.clock,
      textOf: (name) => this.#site.names.textOf(name),
    });
  }
}
