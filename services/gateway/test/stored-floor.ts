/** An owner of one partition of a gateway's store: events in, its commits out, as an aggregator makes them. */
import type { CanonicalEvent, SiteConfig } from "@floorwalker/domain";
import { partitionOfSite } from "@floorwalker/events";
import type { Store } from "@floorwalker/ports";
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
    });
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
    const { rows, records, dropBuckets, views, outbox } = this.#state.draft(true);
    const result = await this.#store.commit({
      ...nothing,
      partition: this.#partition,
      epoch: this.#epoch,
      from: this.#sequence,
      to: this.#sequence + 1,
      rows,
      records,
      dropBuckets,
      views,
      outbox,
    });
    if (result !== "committed") throw new Error(`commit ${result}`);
    this.#sequence++;
  }
}
