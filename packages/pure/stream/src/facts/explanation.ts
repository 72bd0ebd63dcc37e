/**
 * A KPI of one span, taken apart: the stays that its sums are made of, and those it leaves out. Value and counts come from the same
 * entries, in one pass: what all stays add is what the cells have counted, so the value is the one on the board, and each stay's share
 * in it is exact. What the KPI is made of its own file says (`madeOf`). What is judged by several formulas (a region's sites, a
 * department's queues) is taken part by part, each by its own; the sums are added up, never shares.
 */
import {
  amountOf,
  BACKLOG_PARTS,
  type BacklogCounts,
  type BacklogPart,
  type Counters,
  judgedBeyond,
  type Kpi,
  type KpiInput,
  type Live,
  type MadeOf,
  newCounters,
  otherwiseOf,
  type Part,
  partOf,
  type Scope,
  SERVICE_LEVEL_POLICIES,
  type ServiceLevelPolicyId,
  type Sum,
  serviceLevel,
} from "@floorwalker/domain";
import type { FactPlace, FoundStay } from "./found-stay.ts";
import { LEFT_OUT, type LeftOut, leavesOut, reasonLeftOut } from "./left-out.ts";
import { type FactPage, NewestFacts } from "./newest-facts.ts";
import { type RankedStays, Ranking } from "./ranking.ts";

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
  /** Of a rank: those about it; null: of any other KPI. */
  readonly ranked: RankedStays | null;
  /** Of a service level: the same segments by each formula, whatever judged them; null: of any other KPI. */
  readonly alsoKnownAs: Readonly<Record<ServiceLevelPolicyId, number | null>> | null;
}

/** What one formula judges. */
export interface ExplainedPart {
  /** `explainedBy`, which is not null. */
  readonly madeOf: MadeOf;
  /** The first formula of the queue or site, by which spans are read. */
  readonly policy: ServiceLevelPolicyId;
}

export interface ExplanationOptions {
  readonly kpi: Kpi;
  readonly scope: Scope;
  /** At least one. */
  readonly parts: readonly ExplainedPart[];
  readonly now: number;
  /** The stays are also looked at for how long they have waited (`Asked.backlogAt`), as of now; absent: not. */
  readonly asksBacklog?: boolean;
  /** Stays on a page. */
  readonly most: number;
  /** Where the page of a list begins (`numerator`, `denominator`, a reason); absent: with the newest. */
  readonly after: ReadonlyMap<string, FactPlace>;
}

class PartSums {
  readonly part: ExplainedPart;
  readonly counters = newCounters();
  waiting = 0;
  past = 0;
  readonly backlog = noBacklog();

  constructor(part: ExplainedPart) {
    this.part = part;
  }

  add({ counts }: FoundStay): void {
    for (let counter = 0; counter < counts.counters.length; counter++)
      this.counters[counter]! += counts.counters[counter]!;
    this.waiting += counts.waiting;
    this.past += counts.waitingPastThreshold;
    for (const part of BACKLOG_PARTS) this.backlog[part] += counts.backlog[part] ?? 0;
  }

  readonly amount = (part: Part): number =>
    partOf({ counters: this.counters, live: liveOf(0, this.waiting, this.past, this.backlog) })(part);
}

export class Explanation {
  readonly #options: ExplanationOptions;
  readonly #sums: readonly PartSums[];
  readonly #numerator: NewestFacts;
  readonly #denominator: NewestFacts;
  /** What the whole is divided by where the denominator comes to nothing. */
  readonly #orElse: NewestFacts;
  readonly #excluded = new Map<LeftOut, NewestFacts>();
  /** Null: the KPI is no rank. */
  readonly #ranking: Ranking | null;

  constructor(options: ExplanationOptions) {
    this.#options = options;
    this.#sums = options.parts.map((part) => new PartSums(part));
    this.#numerator = this.#list("numerator");
    this.#denominator = this.#list("denominator");
    this.#orElse = this.#list("denominator");
    const { kpi, most, after } = options;
    this.#ranking = kpi.ranked === undefined ? null : new Ranking(kpi.ranked, most, after.get("at") ?? null);
  }

  /** What takes the stays of one of the parts. */
  takeOf(part: number): (stay: FoundStay) => void {
    const sums = this.#sums[part]!;
    const { madeOf } = sums.part;
    const { numerator, denominator, orElse } = madeOf;
    const isLeftOut = leavesOut(madeOf);
    return (stay) => {
      sums.add(stay);
      this.#ranking?.add(stay);
      const { counts } = stay;
      const above = amountOf(numerator, counts.part);
      const below = denominator === null ? 0 : amountOf(denominator, counts.part);
      if (above !== 0) this.#numerator.add(stay, inUnit(madeOf, above));
      if (below !== 0) this.#denominator.add(stay, below);
      const other = orElse === undefined ? 0 : amountOf(orElse, counts.part);
      if (other !== 0) this.#orElse.add(stay, other);
      const reason = isLeftOut && above === 0 && below === 0 ? reasonLeftOut(counts) : null;
      if (reason !== null) this.#excludedFor(reason).add(stay, 1);
    };
  }

  explained(): Explained {
    const { kpi } = this.#options;
    const input = this.#input();
    const sumOf = (of: (madeOf: MadeOf) => Sum): number =>
      this.#sums.reduce((all, { part, amount }) => all + amountOf(of(part.madeOf), amount), 0);
    const { madeOf } = this.#sums[0]!.part;
    const isServiceLevel = kpi.id === "serviceLevel" || kpi.id === "serviceLevelNow";
    const past = kpi.id === "serviceLevelNow" ? input.live.waitingPastThreshold : 0;
    return {
      value: kpi.read(input),
      counters: input.counters,
      numerator: {
        amount: inUnit(
          madeOf,
          sumOf(({ numerator }) => numerator),
        ),
        ...this.#numerator.page(),
      },
      denominator: this.#dividedBy(madeOf, sumOf),
      excluded: LEFT_OUT.flatMap((reason) => {
        const list = this.#excluded.get(reason);
        return list === undefined ? [] : [{ reason, ...list.page() }];
      }),
      ranked: this.#ranking?.ranked() ?? null,
      alsoKnownAs: isServiceLevel
        ? (Object.fromEntries(
            SERVICE_LEVEL_POLICIES.map((id) => [id, serviceLevel(id, input.counters, past)]),
          ) as Explained["alsoKnownAs"])
        : null,
    };
  }

  /** Which of two denominators it is, all parts together say. */
  #dividedBy({ denominator, orElse }: MadeOf, sumOf: (of: (madeOf: MadeOf) => Sum) => number): ExplainedSum | null {
    if (denominator === null) return null;
    const amount = sumOf((each) => each.denominator!);
    if (orElse === undefined || amount > 0) return { amount, ...this.#denominator.page() };
    return { amount: sumOf((each) => each.orElse!), ...this.#orElse.page() };
  }

  /** What each part counted, by what versions of its policy. */
  countersOf(part: number): Counters {
    return this.#sums[part]!.counters;
  }

  #input(): KpiInput {
    const { scope, now } = this.#options;
    const [{ part: first }] = this.#sums as readonly [PartSums, ...PartSums[]];
    const counters = newCounters();
    const otherwise = { numerator: 0, denominator: 0 };
    const backlog = noBacklog();
    let [waiting, past] = [0, 0];
    for (const sums of this.#sums) {
      for (let counter = 0; counter < counters.length; counter++) counters[counter]! += sums.counters[counter]!;
      waiting += sums.waiting;
      past += sums.past;
      for (const part of BACKLOG_PARTS) backlog[part] += sums.backlog[part];
      if (!isJudged(scope)) continue;
      for (const side of [
        otherwiseOf(scope, sums.counters),
        judgedBeyond(first.policy, sums.part.policy, sums.counters),
      ]) {
        otherwise.numerator += side.numerator;
        otherwise.denominator += side.denominator;
      }
    }
    return {
      counters,
      waits: this.#ranking?.sketch ?? NO_WAITS,
      longestWait: this.#ranking?.longest ?? null,
      live: liveOf(now, waiting, past, this.#options.asksBacklog === true ? backlog : null),
      policy: first.policy,
      ...(isJudged(scope) ? { otherwise } : {}),
    };
  }

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

const NO_WAITS: KpiInput["waits"] = { quantile: () => null };

const isJudged = (scope: Scope): scope is "queue" | "site" => scope === "queue" || scope === "site";

const inUnit = ({ times, per }: MadeOf, amount: number): number => (times * amount) / per;

const noBacklog = (): Record<BacklogPart, number> =>
  Object.fromEntries(BACKLOG_PARTS.map((part) => [part, 0])) as Record<BacklogPart, number>;

const liveOf = (now: number, waiting: number, waitingPastThreshold: number, backlog: BacklogCounts | null): Live => ({
  now,
  waiting,
  waitingPastThreshold,
  oldestQueuedAt: null,
  backlog,
  agents: null,
});
