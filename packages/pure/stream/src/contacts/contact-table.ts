/**
 * The contacts of a site that are in memory: open ones and those that ended a moment ago. A closed one leaves as a record
 * and comes back when an event names it. Invariant after `settle`: what every contact has added to the numbers equals its
 * fold as of the site's clock.
 */
import {
  type CanonicalEvent,
  type Channel,
  type Insertion,
  inForce,
  type Name,
  type QueuePolicy,
  queueCell,
} from "@floorwalker/domain";
import type { BusyWork } from "../agents/busy-work.ts";
import type { ContactWatch } from "../alerts/contact-watch.ts";
import type { CellTable } from "../cell-table.ts";
import type { Names } from "../columns/names.ts";
import type { SlotTimers } from "../columns/slot-timers.ts";
import { CUSTOMER_ROW } from "../customers/customer-row.ts";
import type { CustomerTable } from "../customers/customer-table.ts";
import { lineOf } from "../history/causes.ts";
import type { ChangedShares } from "../history/changed-shares.ts";
import { LiveCells } from "../live-cells.ts";
import type { Restart } from "../restart.ts";
import { type RowSink, rowKey, type SiteContext } from "../site-context.ts";
import { BEGUN_ROW, BegunCalls } from "../talks/begun-calls.ts";
import { CallIds } from "../talks/call-ids.ts";
import { ToldTalks } from "../talks/told-talks.ts";
import { ClosedWords } from "./closed-words.ts";
import { ContactHearing } from "./contact-hearing.ts";
import { ContactMemory } from "./contact-memory.ts";
import { ContactRecords } from "./contact-records.ts";
import { ContactRestoring } from "./contact-restoring.ts";
import { CONTACT_ROW, ContactRows } from "./contact-rows.ts";
import { ContactSettling } from "./contact-settling.ts";
import { ContactSlots, DIRTY, EVICTED, OTHER_ID, TOUCHED } from "./contact-slots.ts";
import { ContactTelling } from "./contact-telling.ts";
import { CountedSurveys } from "./counted-surveys.ts";
import { finishedWaits, type WaitsOf } from "./finished-waits.ts";
import { MarkedSlots } from "./marked-slots.ts";
import { PrefixFolding } from "./prefix-folding.ts";
import { ToldCustomers } from "./told-customers.ts";
import { ToldEvents } from "./told-events.ts";
import { WaitingContacts } from "./waiting-contacts.ts";

export interface ContactTableParts {
  readonly context: SiteContext;
  readonly names: Names;
  readonly cells: CellTable;
  readonly restartsOf: (source: string) => readonly Restart[];
  /** What agents do of a contact changed. */
  readonly busyChanged: (before: BusyWork, after: BusyWork) => void;
  /** Null: no rule is about contacts. */
  readonly watch: ContactWatch | null;
  /** Null: no intervals are told. */
  readonly shares: ChangedShares | null;
}

const NOTHING = new Uint8Array(0);

/** Rows of the dictionary that contacts' bytes say closed words by. */
export const WORDS_ROW = "w";

/** So many old events are folded into the prefix at once: it is stored anew then. */
const FOLDED_AT_ONCE = 256;

export class ContactTable {
  readonly #context: SiteContext;
  readonly live = new LiveCells();
  readonly #names: Names;
  /** By which the bytes of contacts say closed words. */
  readonly words = new ClosedWords();
  readonly #slots = new ContactSlots();
  readonly waiting = new WaitingContacts((slot) => this.#slots.nameOf(slot));
  readonly #told = new ToldEvents(this.words);
  readonly #settling: ContactSettling;
  readonly #rows: ContactRows;
  readonly #ids: CallIds;
  readonly #records: ContactRecords;
  readonly #telling: ContactTelling;
  readonly #hearing: ContactHearing;
  readonly #memory: ContactMemory;
  readonly #restoring: ContactRestoring;
  readonly #customers: ToldCustomers;
  readonly #shares: ChangedShares | null;
  /** Null: an agent may have several calls at once. */
  readonly begun: BegunCalls | null;
  readonly #touched = new MarkedSlots(this.#slots, TOUCHED);
  readonly #dirty = new MarkedSlots(this.#slots, DIRTY);
  /** Events in orders that cannot be, over the contacts in memory and those that left since the start. */
  impossible = 0;

  constructor(parts: ContactTableParts) {
    const { context } = parts;
    this.#context = context;
    this.#shares = parts.shares;
    const { names } = parts;
    this.#names = names;
    const agentOf = (agent: Name): Name => names.of(context.configured.agentOf(names.textOf(agent)!));
    this.begun = context.config.oneCallPerAgent === true ? new BegunCalls(context.config.id, names) : null;
    this.#settling = new ContactSettling({
      ...parts,
      live: this.live,
      waiting: this.waiting,
      agentOf,
      begun: this.begun,
      surveys: new CountedSurveys(context.config, names),
      words: this.words,
      slots: this.#slots,
      told: this.#told,
      firstContact: (slot) => this.#customers.told(slot),
    });
    this.#rows = new ContactRows(context.config.id, this.#slots, this.#told);
    const talks = new ToldTalks(names, this.words, agentOf, (stay) => this.#settling.lostAt(stay));
    const table = {
      comeBack: (slot: number) => this.#memory.comeBack(slot),
      changed: (slot: number) => this.#changed(slot),
      soil: (slot: number) => this.#dirty.add(slot),
      takeBack: (slot: number) => this.#takeBack(slot),
      regroups: (slot: number) => this.#hearing.regroups(slot),
    };
    this.#ids = new CallIds({ site: context.config.id, slots: this.#slots, told: this.#told, talks, table });
    const { id: site } = context.config;
    this.#records = new ContactRecords({ site, slots: this.#slots, rows: this.#rows, ids: this.#ids });
    const prefixes = new PrefixFolding({ site, names, agentOf, slots: this.#slots, told: this.#told });
    const inMemory = { context, slots: this.#slots, settling: this.#settling, ids: this.#ids, rows: this.#rows };
    this.#telling = new ContactTelling({ ...inMemory, told: this.#told, prefixes, soil: table.soil });
    this.#customers = new ToldCustomers(context, { ...inMemory, refold: (slot) => this.#refold(slot) });
    const marked = { touched: this.#touched, dirty: this.#dirty, settle: (slot: number) => this.#settleOne(slot) };
    this.#memory = new ContactMemory({ ...inMemory, records: this.#records, ...marked });
    const kept = { records: this.#records, telling: this.#telling, memory: this.#memory, touched: this.#touched };
    const heard = { names, shares: parts.shares, live: this.live, told: this.#told, settleAll: () => this.settle() };
    this.#hearing = new ContactHearing({ ...inMemory, ...kept, ...heard });
    this.#restoring = new ContactRestoring({ ...inMemory, records: this.#records, memory: this.#memory });
  }

  /** What a contact is judged by that was queued there then: as pinned when it was judged first. */
  promiseOf(
    slot: number,
    { queue, channel }: { readonly queue: string; readonly channel: Channel },
    since: number,
  ): QueuePolicy {
    const version = inForce(this.#context.policies.of(queueCell(queue, channel), channel), since);
    return this.#settling.headOf(slot).policies.of(this.#names.of(queue), version);
  }

  /** When time alone changes something of a contact. */
  get timers(): SlotTimers {
    return this.#memory.timers;
  }

  get customers(): CustomerTable {
    return this.#customers.table;
  }

  get size(): number {
    return this.#slots.size - this.#ids.size - this.#memory.leaving;
  }

  /**
   * After `settle`: names of records that may lead to calls whose end is that of a talk which a late event let begin, or left alone with
   * it, and which have left memory (ADR 19). To be looked up, and settled with, before anything is stored.
   */
  endsToLookUp(): ReadonlySet<string> {
    return this.#hearing.endsToLookUp();
  }

  /** See ContactTelling. */
  isFolded(event: CanonicalEvent): boolean {
    return this.#telling.isFolded(event);
  }

  /** See ContactTelling. */
  isFullFor(event: CanonicalEvent): boolean {
    return this.#telling.isFullFor(event);
  }

  has(channel: Channel, name: string): boolean {
    return this.#slots.find(channel, name) >= 0;
  }

  /** See ContactHearing. */
  insert(event: CanonicalEvent): Insertion {
    return this.#hearing.insert(event);
  }

  /** See ContactHearing. */
  isStray(event: CanonicalEvent): boolean {
    return this.#hearing.isStray(event);
  }

  /** A restart of a source concerns every contact that is not finished. */
  touchUnfinished(): void {
    for (const slot of this.#slots.all())
      if (!this.#slots.is(slot, EVICTED) && this.#settling.timesOf(slot).unfinished) this.#touched.add(slot);
  }

  /** See ContactTelling. */
  tellAll(): void {
    this.#telling.tellAll();
  }

  /** Brings every touched contact's contribution up to the clock. */
  settle(): void {
    do {
      this.#touched.each((slot) => this.#settleOne(slot));
      this.#ids.changes.derive();
      for (const agent of this.begun?.takeChanged() ?? [])
        for (const slot of this.#ids.changes.openFor(agent)) {
          this.#touched.add(slot);
          this.#shares?.causes.dueTo(slot, lineOf(agent));
        }
    } while (!this.#touched.isEmpty);
    this.#hearing.regrouped();
    this.#telling.settled();
    this.customers.allSettled();
  }

  #settleOne(slot: number): void {
    this.#touched.remove(slot);
    const settling = this.#settling;
    this.#telling.tellFresh(slot);
    this.#telling.foldOld(slot, FOLDED_AT_ONCE);
    if (settling.settle(slot, this.#memory.asOf, this.#ids.hasOthers(slot))) this.#dirty.add(slot);
    this.impossible += settling.impossibleChange;
    this.#memory.schedule(slot, settling.head);
    if (this.#slots.channelOf(slot) === "call")
      this.#ids.settled(slot, settling.head, settling.strays, settling.workChanged);
  }

  #refold(slot: number): void {
    if (this.#slots.is(slot, EVICTED)) this.#memory.comeBack(slot);
    this.#touched.add(slot);
  }

  /** After `settle`: keys of contacts that have left memory and are decided otherwise by others of their customer. To be looked up, as above. */
  contactsToLookUp(): ReadonlySet<string> {
    return this.#customers.takeAway();
  }

  /** Its events are other ones. */
  #changed(slot: number): void {
    this.#rows.changed(slot, 0);
    this.#dirty.add(slot);
    this.#touched.add(slot);
  }

  #takeBack(slot: number): void {
    this.#memory.takenBack(slot);
    this.#rows.changed(slot, 0);
    this.#slots.keepTold(slot, NOTHING, 0, 0, { count: 0, lastEventAt: 0 });
    this.#settling.settle(slot, this.#memory.asOf);
    this.impossible += this.#settling.impossibleChange;
    this.#slots.empty(slot);
    this.#touched.remove(slot);
  }

  /** Of a contact in memory, as an event for it would. @returns whether that changed what it adds to the numbers. */
  foldAnew(channel: Channel, name: string): boolean {
    const slot = this.#slots.find(channel, name);
    if (slot < 0 || this.#slots.is(slot, OTHER_ID)) return false;
    this.#settleOne(slot);
    return this.#settling.countsChanged;
  }

  /** The slot's time has come: its fold changes by time alone, or it leaves memory. */
  due(slot: number): void {
    this.#memory.due(slot);
  }

  /** The clock was set back: who waits past a threshold or is lost only by the clock is not. */
  setBack(): void {
    this.#memory.setBack();
  }

  /** Lost ones that no event of the log could name any more leave memory as they are. */
  leaveLost(): void {
    this.begun?.prune(this.#context.log.kept.hour);
    this.customers.prune();
    this.#memory.leaveLost();
  }

  /**
   * A contact read back from its record: its contributions are in the numbers already. Where the record only says whose the id is, or
   * which calls ended so, their keys: they are to be looked up in its place.
   */
  restoreRecord(contact: string, bucket: number, value: Uint8Array): readonly string[] {
    const entered = this.#restoring.record(contact, bucket, value);
    if (typeof entered !== "number") return entered;
    if (this.#customers.isAsked(contact)) this.#touched.add(entered);
    return [];
  }

  /** Rows of the dictionary come before those of contacts. */
  restoreWords(kind: string, [row]: readonly string[], value: Uint8Array): boolean {
    if (kind !== WORDS_ROW) return false;
    this.words.restore(Number(row), value);
    return true;
  }

  /** `restored` comes when all rows were read. */
  restore(kind: string, parts: readonly string[], value: Uint8Array): boolean {
    if (this.live.restore(kind, parts, value)) return true;
    if (kind === BEGUN_ROW) this.begun?.restore(parts, value, this.#context.log.kept.hour);
    else if (kind === CUSTOMER_ROW) this.customers.restore(parts[0]!, value);
    else if (kind === CONTACT_ROW) this.#restoring.row(parts as [string, string?], value);
    else return false;
    return true;
  }

  restored(): void {
    this.#restoring.done();
  }

  /** See `finishedWaits`. */
  finishedWaits(of: WaitsOf, from: number, to: number, records: Iterable<Uint8Array>): number[] {
    const parts = { names: this.#names, slots: this.#slots, settling: this.#settling };
    return finishedWaits(parts, of, from, to, records);
  }

  drain(sink: RowSink): void {
    this.#memory.drain(sink);
    this.#dirty.each((slot) => this.#records.store(slot, sink));
    const site = this.#context.config.id;
    for (const [row, value] of this.words.takeRows()) sink.row(rowKey(site, WORDS_ROW, row), value);
    this.begun?.drain(sink);
    this.customers.drain(sink);
    this.live.drain(site, sink);
  }
}
