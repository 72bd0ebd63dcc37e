/**
 * The contacts of a site that are in memory: open ones and those that ended a moment ago. A closed one leaves as a record
 * and comes back when an event names it. Invariant after `settle`: what every contact has added to the numbers equals its
 * fold as of the site's clock.
 */
import type { BusyInterval, CanonicalEvent, Channel, Insertion } from "@floorwalker/domain";
import { cellName } from "@floorwalker/domain";
import type { CellTable } from "./cell-table.ts";
import { byChannel, contactName, partsOfKey } from "./contact-key.ts";
import { isDropped, isSettled } from "./contact-leaving.ts";
import { ContactRefold } from "./contact-refold.ts";
import { CONTACT_ROW, ContactRows, storeContact, storeRecord } from "./contact-rows.ts";
import { ContactState } from "./contact-state.ts";
import { LiveQueues } from "./live-queues.ts";
import type { RowSink, SiteContext } from "./site-context.ts";
import type { Timed, TimerQueue } from "./timer-queue.ts";

export interface ContactTableParts {
  readonly context: SiteContext;
  readonly cells: CellTable;
  readonly timers: TimerQueue<Timed>;
  readonly restartsOf: (source: string) => readonly number[];
  /** The intervals an agent works on a contact changed. */
  readonly busyChanged: (before: readonly BusyInterval[], after: readonly BusyInterval[]) => void;
}

export class ContactTable {
  readonly #parts: ContactTableParts;
  /** By name. */
  readonly #contacts = byChannel<ContactState>();
  readonly queues = new LiveQueues();
  readonly #refolds: ContactRefold;
  #touched: ContactState[] = [];
  #dirty: ContactState[] = [];
  readonly #evicted = new Set<ContactState>();
  /** Rows read so far, by contact. */
  readonly #restoring = new ContactRows();
  /** Lost, and by the clock too old for any event; they leave when the log has come as far. */
  readonly #lost = new Set<ContactState>();
  /** Events in orders that cannot be, over the contacts in memory and those that left since the start. */
  impossible = 0;

  constructor(parts: ContactTableParts) {
    this.#parts = parts;
    this.#refolds = new ContactRefold(parts.context, parts.restartsOf);
  }

  get size(): number {
    const { call, chat, email } = this.#contacts;
    return call.size + chat.size + email.size - this.#evicted.size;
  }

  has(channel: Channel, name: string): boolean {
    return this.#contacts[channel].has(name);
  }

  /** The contact of this event has as many events as one may have, and this would be another. */
  isFullFor(event: CanonicalEvent): boolean {
    const { limits } = this.#parts.context;
    if (limits === null || event.channel === null) return false;
    const state = this.#contacts[event.channel].get(contactName(event));
    return state?.isFullFor(event, limits.contactEvents) ?? false;
  }

  insert(event: CanonicalEvent): Insertion {
    const held = this.#contacts[event.channel!];
    const name = contactName(event);
    let state = held.get(name);
    if (state === undefined) {
      state = new ContactState(event.channel!, name);
      held.set(name, state);
    } else if (this.#isForgotten(state)) {
      state = this.#beginAnew(state);
    } else if (state.evicted) {
      state.evicted = false;
      this.#evicted.delete(state);
    }
    const insertion = state.insert(event);
    this.#touch(state);
    // Also what loses against another content of its id: which of the two came first decides nothing.
    this.queues.heard(event);
    return insertion;
  }

  /** An event that was just inserted: of a contact of which nothing else is known. */
  isStray(event: CanonicalEvent): boolean {
    if (event.queue !== null) return false;
    return this.#contacts[event.channel!].get(contactName(event))!.isUnknown;
  }

  /** A restart of a source concerns every contact that is not finished. */
  touchUnfinished(): void {
    for (const state of this.all()) if (state.fold.unfinished && !state.evicted) this.#touch(state);
  }

  #touch(state: ContactState): void {
    if (state.touched) return;
    state.touched = true;
    this.#touched.push(state);
  }

  /** Brings every touched contact's contribution up to the clock. */
  settle(): void {
    const touched = this.#touched;
    this.#touched = [];
    for (const state of touched) if (state.touched) this.#settleOne(state);
  }

  #settleOne(state: ContactState): void {
    state.touched = false;
    this.#refold(state);
  }

  /** Of a contact in memory, as an event for it would. @returns whether that changed what it adds to the numbers. */
  foldAnew(channel: Channel, name: string): boolean {
    const state = this.#contacts[channel].get(name);
    if (state === undefined) return false;
    const before = JSON.stringify(state.fold.contributions);
    this.#settleOne(state);
    return JSON.stringify(state.fold.contributions) !== before;
  }

  /** A contact's time has come: its fold changes by time alone, or it leaves memory. */
  due(state: ContactState): void {
    // Events came: `settle` folds it, as of the same clock.
    if (state.touched) return;
    const { context } = this.#parts;
    const { unfinished, nextAt } = state.fold;
    if (!unfinished) this.#evict(state);
    else if (nextAt !== null && nextAt <= context.clock) this.#refold(state);
    else if (state.lostAsOf !== null && isSettled(state, this.#parts.context)) this.#evict(state);
    else this.#lost.add(state);
  }

  /** The clock was set back: who waits past a threshold or is lost only by the clock is not. */
  setBack(): void {
    const asOf = this.#asOf();
    for (const state of this.all())
      if (!state.evicted && state.fold.changedAt !== null && state.fold.changedAt > asOf) this.#touch(state);
  }

  #asOf(): number {
    const { clock, log } = this.#parts.context;
    return Math.max(clock, log.settledUntil);
  }

  /** Lost ones that no event of the log could name any more leave memory as they are. */
  leaveLost(): void {
    for (const state of this.#lost) {
      if (state.touched || !isSettled(state, this.#parts.context)) continue;
      this.#lost.delete(state);
      state.lostAsOf = state.fold.changedAt;
      this.#evict(state);
    }
  }

  /** An event that names it begins a new contact, whether its record has been dropped yet or not. */
  #isForgotten(state: ContactState): boolean {
    const { context } = this.#parts;
    if (!isDropped(state, context)) return false;
    if (state.touched) this.#settleOne(state);
    return !state.fold.unfinished || isSettled(state, context);
  }

  /** What it has added stays. */
  #beginAnew(state: ContactState): ContactState {
    this.#parts.timers.set(state, null);
    this.#evicted.delete(state);
    this.#lost.delete(state);
    state.dirty = false;
    const anew = new ContactState(state.channel, state.name);
    anew.storedRows = state.storedRows;
    anew.recordBucket = state.recordBucket;
    this.#contacts[state.channel].set(state.name, anew);
    return anew;
  }

  #refold(state: ContactState): void {
    const { context, cells, busyChanged } = this.#parts;
    const before = state.fold;
    const after = state.refold(context.configured, this.#refolds, this.#asOf());
    this.impossible += after.impossible - before.impossible;
    cells.replace(before.contributions, after.contributions);
    this.queues.replace(before, after, cells.changed);
    busyChanged(before.busy, after.busy);
    state.fold = after;
    if (!state.dirty) {
      state.dirty = true;
      this.#dirty.push(state);
    }
    this.#schedule(state);
  }

  #schedule(state: ContactState): void {
    const { context, timers } = this.#parts;
    const { fold } = state;
    this.#lost.delete(state);
    if (!fold.unfinished) timers.set(state, state.lastEventAt + context.graceMs);
    else if (fold.nextAt !== null) timers.set(state, fold.nextAt);
    // A mail waits as long as nobody answers it.
    else if (fold.goesOn) timers.set(state, null);
    // Lost: it stays, an event may still restate it, until no event would be accepted any more.
    else {
      const horizon = context.horizonMs?.[state.channel];
      timers.set(state, horizon === undefined ? null : state.lastEventAt + horizon);
    }
  }

  #evict(state: ContactState): void {
    state.evicted = true;
    this.#evicted.add(state);
  }

  /** A contact read back from its record: its contributions are in the numbers already. */
  restoreRecord(contact: string, bucket: number, value: Uint8Array): void {
    const { channel, name } = partsOfKey(contact);
    if (this.has(channel, name)) return;
    const state = this.#restore(contact, value);
    state.recordBucket = bucket;
  }

  /** A row is kept until all are there: a contact may have several. */
  restore(kind: string, parts: readonly string[], value: Uint8Array): boolean {
    if (this.queues.restore(kind, parts, value)) return true;
    if (kind !== CONTACT_ROW) return false;
    this.#restoring.collect(parts, value);
    return true;
  }

  restored(): void {
    for (const [contact, [first, ...more]] of this.#restoring.take())
      this.#restore(contact, first!, more).storedRows = 1 + more.length;
  }

  #restore(contact: string, value: Uint8Array, more: readonly Uint8Array[] = []): ContactState {
    const { context, cells } = this.#parts;
    const state = ContactState.parse(context.config.id, contact, value, more);
    this.#contacts[state.channel].set(state.name, state);
    this.queues.replace({ waiting: [], handling: [] }, state.fold, cells.changed);
    for (const { cell } of state.fold.contributions)
      if (cellName(cell).kind === "queue") this.queues.heardOfContact(cell, state.lastEventAt);
    this.#schedule(state);
    return state;
  }

  /** Those in memory, and those that left it since the last commit. */
  *all(): IterableIterator<ContactState> {
    for (const held of Object.values(this.#contacts)) yield* held.values();
  }

  drain(sink: RowSink): void {
    const site = this.#parts.context.config.id;
    for (const state of this.#evicted) {
      this.#contacts[state.channel].delete(state.name);
      state.dirty = false;
      storeRecord(state, site, sink);
    }
    this.#evicted.clear();
    for (const state of this.#dirty) {
      if (!state.dirty) continue;
      state.dirty = false;
      storeContact(state, site, sink);
    }
    this.#dirty = [];
    this.queues.drain(site, sink);
  }
}
