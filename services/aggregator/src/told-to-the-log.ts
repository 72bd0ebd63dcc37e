/**
 * What an owner tells the log after its commits, behind cursors kept in them (rule 21): closed intervals, and facts of contacts that have
 * left memory. Each kind has a teller of its own: a topic that takes nothing does not keep back the other.
 */
import { epochNumber, type Position, type Store } from "@floorwalker/ports";
import type { Timing } from "@floorwalker/runtime";
import type { PartitionState } from "@floorwalker/stream";
import type { IntervalMetrics } from "./interval-metrics.ts";
import type { AggregatorOptions } from "./start-aggregator.ts";
import { Teller, type TellerMetrics } from "./teller.ts";
import { closedIntervals, leftContacts } from "./told-sources.ts";

/** Of a turn, for each kind; of the time between two commits when it catches up. */
const TELLING_MS = 3;
const TELLING_SHARE = 0.2;
/** Records that are looked up at a time because their contacts left too long ago. */
const LOOKED_UP = 256;

export interface ToldToTheLogParts {
  readonly partition: number;
  readonly options: Pick<AggregatorOptions, "log" | "logger" | "store" | "intervals" | "facts">;
  readonly timing: Timing;
  readonly intervals: IntervalMetrics;
  readonly facts: TellerMetrics;
}

export interface Telling {
  /** Of the newest commit. */
  readonly at: Position;
  readonly live: boolean;
  /** What the state throws is a fault of the fold. */
  readonly pure: (step: () => void) => void;
}

class Told {
  readonly teller: Teller;
  readonly #timing: Timing;
  #toldAt: number;

  constructor(teller: Teller, timing: Timing) {
    this.teller = teller;
    this.#timing = timing;
    this.#toldAt = timing.monotonic();
  }

  /** False: there is none for now. */
  tell({ at: { epoch, sequence }, live, pure }: Telling): boolean {
    if (!this.teller.hasMore || sequence === 0) return false;
    const now = this.#timing.monotonic();
    const share = live ? 0 : TELLING_SHARE * (now - this.#toldAt);
    const until = now + Math.max(TELLING_MS, share);
    pure(() => this.teller.tell({ epoch: epochNumber(epoch), sequence }, until));
    this.#toldAt = this.#timing.monotonic();
    return true;
  }
}

export class ToldToTheLog {
  readonly #state: PartitionState;
  readonly #store: Pick<Store, "lookup">;
  readonly #partition: number;
  /** Null: they are told to nobody. */
  readonly #intervals: Told | null;
  readonly #facts: Told | null;

  /** `before`: what was told by the same owner from a state it has read anew since. */
  constructor(parts: ToldToTheLogParts, state: PartitionState, before: ToldToTheLog | null) {
    const { partition, options, timing } = parts;
    const { log, logger, intervals, facts } = options;
    const shared = { log, partition, timing, logger };
    this.#state = state;
    this.#store = options.store;
    this.#partition = partition;
    const told = (topic: string | undefined, teller: (topic: string) => Teller): Told | null =>
      topic === undefined ? null : new Told(teller(topic), timing);
    this.#intervals = told(intervals, (topic) => {
      const of = { ...shared, topic, metrics: parts.intervals, notTaken: "intervals_not_taken" } as const;
      return new Teller(of, closedIntervals(state), before === null ? null : (before.#intervals?.teller ?? null));
    });
    this.#facts = told(facts, (topic) => {
      const of = { ...shared, topic, metrics: parts.facts, notTaken: "facts_not_taken" } as const;
      return new Teller(of, leftContacts(state), before === null ? null : (before.#facts?.teller ?? null));
    });
  }

  get #tellers(): Teller[] {
    return [this.#intervals, this.#facts].flatMap((told) => told?.teller ?? []);
  }

  get hasMore(): boolean {
    return this.#tellers.some(({ hasMore }) => hasMore);
  }

  /** Slices are held until the intervals made of them are told, more than are kept, and the log takes some. */
  get holdsUp(): boolean {
    return this.#intervals?.teller.helps === true && this.#state.telling.isHoldingSlices;
  }

  /** Null: closed intervals are told to nobody. */
  get intervals(): { readonly waiting: number; readonly behindMs: number; readonly failure: string | null } | null {
    if (this.#intervals === null) return null;
    const { waiting, failure } = this.#intervals.teller;
    const { changed, behindMs } = this.#state.telling.intervalsToTell();
    return { waiting: waiting + changed, behindMs, failure };
  }

  /** Null: facts are told to nobody. */
  get facts(): { readonly waiting: number; readonly failure: string | null } | null {
    if (this.#facts === null) return null;
    return { waiting: this.#state.telling.factsWaiting, failure: this.#facts.teller.failure };
  }

  /** The state hears what the log has taken. */
  settle(): void {
    for (const teller of this.#tellers) teller.settle();
  }

  /** As of the newest commit, after which nothing was folded. False: there are none for now. */
  tellIntervals(telling: Telling): boolean {
    return this.#intervals?.tell(telling) === true;
  }

  /** The same of facts. Records of contacts that left long ago are looked up. */
  async tellFacts(telling: Telling): Promise<void> {
    if (this.#facts?.teller.hasMore !== true) return;
    const wanted = this.#state.telling.factsToLookUp(LOOKED_UP);
    const records = new Map<string, Uint8Array>();
    for (const [recordClass, keys] of wanted)
      for (const [key, { value }] of await this.#store.lookup(this.#partition, recordClass, keys))
        records.set(key, value);
    const asked = new Set([...wanted.values()].flat());
    if (asked.size > 0) telling.pure(() => this.#state.telling.factsFound(asked, records, LOOKED_UP));
    this.#facts.tell(telling);
  }

  /** Nothing more is appended. */
  stop(): void {
    for (const teller of this.#tellers) void teller.stop();
  }
}
