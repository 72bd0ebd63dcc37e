/**
 * A KPI of one cell and span, taken apart: the stays that its sums are made of, and those it leaves out. Value and counts come from the
 * same entries, in one pass: what all stays add is what the cell has counted, so the value is the one on the board, and each stay's
 * share in it is exact. What the KPI is made of its own file says (`madeOf`).
 */
import {
  amountOf,
  type Counters,
  type Kpi,
  type KpiInput,
  type Live,
  type MadeOf,
  newCounters,
  otherwiseOf,
  partOf,
  SERVICE_LEVEL_POLICIES,
  type ServiceLevelPolicyId,
  type Sum,
  serviceLevel,
} from "@floorwalker/domain";
import { type Asked, scopeOf } from "./asked.ts";
import type { FactPlace, FoundStay } from "./found-stay.ts";
import { LEFT_OUT, type LeftOut, leavesOut, reasonLeftOut } from "./left-out.ts";
import { type FactPage, NewestFacts } from "./newest-facts.ts";

export interface ExplainedSum extends FactPage {
  /** What is divided, or divided by: of a numerator in the KPI's unit. */
  readonly amount: number;
}

export interface Explained {
  /** Null: there is nothing to divide by. */
  readonly value: number | null;
  readonly counters: Counters;
  readonly numerator: ExplainedSum;
  /** Null: of a count. */
  readonly denominator: ExplainedSum | null;
  readonly excluded: readonly (FactPage & { readonly reason: LeftOut })[];
  /** Of a service level: the same segments by each formula, whatever judged them; null: of any other KPI. */
  readonly alsoKnownAs: Readonly<Record<ServiceLevelPolicyId, number | null>> | null;
}

export interface ExplanationOptions {
  readonly kpi: Kpi;
  /** `explainedBy`, which is not null. */
  readonly madeOf: MadeOf;
  readonly asked: Asked;
  /** The first formula of the queue or site, by which spans are read. */
  readonly policy: ServiceLevelPolicyId;
  readonly now: number;
  /** Stays on a page. */
  readonly most: number;
  /** Where the page of a list begins (`numerator`, `denominator`, a reason); absent: with the newest. */
  readonly after: ReadonlyMap<string, FactPlace>;
}

export class Explanation {
  readonly #options: ExplanationOptions;
  readonly #madeOf: MadeOf;
  readonly #leavesOut: boolean;
  readonly #counters = newCounters();
  #waiting = 0;
  #past = 0;
  readonly #numerator: NewestFacts;
  readonly #denominator: NewestFacts;
  readonly #excluded = new Map<LeftOut, NewestFacts>();

  constructor(options: ExplanationOptions) {
    this.#options = options;
    this.#madeOf = options.madeOf;
    this.#leavesOut = leavesOut(this.#madeOf);
    this.#numerator = this.#list("numerator");
    this.#denominator = this.#list("denominator");
  }

  readonly take = (stay: FoundStay): void => {
    const { counts } = stay;
    for (let counter = 0; counter < counts.counters.length; counter++)
      this.#counters[counter]! += counts.counters[counter]!;
    this.#waiting += counts.waiting;
    this.#past += counts.waitingPastThreshold;
    const { numerator, denominator } = this.#madeOf;
    const above = amountOf(numerator, counts.part);
    const below = denominator === null ? 0 : amountOf(denominator, counts.part);
    if (above !== 0) this.#numerator.add(stay, this.#inUnit(above));
    if (below !== 0) this.#denominator.add(stay, below);
    const reason = this.#leavesOut && above === 0 && below === 0 ? reasonLeftOut(counts) : null;
    if (reason !== null) this.#excludedFor(reason).add(stay, 1);
  };

  explained(): Explained {
    const { kpi } = this.#options;
    const { numerator, denominator } = this.#madeOf;
    const input = this.#input();
    const sumOf = (sum: Sum): number => amountOf(sum, partOf(input));
    const isServiceLevel = kpi.id === "serviceLevel" || kpi.id === "serviceLevelNow";
    const past = kpi.id === "serviceLevelNow" ? this.#past : 0;
    return {
      value: kpi.read(input),
      counters: this.#counters,
      numerator: { amount: this.#inUnit(sumOf(numerator)), ...this.#numerator.page() },
      denominator: denominator === null ? null : { amount: sumOf(denominator), ...this.#denominator.page() },
      excluded: LEFT_OUT.flatMap((reason) => {
        const list = this.#excluded.get(reason);
        return list === undefined ? [] : [{ reason, ...list.page() }];
      }),
      alsoKnownAs: isServiceLevel
        ? (Object.fromEntries(
            SERVICE_LEVEL_POLICIES.map((id) => [id, serviceLevel(id, this.#counters, past)]),
          ) as Explained["alsoKnownAs"])
        : null,
    };
  }

  #input(): KpiInput {
    const { asked, policy, now } = this.#options;
    const scope = scopeOf(asked.cell);
    const live: Live = {
      now,
      waiting: this.#waiting,
      waitingPastThreshold: this.#past,
      oldestQueuedAt: null,
      agents: null,
    };
    const judged = scope === "queue" || scope === "site";
    return {
      counters: this.#counters,
      waits: { quantile: () => null },
      longestWait: null,
      live,
      policy,
      ...(judged ? { otherwise: otherwiseOf(scope, this.#counters) } : {}),
    };
  }

  readonly #inUnit = (amount: number): number => (this.#madeOf.times * amount) / this.#madeOf.per;

  #excludedFor(reason: LeftOut): NewestFacts {
    const list = this.#excluded.get(reason) ?? this.#list(reason);
    this.#excluded.set(reason, list);
    return list;
  }

  #list(name: string): NewestFacts {
    const { most, after } = this.#options;
    return new NewestFacts(most, after.get(name) ?? null);
  }
}
