/** One page of a list of stays, the newest first, of which only the page is kept however many there are. */
import type { Fact } from "@floorwalker/domain";
import { comparePlaces, type FactPlace, type FoundStay } from "./found-stay.ts";

export interface ListedFact extends Fact {
  readonly place: FactPlace;
  /** What it adds. */
  readonly amount: number;
}

export interface FactPage {
  /** Stays of the whole list. */
  readonly count: number;
  readonly facts: readonly ListedFact[];
  /** Where the next page begins after; null: there is none. */
  readonly next: FactPlace | null;
}

interface KeptFact {
  readonly place: FactPlace;
  readonly amount: number;
  readonly fact: () => Fact;
}

export class NewestFacts {
  readonly #most: number;
  readonly #after: FactPlace | null;
  readonly #kept: KeptFact[] = [];
  #count = 0;
  /** There are some behind the page. */
  #more = false;

  /** `after`: the page before ended with it; null: the first page. */
  constructor(most: number, after: FactPlace | null) {
    this.#most = most;
    this.#after = after;
  }

  add({ place, keep }: FoundStay, amount: number): void {
    this.#count++;
    if (this.#after !== null && comparePlaces(place, this.#after) <= 0) return;
    const facts = this.#kept;
    if (facts.length === this.#most) {
      this.#more = true;
      if (this.#most === 0 || comparePlaces(place, facts[facts.length - 1]!.place) > 0) return;
      facts.pop();
    }
    let [from, to] = [0, facts.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (comparePlaces(facts[middle]!.place, place) < 0) from = middle + 1;
      else to = middle;
    }
    facts.splice(from, 0, { place, amount, fact: keep() });
  }

  /** Stays of the whole list. */
  get count(): number {
    return this.#count;
  }

  /** It holds as many as it may, and all of them entered their queue at this moment or later. */
  isFullSince(at: number): boolean {
    return this.#kept.length === this.#most && (this.#kept.at(-1)?.place.at ?? Number.NEGATIVE_INFINITY) >= at;
  }

  page(): FactPage {
    const facts = this.#kept.map(({ place, amount, fact }) => ({ ...fact(), place, amount }));
    return { count: this.#count, facts, next: this.#more ? (facts.at(-1)?.place ?? null) : null };
  }
}
