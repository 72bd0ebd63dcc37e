/**
 * The ids that calls go by, over the slots of the contact table: an id that turned out to be another's contact leads there, and when
 * ids become one contact or cease to be, their events move. Only what a table must know of it is said here; why they are one is said
 * in `changed-ids.ts`.
 */
import type { CanonicalEvent, Channel, Pool, Stray } from "@floorwalker/domain";
import { contactName, contactOfName } from "../contact-key.ts";
import type { ContactHead } from "../contacts/contact-head.ts";
import { type ContactSlots, EVICTED, KNOWN, OTHER_ID } from "../contacts/contact-slots.ts";
import type { ToldEvent, ToldEvents } from "../contacts/told-events.ts";
import { ChangedIds } from "./changed-ids.ts";
import { OtherIds } from "./other-ids.ts";
import { regrouped } from "./regrouped.ts";
import type { ToldTalks } from "./told-talks.ts";

export interface CallIdsParts {
  readonly site: string;
  readonly slots: ContactSlots;
  readonly told: ToldEvents;
  readonly talks: ToldTalks;
  readonly table: TableOfCalls;
}

/** What the contact table does of it. */
export interface TableOfCalls {
  comeBack(slot: number): void;
  /** Its events are other ones. */
  changed(slot: number): void;
  /** It is not stored as it is. */
  soil(slot: number): void;
  /** What it has added is taken back: as if nobody had told anything of it. */
  takeBack(slot: number): void;
  /** Its ids are about to be grouped otherwise. */
  regroups(slot: number): void;
}

export class CallIds {
  readonly #parts: CallIdsParts;
  readonly #others = new OtherIds();
  readonly changes: ChangedIds;

  constructor(parts: CallIdsParts) {
    this.#parts = parts;
    this.changes = new ChangedIds(
      {
        contactOf: (id) => this.find("call", id),
        eventsOf: (contact) => this.#eventsOf(contact),
        regroup: (groups) => this.#regroup(groups),
      },
      parts.talks,
    );
  }

  /** How many ids lead to another's contact. */
  get size(): number {
    return this.#others.size;
  }

  /** The contact; −1: it is not in memory. */
  find(channel: Channel, name: string): number {
    const { slots } = this.#parts;
    const slot = slots.find(channel, name);
    return slot >= 0 && slots.is(slot, OTHER_ID) ? this.#others.contactOf(slot) : slot;
  }

  /** Of an id's slot that of its contact. */
  contactOf(slot: number): number {
    return this.#parts.slots.is(slot, OTHER_ID) ? this.#others.contactOf(slot) : slot;
  }

  /** The id of the contact whose event it is: another than the event's only where ids changed. */
  ownId(slot: number, event: CanonicalEvent): string | null {
    return this.hasOthers(slot) ? contactOfName(this.#parts.slots.nameOf(slot)) : event.contact;
  }

  hasOthers(slot: number): boolean {
    return this.#others.hasOthers(slot);
  }

  /** Slots of its other ids. */
  othersOf(slot: number): Iterable<number> {
    return this.#others.of(slot);
  }

  /** A call was settled; `strays`: of its fold, `changed`: its agents' work, or whether it goes on. */
  settled(slot: number, head: ContactHead, strays: Pool<Stray>, changed: boolean): void {
    this.changes.settled(slot, head, head.hasOtherIds ? null : strays, changed);
  }

  /** A call came back into memory, and its other ids with it. */
  entered(slot: number, head: ContactHead): void {
    const { slots } = this.#parts;
    const name = slots.nameOf(slot);
    if (head.hasOtherIds)
      for (const id of this.#eventsOf(slot).keys()) {
        if (id === name) continue;
        const other = slots.add("call", id);
        slots.mark(other, OTHER_ID, true);
        this.#others.add(other, slot);
      }
    this.changes.settled(slot, head, null, true);
  }

  /** A contact leaves memory, and its other ids with it: their slots. */
  left(slot: number): number[] {
    const { slots } = this.#parts;
    const others = [...this.#others.of(slot)];
    this.changes.left(
      slot,
      [slot, ...others].map((each) => slots.nameOf(each)),
    );
    for (const other of others) this.#others.remove(other);
    return others;
  }

  /** By the id that they were told under. */
  #eventsOf(slot: number): Map<string, CanonicalEvent[]> {
    const { slots, told, site } = this.#parts;
    const contact = contactOfName(slots.nameOf(slot));
    return Map.groupBy(slots.openTold(slot, told).all({ site, channel: "call", contact }), contactName);
  }

  #regroup(groups: readonly ReadonlySet<string>[]): string[] {
    const contacts = new Set(groups.flatMap((ids) => [...ids].map((id) => this.find("call", id))));
    for (const slot of contacts) if (slot >= 0) this.#parts.table.regroups(slot);
    const told = [...contacts].map((slot) => this.#eventsOf(slot));
    const events = new Map(told.flatMap((ofContact) => [...ofContact]));
    const parted = told.flatMap((ofContact) => {
      const ids = [...ofContact.keys()];
      return groups.some((group) => ids.every((id) => group.has(id))) ? [] : ids;
    });
    const changed = groups.filter((ids) => !this.#isOneContact(ids));
    for (const group of changed.map((ids) => regrouped(ids, events))) {
      const slot = this.#slotOf(group.main);
      this.#others.remove(slot);
      this.#parts.slots.mark(slot, OTHER_ID, false);
      for (const id of group.others) this.#becomeOther(this.#slotOf(id), slot);
      this.#rewrite(slot, group.main, group.events as readonly ToldEvent[]);
    }
    return parted;
  }

  /** They are already, and nothing else is; and it goes by the id that was told of first, whatever came first. */
  #isOneContact(ids: ReadonlySet<string>): boolean {
    const slots = new Set([...ids].map((id) => this.find("call", id)));
    const [slot] = slots;
    if (slots.size !== 1) return false;
    const told = this.#eventsOf(slot!);
    const [first] = told.keys();
    return told.size === ids.size && first === this.#parts.slots.nameOf(slot!);
  }

  #slotOf(id: string): number {
    const { slots, table } = this.#parts;
    const slot = slots.find("call", id);
    if (slot < 0) return slots.add("call", id);
    if (slots.is(slot, EVICTED)) table.comeBack(slot);
    return slot;
  }

  #becomeOther(slot: number, contact: number): void {
    const { slots, table } = this.#parts;
    if (!slots.is(slot, OTHER_ID)) {
      table.takeBack(slot);
      this.changes.left(slot, []);
      slots.mark(slot, OTHER_ID, true);
    }
    this.#others.add(slot, contact);
    table.soil(slot);
  }

  #rewrite(slot: number, id: string, events: readonly ToldEvent[]): void {
    const { slots, told, table } = this.#parts;
    told.rewrite(events, id);
    const summary = { count: told.writtenCount, lastEventAt: told.writtenLastAt };
    slots.keepTold(slot, told.written.bytes, 0, told.written.length, summary);
    slots.hasId(slot, null);
    slots.mark(slot, KNOWN, false);
    table.changed(slot);
  }
}
