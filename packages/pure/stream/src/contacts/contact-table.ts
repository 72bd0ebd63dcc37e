/**
 * The contacts of a site that are in memory: open ones and those that ended a moment ago. A closed one leaves as a record
 * and comes back when an event names it. Invariant after `settle`: what every contact has added to the numbers equals its
 * fold as of the site's clock.
 */
import {
  ANSWERED_WAIT,
  type CanonicalEvent,
  type Channel,
  FINISHED_WAIT,
  type Insertion,
  type Name,
  NONE,
} from "@floorwalker/domain";
import type { BusyWork } from "../agents/busy-work.ts";
import type { ContactWatch } from "../alerts/contact-watch.ts";
import type { CellTable } from "../cell-table.ts";
import type { Names } from "../columns/names.ts";
import { SlotTimers } from "../columns/slot-timers.ts";
import { contactName, keyOf, partsOfKey } from "../contact-key.ts";
import { CUSTOMER_ROW } from "../customers/customer-row.ts";
import { CustomerTable } from "../customers/customer-table.ts";
import { lineOf } from "../history/causes.ts";
import type { ChangedShares } from "../history/changed-shares.ts";
import { LiveCells } from "../live-cells.ts";
import { type RowSink, rowKey, type SiteContext } from "../site-context.ts";
import { BEGUN_ROW, BegunCalls } from "../talks/begun-calls.ts";
import { CallIds } from "../talks/call-ids.ts";
import { isAnsweredBy } from "../talks/is-answered-by.ts";
import { ToldTalks } from "../talks/told-talks.ts";
import { type Added, COUNTED } from "./added.ts";
import { ClosedWords } from "./closed-words.ts";
import type { ContactHead } from "./contact-head.ts";
import { isDropped, isSettled } from "./contact-leaving.ts";
import { ContactRecords } from "./contact-records.ts";
import { headOf, idsOfRecord, isPrefix, isWhole } from "./contact-row-bytes.ts";
import { CONTACT_ROW, ContactRows } from "./contact-rows.ts";
import { ContactSettling } from "./contact-settling.ts";
import { ContactSlots, DIRTY, EVICTED, KNOWN, OTHER_ID, TOUCHED } from "./contact-slots.ts";
import { ContactTelling } from "./contact-telling.ts";
import { CountedSurveys } from "./counted-surveys.ts";
import { PrefixFolding } from "./prefix-folding.ts";
import { type ToldEvent, ToldEvents } from "./told-events.ts";

export interface ContactTableParts {
  readonly context: SiteContext;
  readonly names: Names;
  readonly cells: CellTable;
  readonly restartsOf: (source: string) => readonly number[];
  /** What agents do of a contact changed. */
  readonly busyChanged: (before: BusyWork, after: BusyWork) => void;
  /** Null: no rule is about contacts. */
  readonly watch: ContactWatch | null;
  /** Null: no intervals are told. */
  readonly shares: ChangedShares | null;
}

const NOTHING = new Uint8Array(0);
const SECOND_MS = 1_000;

/** Rows of the dictionary that contacts' bytes say closed words by. */
export const WORDS_ROW = "w";

/** So many old events are folded into the prefix at once: it is stored anew then. */
const FOLDED_AT_ONCE = 256;

export class ContactTable {
  readonly #context: SiteContext;
  readonly live = new LiveCells();
  /** When time alone changes something of a contact. */
  readonly timers = new SlotTimers();
  readonly #names: Names;
  /** By which the bytes of contacts say closed words. */
  readonly words = new ClosedWords();
  readonly #slots = new ContactSlots();
  readonly #told = new ToldEvents(this.words);
  readonly #settling: ContactSettling;
  readonly #rows: ContactRows;
  readonly #ids: CallIds;
  readonly #records: ContactRecords;
  readonly #telling: ContactTelling;
  readonly #shares: ChangedShares | null;
  /** Null: an agent may have several calls at once. */
  readonly begun: BegunCalls | null;
  /** Calls that late events told of. */
  readonly #toldLate = new Set<number>();
  readonly customers: CustomerTable;
  /** Keys of contacts that are decided otherwise by others of their customer, and are not in memory. */
  #ofCustomers = new Set<string>();
  /** Those that were asked for last. */
  #asked: ReadonlySet<string> = new Set();
  #touched: number[] = [];
  #dirty: number[] = [];
  #evicted: number[] = [];
  #evictedCount = 0;
  /** Rows of contacts that have several, until all are read. */
  readonly #parts = new Map<string, Uint8Array[]>();
  readonly #prefixRows = new Map<string, Uint8Array>();
  /** Lost, and by the clock too old for any event; they leave when the log has come as far. */
  readonly #lost = new Set<number>();
  /** Events in orders that cannot be, over the contacts in memory and those that left since the start. */
  impossible = 0;

  constructor(parts: ContactTableParts) {
    const { context } = parts;
    this.#context = context;
    this.#shares = parts.shares;
    const { names } = parts;
    this.#names = names;
    this.customers = new CustomerTable(context);
    const agentOf = (agent: Name): Name => names.of(context.configured.agentOf(names.textOf(agent)!));
    this.begun = context.config.oneCallPerAgent === true ? new BegunCalls(context.config.id, names) : null;
    this.#settling = new ContactSettling({
      ...parts,
      live: this.live,
      agentOf,
      begun: this.begun,
      surveys: new CountedSurveys(context.config, names),
      words: this.words,
      slots: this.#slots,
      told: this.#told,
    });
    this.#rows = new ContactRows(context.config.id, this.#slots, this.#told);
    const talks = new ToldTalks(names, this.words, agentOf, (stay) => this.#settling.lostAt(stay));
    const table = {
      comeBack: (slot: number) => this.#comeBack(slot),
      changed: (slot: number) => this.#changed(slot),
      soil: (slot: number) => this.#soil(slot),
      takeBack: (slot: number) => this.#takeBack(slot),
      regroups: (slot: number) => this.#regroups(slot),
    };
    this.#ids = new CallIds({ site: context.config.id, slots: this.#slots, told: this.#told, talks, table });
    const { id: site } = context.config;
    this.#records = new ContactRecords({ site, slots: this.#slots, rows: this.#rows, ids: this.#ids });
    const prefixes = new PrefixFolding({ site, names, agentOf, slots: this.#slots, told: this.#told });
    this.#telling = new ContactTelling({
      context,
      slots: this.#slots,
      told: this.#told,
      rows: this.#rows,
      ids: this.#ids,
      prefixes,
      soil: table.soil,
    });
  }

  get size(): number {
    return this.#slots.size - this.#ids.size - this.#evictedCount;
  }

  /**
   * After `settle`: names of records that may lead to calls whose end is that of a talk which a late event let begin, or left alone with
   * it, and which have left memory (ADR 19). To be looked up, and settled with, before anything is stored.
   */
  endsToLookUp(): ReadonlySet<string> {
    const names = this.#records.takeWanted();
    const late = [...this.#toldLate].map((slot) => this.#ids.find("call", this.#slots.nameOf(slot)));
    this.#toldLate.clear();
    this.#ids.changes.collectEndNames(late, names);
    return names;
  }

  /** So late that the end of a talk which it lets begin may have left memory; that may say that it began a second before. */
  #isLateCall({ channel, time }: CanonicalEvent): boolean {
    const { clock, log, graceMs } = this.#context;
    return channel === "call" && time - SECOND_MS + graceMs <= Math.max(clock, log.newestEventAt);
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

  /** An event of a contact. */
  insert(event: CanonicalEvent): Insertion {
    const slot = this.#slotFor(event);
    if (this.#slots.prefixOf(slot)?.has(event)) return { outcome: "conflict", loser: event, changed: false };
    const insertion = this.#telling.insert(slot, event as ToldEvent);
    if (insertion.outcome !== "duplicate" && this.#isLateCall(event)) this.#toldLate.add(slot);
    if (insertion.outcome !== "duplicate" && (insertion.outcome !== "conflict" || insertion.changed))
      this.#heard(slot, event);
    // A repetition tells nothing new, but it names the contact: that is folded by today's fold.
    this.#touch(slot);
    // Also what loses against another content of its id: which of the two came first decides nothing.
    this.live.heard(event);
    return insertion;
  }

  /** By the id it was told under. */
  #heard(slot: number, event: CanonicalEvent): void {
    if (this.#shares === null) return;
    if (!this.#ids.hasOthers(slot)) {
      this.#shares.causes.heard(slot, event);
      return;
    }
    this.#regroups(slot);
    this.#shares.causes.heard(this.#slots.find(event.channel!, contactName(event)), event);
  }

  #slotFor(event: CanonicalEvent): number {
    const channel = event.channel!;
    const name = contactName(event);
    const slot = this.#ids.find(channel, name);
    if (slot < 0) return this.#slots.add(channel, name);
    if (this.#isForgotten(slot)) this.#beginAnew(slot);
    else if (this.#slots.is(slot, EVICTED)) this.#comeBack(slot);
    return slot;
  }

  /** An event that was just inserted: of a contact of which nothing else is known, or the end of a talk that nobody knows. */
  isStray(event: CanonicalEvent): boolean {
    if (event.queue !== null) return event.type === "cc.contact.transferred" && this.#isUnplaced(event);
    const slot = this.#ids.find(event.channel!, contactName(event));
    if (this.#slots.is(slot, KNOWN)) return false;
    // What came since it was last settled would have made it known.
    const unknown = this.#slots.openTold(slot, this.#told).isUnknown;
    if (!unknown) this.#slots.mark(slot, KNOWN, true);
    return unknown;
  }

  #isUnplaced({ channel, contact, agent, queue, time }: CanonicalEvent): boolean {
    if (channel !== "call" || agent === null) return false;
    const slot = this.#ids.find(channel, contact!);
    this.#telling.tellFresh(slot);
    if (isAnsweredBy(agent, queue!, this.#slots.openTold(slot, this.#told))) return false;
    this.settle();
    const name = this.#names.of(this.#context.configured.agentOf(agent));
    return this.#ids.changes.isUnplaced(this.#ids.find(channel, contact!), contact!, name, this.#names.of(queue), time);
  }

  /** A restart of a source concerns every contact that is not finished. */
  touchUnfinished(): void {
    for (const slot of this.#slots.all())
      if (!this.#slots.is(slot, EVICTED) && this.#settling.timesOf(slot).unfinished) this.#touch(slot);
  }

  #touch(slot: number): void {
    if (this.#slots.is(slot, TOUCHED)) return;
    this.#slots.mark(slot, TOUCHED, true);
    this.#touched.push(slot);
  }

  #soil(slot: number): void {
    if (this.#slots.is(slot, DIRTY)) return;
    this.#slots.mark(slot, DIRTY, true);
    this.#dirty.push(slot);
  }

  /** Brings every touched contact's contribution up to the clock. */
  settle(): void {
    do {
      const touched = this.#touched;
      this.#touched = [];
      for (const slot of touched) if (this.#slots.is(slot, TOUCHED)) this.#settleOne(slot);
      this.#ids.changes.derive();
      for (const agent of this.begun?.takeChanged() ?? [])
        for (const slot of this.#ids.changes.openFor(agent)) {
          this.#touch(slot);
          this.#shares?.causes.dueTo(slot, lineOf(agent));
        }
    } while (this.#touched.length > 0);
    for (const id of this.#shares?.causes.grouped ?? [])
      this.#shares!.causes.are(id, this.#idsOf(this.#ids.contactOf(id as number)));
    this.#telling.settled();
    this.customers.allSettled();
  }

  #settleOne(slot: number): void {
    this.#slots.mark(slot, TOUCHED, false);
    const settling = this.#settling;
    this.#telling.tellFresh(slot);
    this.#telling.foldOld(slot, FOLDED_AT_ONCE);
    const key = this.#keyOf(slot);
    const first = key === null ? null : this.customers.firstContact(key);
    if (settling.settle(slot, this.#asOf(), this.#ids.hasOthers(slot), first)) this.#soil(slot);
    this.impossible += settling.impossibleChange;
    this.#tellCustomer(slot);
    this.#schedule(slot, settling.head);
    if (this.#slots.channelOf(slot) === "call")
      this.#ids.settled(slot, settling.head, settling.strays, settling.workChanged);
  }

  /** Null: nobody's customer is known. */
  #keyOf(slot: number): string | null {
    return this.customers.isEmpty ? null : keyOf(this.#slots.channelOf(slot), this.#slots.nameOf(slot));
  }

  /** Of the contact that was settled last: other contacts of its customer may be decided otherwise by what it is now. */
  #tellCustomer(slot: number): void {
    if (this.customers.isEmpty && !this.#settling.isOfCustomer) return;
    const key = keyOf(this.#slots.channelOf(slot), this.#slots.nameOf(slot));
    const of = this.#settling.ofCustomer(key);
    for (const changed of this.customers.settled(key, of?.customer ?? null, of?.contact ?? null)) {
      const { channel, name } = partsOfKey(changed);
      const other = this.#ids.find(channel, name);
      if (other < 0) this.#ofCustomers.add(changed);
      else this.#refold(other);
    }
  }

  #refold(slot: number): void {
    if (this.#slots.is(slot, EVICTED)) this.#comeBack(slot);
    this.#touch(slot);
  }

  /** After `settle`: keys of contacts that have left memory and are decided otherwise by others of their customer. To be looked up, as above. */
  contactsToLookUp(): ReadonlySet<string> {
    this.#asked = this.#ofCustomers;
    this.#ofCustomers = new Set();
    return this.#asked;
  }

  /** Its events are other ones. */
  #changed(slot: number): void {
    this.#rows.changed(slot, 0);
    this.#soil(slot);
    this.#touch(slot);
  }

  /** Ids may leave the contact, or come to it: what comes to one of them may have changed any. */
  #regroups(slot: number): void {
    this.#shares?.causes.were(this.#idsOf(slot));
  }

  #idsOf(slot: number): number[] {
    return [slot, ...this.#ids.othersOf(slot)];
  }

  #takeBack(slot: number): void {
    this.timers.set(slot, null);
    this.#lost.delete(slot);
    this.#rows.changed(slot, 0);
    this.#slots.keepTold(slot, NOTHING, 0, 0, { count: 0, lastEventAt: 0 });
    this.#settling.settle(slot, this.#asOf());
    this.impossible += this.#settling.impossibleChange;
    this.#tellCustomer(slot);
    this.#slots.empty(slot);
    this.#slots.mark(slot, TOUCHED, false);
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
    // Events came: `settle` folds it, as of the same clock.
    if (this.#slots.is(slot, TOUCHED)) return;
    const head = this.#settling.timesOf(slot);
    const isHeld = this.#ids.changes.isHeld(slot) && !this.#isSettled(slot, head);
    if (!head.unfinished && !isHeld) this.#evict(slot);
    else if (head.nextAt !== null && head.nextAt <= this.#context.clock) this.#settleOne(slot);
    else if (head.lostAsOf !== null && this.#isSettled(slot, head)) this.#evict(slot);
    else this.#lost.add(slot);
  }

  /** The clock was set back: who waits past a threshold or is lost only by the clock is not. */
  setBack(): void {
    const asOf = this.#asOf();
    for (const slot of this.#slots.all()) {
      if (this.#slots.is(slot, EVICTED)) continue;
      const { changedAt } = this.#settling.timesOf(slot);
      if (changedAt !== null && changedAt > asOf) this.#touch(slot);
    }
  }

  #asOf(): number {
    const { clock, log } = this.#context;
    return Math.max(clock, log.settledUntil);
  }

  /** Lost ones that no event of the log could name any more leave memory as they are. */
  leaveLost(): void {
    this.begun?.prune(this.#context.log.kept.hour);
    this.customers.prune();
    for (const slot of this.#lost) {
      if (this.#slots.is(slot, TOUCHED)) continue;
      const head = this.#settling.headOf(slot);
      if (!this.#isSettled(slot, head)) continue;
      this.#lost.delete(slot);
      if (head.unfinished) head.lostAsOf = head.changedAt;
      if (this.#settling.keep(slot, head)) this.#soil(slot);
      this.#evict(slot);
    }
  }

  #isSettled(slot: number, head: ContactHead): boolean {
    return isSettled(this.#slots.channelOf(slot), this.#slots.lastEventAt(slot), head, this.#context);
  }

  /** An event that names it begins a new contact, whether its record has been dropped yet or not. */
  #isForgotten(slot: number): boolean {
    if (!isDropped(this.#slots.channelOf(slot), this.#slots.lastEventAt(slot), this.#context)) return false;
    if (this.#slots.is(slot, TOUCHED)) this.#settleOne(slot);
    const head = this.#settling.timesOf(slot);
    return !head.unfinished || this.#isSettled(slot, head);
  }

  /** What it has added stays. */
  #beginAnew(slot: number): void {
    this.timers.set(slot, null);
    if (this.#slots.is(slot, EVICTED)) this.#comeBack(slot);
    this.#lost.delete(slot);
    this.#rows.changed(slot, 0);
    this.#slots.empty(slot);
  }

  #schedule(slot: number, head: ContactHead): void {
    const { graceMs, horizonMs } = this.#context;
    const lastEventAt = this.#slots.lastEventAt(slot);
    this.#lost.delete(slot);
    // What ended by time alone may still be undone by a clock that is set right.
    if (!head.unfinished) this.timers.set(slot, Math.max(lastEventAt, head.changedAt ?? lastEventAt) + graceMs);
    else if (head.nextAt !== null) this.timers.set(slot, head.nextAt);
    // A mail waits as long as nobody answers it.
    else if (head.goesOn) this.timers.set(slot, null);
    // Lost: it stays, an event may still restate it, until no event would be accepted any more.
    else {
      const horizon = horizonMs?.[this.#slots.channelOf(slot)];
      this.timers.set(slot, horizon === undefined ? null : lastEventAt + horizon);
    }
  }

  #evict(slot: number): void {
    this.#slots.mark(slot, EVICTED, true);
    this.#evicted.push(slot);
    this.#evictedCount++;
  }

  #comeBack(slot: number): void {
    this.#slots.mark(slot, EVICTED, false);
    this.#evictedCount--;
  }

  /**
   * A contact read back from its record: its contributions are in the numbers already. Where the record only says whose the id is, or
   * which calls ended so, their keys: they are to be looked up in its place.
   */
  restoreRecord(contact: string, bucket: number, value: Uint8Array): readonly string[] {
    const { channel, name } = partsOfKey(contact);
    if (this.has(channel, name)) return [];
    const ids = idsOfRecord(value);
    if (ids !== null) return ids.filter((id) => !this.has(channel, id)).map((id) => keyOf(channel, id));
    const slot = this.#restore(contact, [value], true);
    this.#records.entered(slot, bucket);
    if (this.#asked.has(contact)) this.#touch(slot);
    return [];
  }

  /** Rows of the dictionary come before those of contacts. */
  restoreWords(kind: string, [row]: readonly string[], value: Uint8Array): boolean {
    if (kind !== WORDS_ROW) return false;
    this.words.restore(Number(row), value);
    return true;
  }

  /** One of several rows is kept until all are there. */
  restore(kind: string, parts: readonly string[], value: Uint8Array): boolean {
    if (this.live.restore(kind, parts, value)) return true;
    if (kind === BEGUN_ROW) {
      this.begun?.restore(parts, value, this.#context.log.kept.hour);
      return true;
    }
    if (kind === CUSTOMER_ROW) {
      this.customers.restore(parts[0]!, value);
      return true;
    }
    if (kind !== CONTACT_ROW) return false;
    const [contact, row = "0"] = parts as [string, string?];
    if (isPrefix(value)) this.#prefixRows.set(contact, value);
    else if (isWhole(value)) this.#restore(contact, [value], false);
    else {
      const rows = this.#parts.get(contact) ?? [];
      rows[Number(row)] = value;
      this.#parts.set(contact, rows);
    }
    return true;
  }

  restored(): void {
    for (const [contact, rows] of this.#parts) this.#restore(contact, rows, false);
    this.#parts.clear();
    for (const [contact, row] of this.#prefixRows) {
      const { channel, name } = partsOfKey(contact);
      this.#rows.restorePrefix(this.#slots.find(channel, name), row);
    }
    this.#prefixRows.clear();
  }

  #restore(contact: string, rows: readonly Uint8Array[], asRecord: boolean): number {
    const { channel, name } = partsOfKey(contact);
    const slot = this.#slots.add(channel, name);
    this.#rows.restore(slot, rows, asRecord);
    const head = this.#settling.headOf(slot);
    this.#settling.enter(slot, head);
    this.#schedule(slot, head);
    if (channel === "call") this.#ids.entered(slot, head);
    return slot;
  }

  /** Waits that ended in a queue in [from, to), of contacts in memory (or that left it since the last commit) and in `records`. */
  finishedWaits(of: WaitsOf, from: number, to: number, records: Iterable<Uint8Array>): number[] {
    const waits: number[] = [];
    const { channel } = of;
    const counts = this.#names.of(of.kind === "queue" ? of.queue : of.reason);
    const isOf = (added: Added, entry: number): boolean =>
      counts === (of.kind === "queue" ? added.queueOf(entry) : added.besideOf(entry));
    for (const slot of this.#slots.all())
      if (this.#slots.channelOf(slot) === channel) collectWaits(this.#settling.headOf(slot), isOf, from, to, waits);
    for (const record of records)
      if (idsOfRecord(record) === null) collectWaits(this.#settling.read(headOf(record)), isOf, from, to, waits);
    return waits;
  }

  drain(sink: RowSink): void {
    for (const slot of this.#evicted) if (this.#slots.is(slot, EVICTED)) this.#leave(slot, sink);
    this.#evicted = [];
    for (const slot of this.#dirty) if (this.#slots.is(slot, DIRTY)) this.#records.store(slot, sink);
    this.#dirty = [];
    const site = this.#context.config.id;
    for (const [row, value] of this.words.takeRows()) sink.row(rowKey(site, WORDS_ROW, row), value);
    this.begun?.drain(sink);
    this.customers.drain(sink);
    this.live.drain(site, sink);
  }

  #leave(slot: number, sink: RowSink): void {
    this.#evictedCount--;
    this.#lost.delete(slot);
    this.timers.set(slot, null);
    this.#records.leave(slot, sink);
  }
}

/** Whose waits: of a queue, or of what contacts are about, of one channel. */
export type WaitsOf = { readonly channel: Channel } & (
  | { readonly kind: "queue"; readonly queue: string }
  | { readonly kind: "reason"; readonly reason: string }
);

function collectWaits(
  { added }: ContactHead,
  isOf: (added: Added, entry: number) => boolean,
  from: number,
  to: number,
  waits: number[],
): void {
  for (let entry = 0; entry < added.count; entry++) {
    if (added.kindOf(entry) !== COUNTED || added.agentOf(entry) !== NONE || !isOf(added, entry)) continue;
    const counter = added.whatOf(entry);
    if (counter !== ANSWERED_WAIT && counter !== FINISHED_WAIT) continue;
    const at = added.atOf(entry);
    if (at >= from && at < to) waits.push(added.amountOf(entry));
  }
}
