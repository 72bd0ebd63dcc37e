/**
 * Ids that turned out to be another id's contact (rule 24), by slot, while they are in memory. Such a slot holds no events and adds
 * nothing: it only says whose they are. Invariant: they are in memory exactly while their contact is.
 */
export class OtherIds {
  readonly #contactOf = new Map<number, number>();
  readonly #idsOf = new Map<number, Set<number>>();

  get size(): number {
    return this.#contactOf.size;
  }

  /** The slot that has the events. */
  contactOf(slot: number): number {
    return this.#contactOf.get(slot) ?? slot;
  }

  hasOthers(contact: number): boolean {
    return this.#idsOf.has(contact);
  }

  of(contact: number): Iterable<number> {
    return this.#idsOf.get(contact) ?? [];
  }

  add(slot: number, contact: number): void {
    this.remove(slot);
    this.#contactOf.set(slot, contact);
    const ids = this.#idsOf.get(contact);
    if (ids === undefined) this.#idsOf.set(contact, new Set([slot]));
    else ids.add(slot);
  }

  /** It is a contact of its own, or has left. */
  remove(slot: number): void {
    const contact = this.#contactOf.get(slot);
    if (contact === undefined) return;
    this.#contactOf.delete(slot);
    const ids = this.#idsOf.get(contact)!;
    ids.delete(slot);
    if (ids.size === 0) this.#idsOf.delete(contact);
  }
}
