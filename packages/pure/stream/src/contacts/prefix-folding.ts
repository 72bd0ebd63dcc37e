/** Folds the oldest events of a contact into its prefix. Only whole instants: the sources' lists of one are merged (rule 5). */
import { ContactFolder, FoldOrder } from "@floorwalker/domain";
import type { Names } from "../columns/names.ts";
import { contactOfName } from "../contact-key.ts";
import type { ContactSlots } from "./contact-slots.ts";
import { type AgentOf, FoldEvents } from "./fold-events.ts";
import { FoldedPrefix } from "./folded-prefix.ts";
import type { ToldEvent, ToldEvents } from "./told-events.ts";

export interface PrefixFoldingParts {
  readonly site: string;
  readonly names: Names;
  readonly agentOf: AgentOf;
  readonly slots: ContactSlots;
  readonly told: ToldEvents;
}

export class PrefixFolding {
  readonly #site: string;
  readonly #slots: ContactSlots;
  readonly #told: ToldEvents;
  readonly #folder = new ContactFolder();
  readonly #order = new FoldOrder();
  readonly #events: FoldEvents;

  constructor({ site, names, agentOf, slots, told }: PrefixFoldingParts) {
    this.#site = site;
    this.#slots = slots;
    this.#told = told;
    this.#events = new FoldEvents(names, agentOf);
  }

  /**
   * Those before the moment, where there are so many; at least one event stays. True: what stays was written (`ToldEvents.written`),
   * and the slot has another prefix.
   */
  fold(slot: number, before: number, fewest: number): boolean {
    const told = this.#slots.openTold(slot, this.#told);
    if (told.count <= fewest || told.timeOf(fewest - 1) >= before) return false;
    const endsAt = Math.min(before, told.lastEventAt);
    const isKnown = !told.isUnknown;
    let count = 0;
    while (count < told.count && told.timeAt(count) < endsAt) count++;
    if (count < fewest) return false;
    const channel = this.#slots.channelOf(slot);
    const known = this.#slots.prefixOf(slot);
    const folder = this.#folder;
    const events = this.#events.of(told);
    if (known === null) folder.reset(channel);
    else folder.resume(channel, known.folded, events);
    // Stored and folded order differ within an instant only.
    const positions = this.#order.of(told);
    for (let index = 0; index < count; index++) folder.step(events.at(positions[index]!));
    const contact = contactOfName(this.#slots.nameOf(slot));
    const all = told.all({ site: this.#site, channel, contact }) as ToldEvent[];
    const parts = { endsAt, isKnown: isKnown || known?.isKnown === true, folded: folder.folded(events) };
    this.#slots.keepPrefix(slot, FoldedPrefix.of(parts, known, all.slice(0, count)));
    told.rewrite(all.slice(count), contact);
    return true;
  }
}
