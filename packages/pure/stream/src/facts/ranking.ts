/**
 * Stays in the order of their waits, for a number that is a rank: how many lie below and above it, and those about it. They are kept by
 * buckets of the very sketch that says the number, a page of each, however many there are.
 */
import { bucketOf, type Ranked, rankOf, WaitSketch } from "@floorwalker/domain";
import type { FactPlace, FoundStay } from "./found-stay.ts";
import { type FactPage, type ListedFact, NewestFacts } from "./newest-facts.ts";

export interface RankedStays {
  readonly share: number;
  readonly error: number;
  /** Which of all in their order, from 1; null: there are none. */
  readonly rank: number | null;
  readonly count: number;
  /** The nearest first. */
  readonly below: FactPage;
  /** As long as the number says, within 1 %. */
  readonly at: FactPage;
  readonly above: FactPage;
}

const MS_PER_SECOND = 1_000;
const NONE: FactPage = { count: 0, facts: [], next: null };

export class Ranking {
  readonly sketch = new WaitSketch();
  /** Exactly, ms; null: there are none. */
  longest: number | null = null;
  readonly #ranked: Ranked;
  readonly #most: number;
  readonly #after: FactPlace | null;
  readonly #buckets = new Map<number, NewestFacts>();

  /** `after`: the page before of those at the rank ended with it; null: the first page. */
  constructor(ranked: Ranked, most: number, after: FactPlace | null) {
    this.#ranked = ranked;
    this.#most = most;
    this.#after = after;
  }

  add(stay: FoundStay): void {
    const { counts } = stay;
    const wait = this.#ranked.of === "answered" ? counts.answeredWait : counts.leftWait;
    if (wait === null) return;
    this.sketch.add(wait);
    if (this.longest === null || wait > this.longest) this.longest = wait;
    const bucket = bucketOf(wait);
    const list = this.#buckets.get(bucket) ?? new NewestFacts(this.#most, this.#after);
    this.#buckets.set(bucket, list);
    list.add(stay, wait / MS_PER_SECOND);
  }

  ranked(): RankedStays {
    const { share, error } = this.#ranked;
    const { total } = this.sketch;
    if (total === 0) return { share, error, rank: null, count: 0, below: NONE, at: NONE, above: NONE };
    const rank = rankOf(share, total);
    const [below, above]: NewestFacts[][] = [[], []];
    let [at, passed] = [NONE, 0];
    this.sketch.each((bucket, count) => {
      const list = this.#buckets.get(bucket)!;
      if (passed >= rank) above!.push(list);
      else if (passed + count < rank) below!.unshift(list);
      else at = list.page();
      passed += count;
    });
    return { share, error, rank, count: total, below: this.#nearest(below!, -1), at, above: this.#nearest(above!, 1) };
  }

  /** Of a later page of those at the rank no more than how many. `sign`: of growing waits 1. */
  #nearest(lists: readonly NewestFacts[], sign: 1 | -1): FactPage {
    const count = lists.reduce((all, list) => all + list.count, 0);
    const facts: ListedFact[] = [];
    if (this.#after !== null) return { count, facts, next: null };
    for (const list of lists) {
      if (facts.length >= this.#most) break;
      facts.push(...list.page().facts.toSorted((a, b) => sign * (a.amount - b.amount)));
    }
    return { count, facts: facts.slice(0, this.#most), next: null };
  }
}
