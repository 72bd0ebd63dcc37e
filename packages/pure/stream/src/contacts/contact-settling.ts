/**
 * Brings what one contact has added to the numbers up to its events and the clock: steps over all its events again, compares what is
 * emitted with what was added before, and applies the difference. In order, out of order, repeated and late are one path, and what is
 * taken back is what was added, never what a later program would make of it. There is one for all contacts of a site.
 */
import {
  type Channel,
  type FirstContact,
  type Name,
  NONE,
  type Pool,
  type Stay,
  type Stray,
  UNKNOWN,
} from "@floorwalker/domain";
import { BusyWork } from "../agents/busy-work.ts";
import { type ContactWatch, troubleOf } from "../alerts/contact-watch.ts";
import type { CellTable } from "../cell-table.ts";
import type { CellSet } from "../cells/cell-sets.ts";
import type { ByteReader } from "../columns/byte-reader.ts";
import { ByteWriter } from "../columns/byte-writer.ts";
import type { CustomerContact } from "../customers/customer-contacts.ts";
import { FOLD_VERSION } from "../fold-version.ts";
import { lineOf } from "../history/causes.ts";
import type { ChangedShares } from "../history/changed-shares.ts";
import type { LiveCells } from "../live-cells.ts";
import type { SiteContext } from "../site-context.ts";
import { Added, type Beside, COUNTED, HANDLING, SURVEYED, WAITING, WORK, WORK_KINDS } from "./added.ts";
import { AddedDifference } from "./added-difference.ts";
import type { ClosedWords } from "./closed-words.ts";
import { ContactFolding, type FoldingParts } from "./contact-folding.ts";
import { ContactHead } from "./contact-head.ts";
import type { ContactSlots } from "./contact-slots.ts";
import type { ToldEvents } from "./told-events.ts";
import type { WaitingContacts } from "./waiting-contacts.ts";

export interface SettlingParts extends FoldingParts {
  readonly context: SiteContext;
  readonly cells: CellTable;
  readonly live: LiveCells;
  readonly waiting: WaitingContacts;
  readonly words: ClosedWords;
  readonly slots: ContactSlots;
  readonly told: ToldEvents;
  /** What agents do of a contact changed. */
  readonly busyChanged: (before: BusyWork, after: BusyWork) => void;
  /** Null: no rule is about contacts. */
  readonly watch: ContactWatch | null;
  /** Null: no intervals are told. */
  readonly shares: ChangedShares | null;
  /** What a contact that was just folded is beside the others of its customer; null: as it was. */
  readonly firstContact: (slot: number) => FirstContact | null;
}

export class ContactSettling {
  readonly #parts: SettlingParts;
  /** Of the contact that was read or settled last. */
  readonly head: ContactHead;
  /** What the last settled one adds to the numbers is no longer what it was. */
  countsChanged = false;
  /** Of the last settled one, its agents' work is no longer what it was, or whether it goes on. */
  workChanged = false;
  /** How many more events in orders that cannot be the last settled one has than before. */
  impossibleChange = 0;
  #after: Added;
  readonly #folding: ContactFolding;
  readonly #difference = new AddedDifference();
  readonly #written = new ByteWriter();
  readonly #workBefore = new BusyWork();
  readonly #workAfter = new BusyWork();
  #channel: Channel = "call";
  /** The contact in hand. */
  #slot = 0;
  readonly #begun = (agent: Name, at: number, sign: 1 | -1): void =>
    this.#parts.shares?.causes.marked(lineOf(agent), this.#slot, [at, 0, 0], sign);
  readonly #firstContact = (): FirstContact | null => this.#parts.firstContact(this.#slot);
  /** What the last entry counted for, of the contact in hand. */
  #set: CellSet | null = null;
  #setQueue: Name = NONE;
  #setAgent: Name = NONE;
  #setBeside: Name = NONE;
  /** By name, as far as asked for: the reason that it counts for. */
  readonly #reasons: Name[] = [];

  constructor(parts: SettlingParts) {
    this.#parts = parts;
    const folding = new ContactFolding(parts);
    const besides: Beside = {
      teamOf: (agent, at) => folding.teamOf(agent, at),
      reasonOf: (reason) => this.#reasonOf(reason),
    };
    this.#folding = folding;
    this.head = new ContactHead(parts.names, parts.words, new Added(besides));
    this.#after = new Added(besides);
  }

  /** When a call's talk is lost, by what is told of the stay. */
  lostAt(stay: Stay): number {
    return this.#folding.lostAt(stay);
  }

  /** What is known of the contact as it was last settled; valid until another one is asked for. */
  headOf(slot: number): ContactHead {
    const reader = this.#parts.slots.headReader(slot);
    return reader === null ? this.head.clear() : this.head.read(reader);
  }

  /** Of a head that lies elsewhere: a record's. */
  read(reader: ByteReader): ContactHead {
    return this.head.read(reader);
  }

  /** The same without what it has added. */
  timesOf(slot: number): ContactHead {
    const reader = this.#parts.slots.headReader(slot);
    return reader === null ? this.head.clear() : this.head.readTimes(reader);
  }

  /** Of the contact that was settled last. */
  get strays(): Pool<Stray> {
    return this.#folding.folder.strays;
  }

  /** Somebody says whose the contact is that was folded last. */
  get isOfCustomer(): boolean {
    return this.#folding.folder.ofCustomer.customer !== NONE;
  }

  /** Of the contact that was folded last: whose it is, and what is to be known of it beside the others; null: nobody's, or never offered. */
  ofCustomer(key: string): { readonly customer: string; readonly contact: CustomerContact } | null {
    const { customer } = this.#folding;
    const { contactReason, firstEnteredAt: began, firstAnswered, callsBack } = this.#folding.folder.ofCustomer;
    if (customer === null || began === UNKNOWN) return null;
    const reason = this.#parts.names.textOf(contactReason);
    return { customer, contact: { key, began, reason, answered: firstAnswered?.isOffered === true, callsBack } };
  }

  /** True when its head is another than before. `hasOtherIds`: some of its events were told under other ids. */
  settle(slot: number, asOf: number, hasOtherIds = false): boolean {
    const head = this.headOf(slot);
    const { impossible, unfinished: wasUnfinished } = head;
    this.#channel = this.#parts.slots.channelOf(slot);
    this.#slot = slot;
    this.#emit(slot, Math.max(asOf, head.lostAsOf ?? asOf));
    this.#apply(head.added, this.#after);
    const before = head.added;
    head.added = this.#after;
    this.#after = before;
    const { unfinished, goesOn, nextAt, changedAt } = this.#folding.folder;
    head.foldVersion = FOLD_VERSION;
    head.unfinished = unfinished;
    head.hasStrays = this.#folding.folder.strays.count > 0;
    head.hasOtherIds = hasOtherIds;
    this.workChanged ||= unfinished !== wasUnfinished;
    head.goesOn = goesOn;
    head.nextAt = Number.isFinite(nextAt) ? nextAt : null;
    head.changedAt = Number.isFinite(changedAt) ? changedAt : null;
    head.impossible = this.#folding.folder.impossible;
    this.impossibleChange = head.impossible - impossible;
    return this.keep(slot, head);
  }

  /** True when it is another than before. */
  keep(slot: number, head: ContactHead): boolean {
    const { slots } = this.#parts;
    this.#written.clear();
    head.write(this.#written);
    if (slots.isHead(slot, this.#written)) return false;
    slots.keepHead(slot, this.#written.bytes, 0, this.#written.length);
    return true;
  }

  /** A contact came back, with what is true only now: who waits and is handled. */
  enter(slot: number, head: ContactHead): void {
    this.#channel = this.#parts.slots.channelOf(slot);
    this.#slot = slot;
    this.#set = null;
    const { added } = head;
    for (let entry = 0; entry < added.count; entry++) {
      const kind = added.kindOf(entry);
      if (kind !== COUNTED && kind !== SURVEYED) this.#count(added, entry, 1);
    }
  }

  #emit(slot: number, asOf: number): void {
    const { slots, told } = this.#parts;
    this.#after.clear();
    const contact = {
      channel: this.#channel,
      told: slots.openTold(slot, told).look(),
      prefix: slots.prefixOf(slot),
      head: this.head,
    };
    this.#folding.emit(contact, this.#after, asOf, this.#firstContact);
  }

  #apply(before: Added, after: Added): void {
    const difference = this.#difference.of(before, after);
    let works = false;
    this.countsChanged = false;
    this.#set = null;
    if (this.#parts.shares !== null) this.#parts.shares.cause = this.#slot;
    for (let entry = 0; entry < before.count; entry++) {
      if (!difference.isTakenBack(entry)) continue;
      this.#count(before, entry, -1);
      works ||= before.kindOf(entry) === WORK;
    }
    for (let entry = 0; entry < after.count; entry++) {
      if (!difference.isNew(entry)) continue;
      this.#count(after, entry, 1);
      works ||= after.kindOf(entry) === WORK;
    }
    this.#parts.cells.settle();
    this.workChanged = works;
    if (!works) return;
    if (this.#channel === "call") this.#parts.begun?.change(before, after, this.#begun);
    this.#parts.busyChanged(workOf(before, this.#workBefore), workOf(after, this.#workAfter));
  }

  #count(added: Added, entry: number, sign: 1 | -1): void {
    const { cells, live } = this.#parts;
    const kind = added.kindOf(entry);
    const queue = added.queueOf(entry);
    if (this.#parts.watch !== null) this.#watched(this.#parts.watch, added, entry, sign);
    if (kind === COUNTED) {
      this.countsChanged = true;
      const set = this.#setOf(queue, added.agentOf(entry), added.besideOf(entry));
      cells.add(set, added.atOf(entry), added.whatOf(entry), added.amountOf(entry), sign);
      return;
    }
    if (kind === WORK) return;
    if (kind === SURVEYED) {
      this.countsChanged = true;
      const survey = cells.sets.ofSurvey(this.#parts.names.textOf(added.besideOf(entry))!);
      cells.add(survey, added.atOf(entry), added.whatOf(entry), added.amountOf(entry), sign);
      return;
    }
    const set = this.#setOf(queue, NONE, added.besideOf(entry));
    cells.isChanged(set);
    if (kind === WAITING) this.#waits(set, added.atOf(entry), added.whatOf(entry) === 1, sign);
    else if (kind === HANDLING) live.isHandling(set, sign);
  }

  #waits(set: CellSet, since: number, isPast: boolean, sign: 1 | -1): void {
    const { live, waiting } = this.#parts;
    live.waits(set, since, isPast, sign);
    if (set.counted === "stay") waiting.tell(set.cells[0]!.key, this.#slot, since, isPast, sign);
  }

  #watched(watch: ContactWatch, added: Added, entry: number, sign: 1 | -1): void {
    const kind = added.kindOf(entry);
    const isOfQueue = kind === COUNTED && added.agentOf(entry) === NONE;
    const trouble = kind === WAITING ? "waiting" : isOfQueue ? troubleOf(added.whatOf(entry)) : null;
    if (trouble === null) return;
    const { slots, names } = this.#parts;
    const queue = names.textOf(added.queueOf(entry));
    watch.tell(this.#channel, slots.nameOf(this.#slot), { trouble, queue, at: added.atOf(entry) }, sign);
  }

  /** Mostly it is that of the entry before. */
  #setOf(queue: Name, agent: Name, beside: Name): CellSet {
    if (this.#set !== null && queue === this.#setQueue && agent === this.#setAgent && beside === this.#setBeside)
      return this.#set;
    const { names, cells } = this.#parts;
    this.#setQueue = queue;
    this.#setAgent = agent;
    this.#setBeside = beside;
    if (agent !== NONE) this.#set = this.#legOf(queue, names.textOf(agent)!, names.textOf(beside));
    else if (queue === NONE) this.#set = cells.sets.ofUnplaced(this.#channel);
    else this.#set = cells.sets.ofStay(names.textOf(queue)!, this.#channel, names.textOf(beside));
    return this.#set;
  }

  #legOf(queue: Name, agent: string, team: string | null): CellSet {
    const { names, cells, context } = this.#parts;
    if (queue === NONE || context.config.agentsByQueue !== true) return cells.sets.ofLeg(agent, team);
    return cells.sets.ofLegIn(names.textOf(queue)!, this.#channel, agent, team);
  }

  #reasonOf(reason: Name): Name {
    let counted = this.#reasons[reason];
    if (counted === undefined) {
      const { names, context } = this.#parts;
      counted = names.of(context.configured.reasonOf(names.textOf(reason)!));
      this.#reasons[reason] = counted;
    }
    return counted;
  }
}

function workOf(added: Added, work: BusyWork): BusyWork {
  work.clear();
  for (let entry = 0; entry < added.count; entry++) {
    if (added.kindOf(entry) !== WORK) continue;
    const kind = WORK_KINDS[added.whatOf(entry)]!;
    const [queue, source] = [added.queueOf(entry), added.besideOf(entry)];
    const [from, to] = [added.atOf(entry), added.amountOf(entry)];
    work.add(kind, added.agentOf(entry), queue, source, from, to, added.sequenceOf(entry));
  }
  return work;
}
