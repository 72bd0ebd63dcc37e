/**
 * Which contacts wait in each queue, in the order in which they were queued, which is that in which they are due unless the threshold changed in between: kept up by what contacts add and take back, as the counts of who
 * waits are (`live-cells.ts`). Of each queue so many are in view: the first past the threshold, and the first that
 * are next. Law: what is in view does not depend on the order in which they came.
 */
import type { CellKey } from "@floorwalker/domain";

export interface WaitingContact {
  readonly slot: number;
  /** When it was queued. */
  readonly since: number;
  readonly pastThreshold: boolean;
  /** The contact's; read when somebody looks. */
  name: string | null;
}

export interface ViewedChanges {
  readonly told: readonly (WaitingContact & { readonly name: string })[];
  /** Names of those that are in view no more. */
  readonly gone: readonly string[];
}

/** Of a queue, on either side of its threshold; the rest is in its counts. */
const MOST_IN_VIEW = 50;

type Named = WaitingContact & { name: string };

interface WaitingQueue {
  /** By when they were queued, then by name. */
  readonly past: WaitingContact[];
  readonly next: WaitingContact[];
  /** By name, as last told. */
  told: ReadonlyMap<string, WaitingContact>;
}

export class WaitingContacts {
  readonly #nameOf: (slot: number) => string;
  readonly #queues = new Map<CellKey, WaitingQueue>();
  /** Queues of which something else may be in view; whoever tells it takes it out. */
  readonly changed = new Set<CellKey>();

  constructor(nameOf: (slot: number) => string) {
    this.#nameOf = nameOf;
  }

  /** One more waits there, or one less. */
  tell(queue: CellKey, slot: number, since: number, pastThreshold: boolean, sign: 1 | -1): void {
    let known = this.#queues.get(queue);
    if (known === undefined) {
      known = { past: [], next: [], told: new Map() };
      this.#queues.set(queue, known);
    }
    const side = pastThreshold ? known.past : known.next;
    const at = sign === 1 ? this.#enter(side, { slot, since, pastThreshold, name: null }) : leave(side, slot, since);
    if (at < MOST_IN_VIEW) this.changed.add(queue);
  }

  /** What of a queue is in view now and was not so when this was asked for last. */
  takeChanges(queue: CellKey): ViewedChanges {
    this.changed.delete(queue);
    const known = this.#queues.get(queue);
    if (known === undefined) return { told: [], gone: [] };
    const viewed = new Map<string, Named>();
    for (const side of [known.past, known.next])
      for (const contact of side.slice(0, MOST_IN_VIEW)) {
        const named = this.#named(contact);
        if (!viewed.has(named.name)) viewed.set(named.name, named);
      }
    const before = known.told;
    known.told = viewed;
    if (known.past.length + known.next.length === 0) this.#queues.delete(queue);
    return {
      told: [...viewed.values()].filter((contact) => before.get(contact.name) !== contact),
      gone: [...before.keys()].filter((name) => !viewed.has(name)),
    };
  }

  /** @returns its place. */
  #enter(side: WaitingContact[], contact: WaitingContact): number {
    let at = placeAfter(side, contact.since);
    while (side[at - 1]?.since === contact.since && this.#named(side[at - 1]!).name > this.#named(contact).name) at--;
    side.splice(at, 0, contact);
    return at;
  }

  #named(contact: WaitingContact): Named {
    contact.name ??= this.#nameOf(contact.slot);
    return contact as Named;
  }
}

/** @returns the place that it had. */
function leave(side: WaitingContact[], slot: number, since: number): number {
  let at = placeAfter(side, since) - 1;
  while (at >= 0 && side[at]!.since === since && side[at]!.slot !== slot) at--;
  if (at < 0 || side[at]!.since !== since) throw new Error(`no contact has been waiting there since ${since}`);
  side.splice(at, 1);
  return at;
}

/** Behind all that were queued until then. */
function placeAfter(side: readonly WaitingContact[], since: number): number {
  let [low, high] = [0, side.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (side[middle]!.since <= since) low = middle + 1;
    else high = middle;
  }
  return low;
}
