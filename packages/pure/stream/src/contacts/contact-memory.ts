/**
 * How long a contact stays in memory: when time alone is to change it, who is lost, and who leaves with the next commit. One that has
 * left is in memory until then, and an event that names it brings it back.
 */
import { SlotTimers } from "../columns/slot-timers.ts";
import type { RowSink, SiteContext } from "../site-context.ts";
import type { CallIds } from "../talks/call-ids.ts";
import type { ContactHead } from "./contact-head.ts";
import { isDropped, isSettled } from "./contact-leaving.ts";
import type { ContactRecords } from "./contact-records.ts";
import type { ContactRows } from "./contact-rows.ts";
import type { ContactSettling } from "./contact-settling.ts";
import { type ContactSlots, EVICTED } from "./contact-slots.ts";
import type { MarkedSlots } from "./marked-slots.ts";

export interface ContactMemoryParts {
  readonly context: SiteContext;
  readonly slots: ContactSlots;
  readonly settling: ContactSettling;
  readonly ids: CallIds;
  readonly rows: ContactRows;
  readonly records: ContactRecords;
  /** Events came since they were last settled. */
  readonly touched: MarkedSlots;
  /** Not stored as they are now. */
  readonly dirty: MarkedSlots;
  /** Brings what it adds up to the clock. */
  readonly settle: (slot: number) => void;
}

export class ContactMemory {
  readonly #parts: ContactMemoryParts;
  /** When time alone changes something of a contact. */
  readonly timers = new SlotTimers();
  #evicted: number[] = [];
  /** Those that leave with the next commit. */
  leaving = 0;
  /** Lost, and by the clock too old for any event; they leave when the log has come as far. */
  readonly #lost = new Set<number>();

  constructor(parts: ContactMemoryParts) {
    this.#parts = parts;
  }

  /** As of when contacts are folded. */
  get asOf(): number {
    const { clock, log } = this.#parts.context;
    return Math.max(clock, log.settledUntil);
  }

  /** After it was settled, or came back. */
  schedule(slot: number, head: ContactHead): void {
    const { context, slots } = this.#parts;
    const { graceMs, horizonMs } = context;
    const lastEventAt = slots.lastEventAt(slot);
    this.#lost.delete(slot);
    // What ended by time alone may still be undone by a clock that is set right.
    if (!head.unfinished) this.timers.set(slot, Math.max(lastEventAt, head.changedAt ?? lastEventAt) + graceMs);
    else if (head.nextAt !== null) this.timers.set(slot, head.nextAt);
    // A mail waits as long as nobody answers it.
    else if (head.goesOn) this.timers.set(slot, null);
    // Lost: it stays, an event may still restate it, until no event would be accepted any more.
    else {
      const horizon = horizonMs?.[slots.channelOf(slot)];
      this.timers.set(slot, horizon === undefined ? null : lastEventAt + horizon);
    }
  }

  /** The slot's time has come: its fold changes by time alone, or it leaves memory. */
  due(slot: number): void {
    const { context, settling, ids, touched, settle } = this.#parts;
    // Events came: it is folded, as of the same clock.
    if (touched.has(slot)) return;
    const head = settling.timesOf(slot);
    const isHeld = ids.changes.isHeld(slot) && !this.#isSettled(slot, head);
    if (!head.unfinished && !isHeld) this.#evict(slot);
    else if (head.nextAt !== null && head.nextAt <= context.clock) settle(slot);
    else if (head.lostAsOf !== null && this.#isSettled(slot, head)) this.#evict(slot);
    else this.#lost.add(slot);
  }

  /** The clock was set back: who waits past a threshold or is lost only by the clock is not. */
  setBack(): void {
    const { slots, settling, touched } = this.#parts;
    const { asOf } = this;
    for (const slot of slots.all()) {
      if (slots.is(slot, EVICTED)) continue;
      const { changedAt } = settling.timesOf(slot);
      if (changedAt !== null && changedAt > asOf) touched.add(slot);
    }
  }

  /** Lost ones that no event of the log could name any more leave memory as they are. */
  leaveLost(): void {
    const { settling, touched, dirty } = this.#parts;
    for (const slot of this.#lost) {
      if (touched.has(slot)) continue;
      const head = settling.headOf(slot);
      if (!this.#isSettled(slot, head)) continue;
      this.#lost.delete(slot);
      if (head.unfinished) head.lostAsOf = head.changedAt;
      if (settling.keep(slot, head)) dirty.add(slot);
      this.#evict(slot);
    }
  }

  #isSettled(slot: number, head: ContactHead): boolean {
    const { context, slots } = this.#parts;
    return isSettled(slots.channelOf(slot), slots.lastEventAt(slot), head, context);
  }

  /** An event that names it is about to come: it is in memory again, or, where nobody remembers it, as if it had never been. */
  named(slot: number): void {
    if (this.#isForgotten(slot)) this.#beginAnew(slot);
    else if (this.#parts.slots.is(slot, EVICTED)) this.comeBack(slot);
  }

  /** An event that names it begins a new contact, whether its record has been dropped yet or not. */
  #isForgotten(slot: number): boolean {
    const { context, slots, settling, touched, settle } = this.#parts;
    if (!isDropped(slots.channelOf(slot), slots.lastEventAt(slot), context)) return false;
    if (touched.has(slot)) settle(slot);
    const head = settling.timesOf(slot);
    return !head.unfinished || this.#isSettled(slot, head);
  }

  /** What it has added stays. */
  #beginAnew(slot: number): void {
    const { slots, rows } = this.#parts;
    this.timers.set(slot, null);
    if (slots.is(slot, EVICTED)) this.comeBack(slot);
    this.#lost.delete(slot);
    rows.changed(slot, 0);
    slots.empty(slot);
  }

  /** Nothing is known of it any more, and nothing is to become of it by time. */
  takenBack(slot: number): void {
    this.timers.set(slot, null);
    this.#lost.delete(slot);
  }

  #evict(slot: number): void {
    this.#parts.slots.mark(slot, EVICTED, true);
    this.#evicted.push(slot);
    this.leaving++;
  }

  comeBack(slot: number): void {
    this.#parts.slots.mark(slot, EVICTED, false);
    this.leaving--;
  }

  /** Who has left goes into records. */
  drain(sink: RowSink): void {
    for (const slot of this.#evicted) if (this.#parts.slots.is(slot, EVICTED)) this.#leave(slot, sink);
    this.#evicted = [];
  }

  #leave(slot: number, sink: RowSink): void {
    this.leaving--;
    this.#lost.delete(slot);
    this.timers.set(slot, null);
    this.#parts.records.leave(slot, sink);
  }
}
