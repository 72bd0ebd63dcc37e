/** The owner of all partitions whose records of intervals and facts are held on their way to the log: they come there when its successors have told theirs. */
import { CommitRefused, liveSettings, startAggregator } from "@floorwalker/aggregator";
import { DEFAULT_LIMITS, type SiteConfig } from "@floorwalker/domain";
import { EVENTS_TOPIC, FACTS_TOPIC, INTERVALS_TOPIC, partitionOfSite } from "@floorwalker/events";
import type { Log, LogMessage, Store } from "@floorwalker/ports";
import { createMetrics, silentLogger } from "@floorwalker/runtime";
import { vi } from "vitest";

export interface HeldOwner {
  /** How many records are held, by topic. */
  readonly held: ReadonlyMap<string, number>;
  /** Resolves once a successor has claimed every partition and this one knows. */
  fenced(): Promise<void>;
  /** What was held gets to the log. */
  release(): Promise<void>;
}

export interface HeldOwnerParts {
  /** Both are closed by `release`. */
  readonly log: Log;
  readonly store: Store;
  readonly partitions: number;
  readonly sites: readonly SiteConfig[];
}

const PATIENCE = { timeout: 60_000, interval: 25 };

/** Resolves when an append of each topic is under way in each partition: it is in the middle of telling. */
export async function startHeldOwner({ log, store, partitions, sites }: HeldOwnerParts): Promise<HeldOwner> {
  const gate = Promise.withResolvers<void>();
  const appends: Promise<void>[] = [];
  const held = new Map([INTERVALS_TOPIC, FACTS_TOPIC].map((topic) => [topic, 0]));
  const append = (topic: string, partition: number, messages: readonly LogMessage[]): Promise<void> => {
    const before = held.get(topic);
    if (before === undefined) return log.append(topic, partition, messages);
    held.set(topic, before + messages.length);
    const late = gate.promise.then(() => log.append(topic, partition, messages));
    appends.push(late);
    return late;
  };
  const lost = new Set<unknown>();
  const aggregator = await startAggregator({
    log: new Proxy(log, {
      get(target, name) {
        if (name === "append") return append;
        const value: unknown = Reflect.get(target, name);
        return typeof value === "function" ? (value.bind(target) as unknown) : value;
      },
    }),
    store,
    settings: liveSettings(() => DEFAULT_LIMITS),
    siteConfig: (id) => sites.find((site) => site.id === id)!,
    sites: (partition) => sites.flatMap(({ id }) => (partitionOfSite(id, partitions) === partition ? [id] : [])),
    clock: Date.now,
    logger: {
      ...silentLogger,
      error: (_event, fields) => {
        if (fields?.error instanceof CommitRefused && fields.error.result === "fenced") lost.add(fields.partition);
      },
    },
    metrics: createMetrics({ processMetrics: false }),
    tickMs: 50,
    replay: false,
    topic: EVENTS_TOPIC,
    group: "held-owner",
    intervals: INTERVALS_TOPIC,
    facts: FACTS_TOPIC,
  });
  const until = (what: string, count: () => number, wanted: number): Promise<void> =>
    vi.waitFor(() => {
      if (count() < wanted) throw new Error(`${what}: ${count()} of ${wanted}`);
    }, PATIENCE);
  await until("appends under way", () => appends.length, 2 * partitions);
  return {
    held,
    async fenced() {
      await until("partitions lost", () => lost.size, partitions);
      // It would claim them again when its successor dies.
      await aggregator.stop();
    },
    async release() {
      gate.resolve();
      await Promise.all(appends);
      await Promise.all([log.close(), store.close()]);
    },
  };
}
