/**
 * Which events are behind what a commit changes: of each contact and agent how many were accepted, and whose events make it another one
 * as well. An agent's time follows from the contacts he works on, an id's contact may become another's. Between
 * two commits; of equal events in one commit it says the same whatever their order.
 */
import type { CanonicalEvent, Name } from "@floorwalker/domain";

/** A contact, or another id of one, by its slot, an agent by his name. */
export type Cause = number | string;

/** A restart of a source: of no contact and no agent, and behind all that changes with it. */
export const RESTART: Cause = -1;

/** When the calls of an agent with one line began: each of his ends the one before. */
export const lineOf = (agent: Name): string => `line ${agent}`;

/** No event. */
const NONE = -1;

type Identity = Pick<CanonicalEvent, "source" | "id">;

export class Causes {
  /** In the order in which they came, of whom and what: most commits change nothing that was told, and look nothing up. */
  #heardOf: Cause[] = [];
  #sources: string[] = [];
  #ids: string[] = [];
  /** The last of each cause; null: nobody has asked since another one came. */
  #last: Map<Cause, number> | null = null;
  /** Of each the one of its cause before it. */
  #before: number[] = [];
  /** Of each other one what it changed, which is nothing where it has taken it back. */
  readonly #dueTo = new Map<Cause, Map<Cause, number>>();
  /** Ids that are one contact, by each of them: before the commit, and now. */
  readonly #were = new Map<Cause, readonly Cause[]>();
  readonly #now = new Map<Cause, readonly Cause[]>();

  /** An event of its own was accepted, or took the place of another content of its id. */
  heard(cause: Cause, { source, id }: Identity): void {
    this.#heardOf.push(cause);
    this.#sources.push(source);
    this.#ids.push(id);
    this.#last = null;
  }

  #lastOf(cause: Cause): number {
    if (this.#last === null) {
      this.#last = new Map();
      this.#before = [];
      for (const [at, each] of this.#heardOf.entries()) {
        this.#before.push(this.#last.get(each) ?? NONE);
        this.#last.set(each, at);
      }
    }
    return this.#last.get(cause) ?? NONE;
  }

  /** What comes to `other` makes it another one too. */
  dueTo(cause: Cause, other: Cause): void {
    if (cause !== other) this.#of(cause).set(other, Number.NaN);
  }

  /** These are one contact until now; who is asked again keeps what was said first. */
  were(ids: readonly Cause[]): void {
    for (const id of ids) if (!this.#were.has(id)) this.#were.set(id, ids);
  }

  /** Ids of which that was said. */
  get grouped(): Iterable<Cause> {
    return this.#were.keys();
  }

  /** These are one contact now. */
  are(id: Cause, ids: readonly Cause[]): void {
    this.#now.set(id, ids);
  }

  /** A mark of the agent comes (1) or goes (−1) with the contact's work. */
  marked(agent: string, contact: Cause, [time, kind, queue]: readonly [number, number, number], sign: 1 | -1): void {
    const others = this.#of(agent);
    const mark = Math.imul(time | 0, 0x9e37_79b1) ^ Math.imul(16 * queue + kind, 0x85eb_ca6b);
    others.set(contact, (others.get(contact) ?? 0) + sign * (mark | 1));
  }

  #of(cause: Cause): Map<Cause, number> {
    let others = this.#dueTo.get(cause);
    if (others === undefined) {
      others = new Map();
      this.#dueTo.set(cause, others);
    }
    return others;
  }

  /** Those whose events may have changed any of these, each once. */
  behind(causes: Iterable<Cause>): ReadonlySet<Cause> {
    const behind = new Set<Cause>(causes);
    if (this.#lastOf(RESTART) !== NONE) behind.add(RESTART);
    for (const cause of behind) {
      for (const [other, changed] of this.#dueTo.get(cause) ?? []) if (changed !== 0) behind.add(other);
      for (const group of [this.#were, this.#now]) for (const id of group.get(cause) ?? []) behind.add(id);
    }
    return behind;
  }

  /** How many events these are: one of which two contents came is one. */
  count(behind: ReadonlySet<Cause>): number {
    let events = 0;
    for (const cause of behind) {
      const last = this.#lastOf(cause);
      if (last === NONE) continue;
      if (this.#before[last] === NONE) events++;
      else events += this.#identities(last).size;
    }
    return events;
  }

  #identities(last: number): ReadonlySet<string> {
    const identities = new Set<string>();
    for (let at = last; at !== NONE; at = this.#before[at]!)
      identities.add(JSON.stringify([this.#sources[at], this.#ids[at]]));
    return identities;
  }

  clear(): void {
    this.#heardOf = [];
    this.#sources = [];
    this.#ids = [];
    this.#last = null;
    this.#dueTo.clear();
    this.#were.clear();
    this.#now.clear();
  }
}
