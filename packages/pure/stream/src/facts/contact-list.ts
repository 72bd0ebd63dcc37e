/** Stays of what is asked for, by what came of them there: the list behind a count, newest first. */
import { amountOf, type Kpi, kpiById, type Part, type ServiceLevelPolicyId } from "@floorwalker/domain";
import { type Asked, scopeOf } from "./asked.ts";
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
  readonly asked: Asked;
  /** The first formula of the queue or site. */
  readonly policy: ServiceLevelPolicyId;
  readonly most: number;
  /** Null: the first page. */
  readonly after: FactPlace | null;
}

const NOW = kpiById("serviceLevelNow") as Required<Pick<Kpi, "madeOf">>;

export class ContactList {
  readonly #page: NewestFacts;
  readonly #amount: (counts: StayCounts) => number;

  constructor({ outcome, asked, policy, most, after }: ContactListOptions) {
    this.#page = new NewestFacts(most, after);
    const parts = outcome === null ? [] : COUNTED_BY[outcome];
    const { numerator, denominator } = NOW.madeOf({ policy, scope: scopeOf(asked.cell) });
    const missed = ({ part }: StayCounts): number => amountOf(denominator!, part) - amountOf(numerator, part);
    const counted = ({ part }: StayCounts): number => amountOf({ of: parts ?? [] }, part);
    this.#amount = outcome === null ? () => 1 : parts === null ? missed : counted;
  }

  readonly take = (stay: FoundStay): void => {
    const amount = this.#amount(stay.counts);
    if (amount > 0) this.#page.add(stay, amount);
  };

  /** Nobody who entered a queue before that moment can come onto the page any more. */
  isFullSince(at: number): boolean {
    return this.#page.isFullSince(at);
  }

  page(): FactPage {
    return this.#page.page();
  }
}
