/** Stays of what is asked for, by what came of them there: the list behind a count, newest first. */
import { amountOf, type Kpi, kpiById, type Part, type Scope, type ServiceLevelPolicyId } from "@floorwalker/domain";
import { partsOfKey } from "../contact-key.ts";
import type { FactPlace, FoundStay } from "./found-stay.ts";
import { type FactPage, NewestFacts } from "./newest-facts.ts";
import type { StayCounts } from "./stay-counts.ts";

/** What they are counted by; `missed`: whatever the service level counts as decided and not in time, who waits past the threshold too. */
const COUNTED_BY = {
  waiting: ["waiting"],
  answered: ["answered"],
  abandoned: ["abandoned"],
  short: ["shortAbandoned"],
  missed: null,
  flowedOut: ["flowedOut"],
  refused: ["refusedFull", "refusedEmpty", "refusedClosed", "refusedDiverted"],
  lowScore: ["lowScores"],
  escalated: ["escalated"],
  complained: ["complaints"],
  transferred: ["transferred"],
} as const satisfies Record<string, readonly Part[] | null>;

export type ListedOutcome = keyof typeof COUNTED_BY;
export const LISTED_OUTCOMES = Object.keys(COUNTED_BY) as ListedOutcome[];

export interface ContactListOptions {
  /** Null: whatever counts. */
  readonly outcome: ListedOutcome | null;
  readonly scope: Scope;
  /** Only the stays of this one; null: of all. */
  readonly contact: string | null;
  readonly most: number;
  /** Null: the first page. */
  readonly after: FactPlace | null;
}

const NOW = kpiById("serviceLevelNow") as Required<Pick<Kpi, "madeOf">>;

export class ContactList {
  readonly #page: NewestFacts;
  readonly #outcome: ListedOutcome | null;
  readonly #scope: Scope;
  readonly #contact: string | null;

  constructor({ outcome, scope, contact, most, after }: ContactListOptions) {
    this.#page = new NewestFacts(most, after);
    this.#outcome = outcome;
    this.#scope = scope;
    this.#contact = contact;
  }

  /** What takes the stays that one formula judges: the first of their queue or site. */
  takeOf(policy: ServiceLevelPolicyId): (stay: FoundStay) => void {
    const amount = this.#amountBy(policy);
    return (stay) => {
      if (this.#contact !== null && partsOfKey(stay.place.key).name !== this.#contact) return;
      const counted = amount(stay.counts);
      if (counted > 0) this.#page.add(stay, counted);
    };
  }

  #amountBy(policy: ServiceLevelPolicyId): (counts: StayCounts) => number {
    if (this.#outcome === null) return () => 1;
    const parts = COUNTED_BY[this.#outcome];
    if (parts !== null) return ({ part }) => amountOf({ of: parts }, part);
    const { numerator, denominator } = NOW.madeOf({ policy, scope: this.#scope });
    return ({ part }) => amountOf(denominator!, part) - amountOf(numerator, part);
  }

  /** Nobody who entered a queue before that moment can come onto the page any more. */
  isFullSince(at: number): boolean {
    return this.#page.isFullSince(at);
  }

  page(): FactPage {
    return this.#page.page();
  }
}
