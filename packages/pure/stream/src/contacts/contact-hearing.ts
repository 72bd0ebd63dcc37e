/**
 * Events of contacts as they come: each finds its contact, which is in memory again if it had just left, and is told to it; of events that
 * come late what has left memory is to be looked up, and which intervals an event may change is noted.
 */
import type { CanonicalEvent, Insertion } from "@floorwalker/domain";
import type { Names } from "../columns/names.ts";
import { contactName } from "../contact-key.ts";
import type { ChangedShares } from "../history/changed-shares.ts";
import type { LiveCells } from "../live-cells.ts";
import type { SiteContext } from "../site-context.ts";
import type { CallIds } from "../talks/call-ids.ts";
import { isAnsweredBy } from "../talks/is-answered-by.ts";
import type { ContactMemory } from "./contact-memory.ts";
import type { ContactRecords } from "./contact-records.ts";
import { type ContactSlots, KNOWN } from "./contact-slots.ts";
import type { ContactTelling } from "./contact-telling.ts";
import type { MarkedSlots } from "./marked-slots.ts";
import type { ToldEvent, ToldEvents } from "./told-events.ts";

export interface ContactHearingParts {
  readonly context: SiteContext;
  readonly names: Names;
  /** Null: no intervals are told. */
  readonly shares: ChangedShares | null;
  readonly live: LiveCells;
  readonly slots: ContactSlots;
  readonly told: ToldEvents;
  readonly ids: CallIds;
  readonly records: ContactRecords;
  readonly telling: ContactTelling;
  readonly memory: ContactMemory;
  readonly touched: MarkedSlots;
  /** Brings every touched contact's contribution up to the clock. */
  readonly settleAll: () => void;
}

const SECOND_MS = 1_000;

export class ContactHearing {
  readonly #parts: ContactHearingParts;
  /** Calls that late events told of. */
  readonly #toldLate = new Set<number>();

  constructor(parts: ContactHearingParts) {
    this.#parts = parts;
  }

  /** An event of a contact. */
  insert(event: CanonicalEvent): Insertion {
    const { slots, telling, touched, live } = this.#parts;
    const slot = this.#slotFor(event);
    if (slots.prefixOf(slot)?.has(event)) return { outcome: "conflict", loser: event, changed: false };
    const insertion = telling.insert(slot, event as ToldEvent);
    if (insertion.outcome !== "duplicate" && this.#isLateCall(event)) this.#toldLate.add(slot);
    if (insertion.outcome !== "duplicate" && (insertion.outcome !== "conflict" || insertion.changed))
      this.#heard(slot, event);
    // A repetition tells nothing new, but it names the contact: that is folded by today's fold.
    touched.add(slot);
    // Also what loses against another content of its id: which of the two came first decides nothing.
    live.heard(event);
    return insertion;
  }

  #slotFor(event: CanonicalEvent): number {
    const { slots, ids, memory } = this.#parts;
    const channel = event.channel!;
    const name = contactName(event);
    const slot = ids.find(channel, name);
    if (slot < 0) return slots.add(channel, name);
    memory.named(slot);
    return slot;
  }

  /** So late that the end of a talk which it lets begin may have left memory; that may say that it began a second before. */
  #isLateCall({ channel, time }: CanonicalEvent): boolean {
    const { clock, log, graceMs } = this.#parts.context;
    return channel === "call" && time - SECOND_MS + graceMs <= Math.max(clock, log.newestEventAt);
  }

  /** By the id it was told under. */
  #heard(slot: number, event: CanonicalEvent): void {
    const { shares, ids, slots } = this.#parts;
    if (shares === null) return;
    if (!ids.hasOthers(slot)) {
      shares.causes.heard(slot, event);
      return;
    }
    this.regroups(slot);
    shares.causes.heard(slots.find(event.channel!, contactName(event)), event);
  }

  /** Ids may leave the contact, or come to it: what comes to one of them may have changed any. */
  regroups(slot: number): void {
    this.#parts.shares?.causes.were(this.#idsOf(slot));
  }

  /** Every contact is settled: which ids are one now. */
  regrouped(): void {
    const { shares, ids } = this.#parts;
    for (const id of shares?.causes.grouped ?? []) shares!.causes.are(id, this.#idsOf(ids.contactOf(id as number)));
  }

  #idsOf(slot: number): number[] {
    return [slot, ...this.#parts.ids.othersOf(slot)];
  }

  /** Names of records that may lead to calls whose end is that of a talk which a late event let begin, and which have left memory. */
  endsToLookUp(): ReadonlySet<string> {
    const { records, ids, slots } = this.#parts;
    const names = records.takeWanted();
    const late = [...this.#toldLate].map((slot) => ids.find("call", slots.nameOf(slot)));
    this.#toldLate.clear();
    ids.changes.collectEndNames(late, names);
    return names;
  }

  /** An event that was just inserted: of a contact of which nothing else is known, or the end of a talk that nobody knows. */
  isStray(event: CanonicalEvent): boolean {
    const { ids, slots, told } = this.#parts;
    if (event.queue !== null) return event.type === "cc.contact.transferred" && this.#isUnplaced(event);
    const slot = ids.find(event.channel!, contactName(event));
    if (slots.is(slot, KNOWN)) return false;
    // What came since it was last settled would have made it known.
    const unknown = slots.openTold(slot, told).isUnknown;
    if (!unknown) slots.mark(slot, KNOWN, true);
    return unknown;
  }

  #isUnplaced({ channel, contact, agent, queue, time }: CanonicalEvent): boolean {
    const { context, names, ids, slots, told, telling, settleAll } = this.#parts;
    if (channel !== "call" || agent === null) return false;
    const slot = ids.find(channel, contact!);
    telling.tellFresh(slot);
    if (isAnsweredBy(agent, queue!, slots.openTold(slot, told))) return false;
    settleAll();
    const name = names.of(context.configured.agentOf(agent));
    return ids.changes.isUnplaced(ids.find(channel, contact!), contact!, name, names.of(queue), time);
  }
}
