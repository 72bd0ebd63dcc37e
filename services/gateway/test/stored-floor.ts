/** An owner of one partition of a gateway's store: events in, its commits out, as an aggregator makes them. */
import type { CanonicalEvent, ContactFacts, SiteConfig } from "@floorwalker/domain";
import { partitionOfSite } from "@floorwalker/events";
import { type Commit, epochNumber, type Store } from "@floorwalker/ports";
import { claimed, nothing } from "@floorwalker/ports/contract";
import { PartitionState } from "@floorwalker/stream";
import { PARTITIONS } from "./running-gateway.ts";

const DAY_MS = 86_400_000;

export class StoredFloor {
  readonly #store: Store;
  readonly #state: PartitionState;
  readonly #partition: number;
  #epoch: string | null = null;
  #sequence = 0;

  constructor(store: Store, site: SiteConfig) {
    this.#store = store;
    this.#partition = partitionOfSite(site.id, PARTITIONS);
    this.#state = new PartitionState({
      siteConfig: () => site,
      isConfigured: () => true,
      attribution: "outcome",
      horizonMs: { call: DAY_MS, chat: DAY_MS, email: 30 * DAY_MS },
      graceMs: 120_000,
      retentionMs: 8 * DAY_MS,
      longestKept: 64,
      viewLimit: 1_000,
      tellsFacts: true,
    });
  }

  /** Contacts that left and were not told yet. */
  told(): readonly ContactFacts[] {
    const told: ContactFacts[] = [];
    for (
      let portion = this.#state.telling.takeFacts(100);
      portion !== null;
      portion = this.#state.telling.takeFacts(100)
    ) {
      told.push(...portion.facts);
      portion.acknowledge();
    }
    return told;
  }

  /** The owner remembers nobody of that day any more. */
  async forget(time: number): Promise<void> {
    const bucket = Math.floor(time / DAY_MS);
    await this.#commit({ dropBuckets: ["call", "chat"].map((of) => ({ class: of, bucket })) });
  }

  /** One batch and its commit, at a wall clock. */
  async commit(events: readonly CanonicalEvent[], clock: number): Promise<void> {
    if (this.#epoch === null) {
      const { epoch, sequence } = await claimed(this.#store, this.#partition);
      this.#epoch = epoch;
      this.#sequence = sequence;
    }
    for (const event of events) this.#state.insert(event, event.time);
    this.#state.advance(clock);
    const version = { epoch: epochNumber(this.#epoch), sequence: this.#sequence + 1 };
    const { rows, records, dropBuckets, views, outbox } = this.#state.draft(true, version);
    await this.#commit({ rows, records, dropBuckets, views, outbox });
  }

  async #commit(draft: Partial<Commit>): Promise<void> {
    const result = await this.#store.commit({
      ...nothing,
      partition: this.#partition,
      epoch: this.#epoch!,
      from: this.#sequence,
      to: this.#sequence + 1,
      ...draft,
    });
    if (result !== "committed") throw new Error(`commit ${result}`);
    this.#sequence++;
  }
}
