/**
 * What is told of the contacts in memory: events that came wait, become a part of their contact's bytes when it is settled, and those
 * of a chat or mail that are too old to be changed become its prefix (ADR 23). Whoever sees an event twice sees it once.
 */
import type { CanonicalEvent, EventType, Insertion } from "@floorwalker/domain";
import { contactName } from "../contact-key.ts";
import type { SiteContext } from "../site-context.ts";
import type { CallIds } from "../talks/call-ids.ts";
import type { ContactRows } from "./contact-rows.ts";
import { type ContactSlots, KNOWN } from "./contact-slots.ts";
import type { FoldedPrefix } from "./folded-prefix.ts";
import { FreshEvents } from "./fresh-events.ts";
import type { PrefixFolding } from "./prefix-folding.ts";
import { BEGINNINGS, type ToldEvent, type ToldEvents } from "./told-events.ts";

export interface ContactTellingParts {
  readonly context: SiteContext;
  readonly slots: ContactSlots;
  readonly told: ToldEvents;
  readonly rows: ContactRows;
  readonly ids: CallIds;
  readonly prefixes: PrefixFolding;
  /** Its row is to be written. */
  readonly soil: (slot: number) => void;
}

const ADDED: Insertion = { outcome: "appended" };

/** Of these a contact may have any number. */
const ENDLESS: ReadonlySet<EventType> = new Set([
  "cc.contact.message",
  "cc.contact.held",
  "cc.contact.resumed",
  "cc.contact.alerted",
  "cc.contact.notAnswered",
]);

export class ContactTelling {
  readonly #parts: ContactTellingParts;
  readonly #fresh = new FreshEvents();

  constructor(parts: ContactTellingParts) {
    this.#parts = parts;
  }

  /** Its contact's events of that time are a part of its prefix: nothing is found among them any more (rule 17). */
  isFolded(event: CanonicalEvent): boolean {
    const prefix = this.#prefixFor(event);
    return prefix !== null && event.time < prefix.endsAt;
  }

  #prefixFor(event: CanonicalEvent): FoldedPrefix | null {
    if (event.channel === null || event.channel === "call") return null;
    const slot = this.#parts.ids.find(event.channel, contactName(event));
    return slot < 0 ? null : this.#parts.slots.prefixOf(slot);
  }

  /**
   * The contact of this event has as many events as one may have within the horizon (a call: in all), and this would be another.
   * What a long chat is made of stops there; what ends it or hands it on has a tenth more, else a contact that talks too much would be open for ever.
   */
  isFullFor(event: CanonicalEvent): boolean {
    const limit = this.#parts.context.limits?.contactEvents;
    if (limit === undefined || event.channel === null) return false;
    const slot = this.#parts.ids.find(event.channel, contactName(event));
    if (slot < 0) return false;
    const most = ENDLESS.has(event.type) ? limit : limit + Math.ceil(limit / 10);
    if (this.#countOf(slot) < most || this.#isTold(slot, event as ToldEvent)) return false;
    this.tellFresh(slot);
    this.foldOld(slot, 1);
    return this.#countOf(slot) >= most;
  }

  #countOf(slot: number): number {
    return this.#parts.slots.toldCount(slot) + this.#fresh.countOf(slot);
  }

  /** Of a contact that is in memory; its prefix does not hold the id. */
  insert(slot: number, event: ToldEvent): Insertion {
    const now = this.#parts.ids.hasOthers(slot) || this.#isTold(slot, event);
    return now ? this.#insertNow(slot, event) : this.#add(slot, event);
  }

  /** Every contact was settled. @throws Error when one was not: what was told of it would be lost. */
  settled(): void {
    this.#fresh.clear();
  }

  #isTold(slot: number, event: ToldEvent): boolean {
    const { slots, told } = this.#parts;
    if (!slots.mayHave(slot, event.id)) return false;
    return this.#fresh.has(slot, event) || (slots.toldCount(slot) > 0 && slots.openTold(slot, told).has(event));
  }

  #add(slot: number, event: ToldEvent): Insertion {
    this.#fresh.add(slot, event);
    this.#parts.slots.hasId(slot, event.id);
    this.#parts.slots.heard(slot, event.time);
    if (event.queue !== null || BEGINNINGS.has(event.type)) this.#parts.slots.mark(slot, KNOWN, true);
    this.#parts.soil(slot);
    return ADDED;
  }

  /** Its identity is told already, or its contact has several ids. */
  #insertNow(slot: number, event: ToldEvent): Insertion {
    this.tellFresh(slot);
    this.#parts.slots.hasId(slot, event.id);
    const told = this.#parts.slots.openTold(slot, this.#parts.told);
    const insertion = told.insert(event, this.#parts.ids.ownId(slot, event));
    if (told.changedFrom >= 0) {
      this.#keepWritten(slot);
      this.#parts.slots.mark(slot, KNOWN, this.#parts.slots.prefixOf(slot)?.isKnown === true);
      this.#parts.soil(slot);
    }
    return insertion;
  }

  /** All that came since become a part of their contacts' bytes: until those are settled, what waits is bytes and no objects. */
  tellAll(): void {
    this.#fresh.eachSlot((slot) => this.tellFresh(slot));
    this.#fresh.clear();
  }

  /** Events that came since become a part of its bytes. */
  tellFresh(slot: number): void {
    const events = this.#fresh.take(slot);
    if (events.length === 0) return;
    this.#parts.slots.openTold(slot, this.#parts.told).take(events);
    this.#keepWritten(slot);
  }

  /** Events of a chat or mail that are too old to be changed (rule 17) become its prefix, where there are so many of them. */
  foldOld(slot: number, fewest: number): void {
    const { horizonMs, log } = this.#parts.context;
    const channel = this.#parts.slots.channelOf(slot);
    if (horizonMs === null || channel === "call" || this.#parts.slots.toldCount(slot) <= fewest) return;
    if (!this.#parts.prefixes.fold(slot, log.measure - horizonMs[channel], fewest)) return;
    this.#keepWritten(slot);
    this.#parts.rows.changed(slot, 0);
    this.#parts.soil(slot);
  }

  #keepWritten(slot: number): void {
    const { written, writtenCount, writtenLastAt, changedFrom } = this.#parts.told;
    const summary = { count: writtenCount, lastEventAt: writtenLastAt };
    this.#parts.slots.keepTold(slot, written.bytes, 0, written.length, summary);
    this.#parts.rows.changed(slot, changedFrom);
  }
}
