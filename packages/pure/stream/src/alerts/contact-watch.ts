/**
 * What happens to contacts that rules on contacts are about: who waits, since when and where, what was escalated, complained of or
 * rated low. Kept up by what contacts add and take back, for sites that have such rules only: others have none of this. What happened
 * is not told again when a contact comes back from its record, so an alert that was stored tells it (`restored`).
 */
import { C, type Channel, CONTACT_ALERT_MS, type ContactTrouble } from "@floorwalker/domain";
import { contactOfName, keyOf } from "../contact-key.ts";
import type { SiteContext } from "../site-context.ts";

export interface Happening {
  readonly trouble: ContactTrouble;
  /** Null: of none. */
  readonly queue: string | null;
  /** Epoch ms. */
  readonly at: number;
}

const COUNTERS: ReadonlyMap<number, ContactTrouble> = new Map([
  [C.lowScores, "lowScore"],
  [C.escalated, "escalated"],
  [C.complaints, "complaint"],
]);

export const troubleOf = (counter: number): ContactTrouble | null => COUNTERS.get(counter) ?? null;

export class ContactWatch {
  readonly #troubles: ReadonlySet<ContactTrouble>;
  readonly #context: Pick<SiteContext, "clock">;
  readonly #happenings = new Map<string, Happening[]>();
  /** By key, the contacts of which something changed; whoever evaluates them empties it. */
  readonly changed = new Map<string, { readonly channel: Channel; readonly name: string }>();

  constructor(troubles: Iterable<ContactTrouble>, context: Pick<SiteContext, "clock">) {
    this.#troubles = new Set(troubles);
    this.#context = context;
  }

  get size(): number {
    return this.#happenings.size;
  }

  /** One more, or one less. A survey of nobody's contact is nobody's to act on. */
  tell(channel: Channel, name: string, { trouble, queue, at }: Happening, sign: 1 | -1): void {
    if (!this.#troubles.has(trouble) || contactOfName(name) === null) return;
    // Of days gone by nobody is told: a log that is read from its beginning tells of many.
    if (sign === 1 && trouble !== "waiting" && at + CONTACT_ALERT_MS <= this.#context.clock) return;
    const key = keyOf(channel, name);
    const known = this.#happenings.get(key) ?? [];
    const place = known.findIndex((each) => each.trouble === trouble && each.queue === queue && each.at === at);
    if (sign === 1) known.push({ trouble, queue, at });
    else if (place >= 0) known.splice(place, 1);
    if (known.length === 0) this.#happenings.delete(key);
    else this.#happenings.set(key, known);
    this.changed.set(key, { channel, name });
  }

  /** The first of its kind in that queue (null: in any); null: there is none. */
  first(channel: Channel, name: string, trouble: ContactTrouble, queue: string | null): Happening | null {
    let first: Happening | null = null;
    for (const each of this.#happenings.get(keyOf(channel, name)) ?? []) {
      if (each.trouble !== trouble || (queue !== null && each.queue !== queue)) continue;
      if (first === null || each.at < first.at) first = each;
    }
    return first;
  }

  /** Of an alert that was stored. */
  restored(channel: Channel, name: string, happening: Happening): void {
    if (this.first(channel, name, happening.trouble, happening.queue) === null) this.tell(channel, name, happening, 1);
  }

  /** What is over is not asked for any more. */
  forget(channel: Channel, name: string, trouble: ContactTrouble): void {
    const key = keyOf(channel, name);
    const left = (this.#happenings.get(key) ?? []).filter((each) => each.trouble !== trouble);
    if (left.length === 0) this.#happenings.delete(key);
    else this.#happenings.set(key, left);
  }
}
