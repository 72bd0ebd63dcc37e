/** Ingest and aggregator in this process over any log and store: what is sent goes in at a source topic, as from a source. */

import { LIVE_SETTINGS, startAggregator } from "@floorwalker/aggregator";
import { DEFAULT_POLICY, type SiteConfig, unconfiguredSite } from "@floorwalker/domain";
import { EVENTS_TOPIC, partitionOfSite } from "@floorwalker/events";
import { DEFAULT_SOURCES, type Ingest, startIngest } from "@floorwalker/ingest";
import type { Log, LogMessage, LogRecord, Store } from "@floorwalker/ports";
import { createMetrics, type Logger, silentLogger } from "@floorwalker/runtime";
import { viewRow } from "@floorwalker/stream";
import { vi } from "vitest";

export interface RunningFloor {
  readonly counts: Ingest["counts"];
  /** Resolves when what was sent is folded or in the dead letters; the commit follows. */
  send(topic: string, partition: number, messages: readonly LogMessage[]): Promise<void>;
  /** As a stranger would write, past ingest. */
  append: Log["append"];
  /** A view row as committed. */
  row(id: string): Promise<Readonly<Record<string, unknown>> | null>;
  /** All of them, as they are scraped. */
  metrics(): Promise<string>;
  /** Its value; null when there is no such series. */
  metric(series: string): Promise<number | null>;
  /** What a topic holds, once it holds `count`. */
  read(topic: string, count: number): Promise<readonly LogRecord[]>;
  healthy(): boolean;
  stop(): Promise<void>;
}

export interface FloorOptions {
  readonly log: Log;
  readonly store: Store;
  readonly clock: () => number;
  /** Absent: nobody hears. */
  readonly logger?: Logger;
}

const PATIENCE = { timeout: 30_000, interval: 10 };
/** Knows one queue, the calls of `sales`. */
const KRAKOW: SiteConfig = {
  ...unconfiguredSite("krakow"),
  queues: [
    { ...DEFAULT_POLICY.call, queue: "sales", channel: "call", title: "Sales", policy: "answered-only", target: 0.8 },
  ],
};

export async function runFloor({ log, store, clock, logger = silentLogger }: FloorOptions): Promise<RunningFloor> {
  const metrics = createMetrics({ processMetrics: false });
  const shared = { log, clock, metrics, logger };
  const ingest = await startIngest({ ...shared, sources: DEFAULT_SOURCES, partitions: 2 });
  const aggregator = await startAggregator({
    ...shared,
    store,
    settings: LIVE_SETTINGS,
    siteConfig: (site) => (site === KRAKOW.id ? KRAKOW : unconfiguredSite(site)),
    sites: () => [],
    tickMs: 10,
    replay: false,
    topic: EVENTS_TOPIC,
    group: "floorwalker-aggregator",
  });
  const partitions = await log.partitions(EVENTS_TOPIC);
  const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, number) => total + number, 0);
  let sent = 0;
  let readers = 0;

  return {
    counts: ingest.counts,
    async send(topic, partition, messages) {
      sent += messages.length;
      await log.append(topic, partition, messages);
      const taken = () => ingest.counts.accepted + ingest.counts.ignored + ingest.counts.rejected;
      await vi.waitUntil(() => taken() >= sent, PATIENCE);
      await vi.waitUntil(
        async () =>
          sum(aggregator.offsets().values()) === sum((await log.bounds(EVENTS_TOPIC)).map(({ high }) => high)),
        PATIENCE,
      );
    },
    append: (topic, partition, messages) => log.append(topic, partition, messages),
    async row(id) {
      const { rows } = await store.snapshot(partitionOfSite(id.split(":")[1]!, partitions));
      const bytes = rows.get(id);
      return bytes === undefined ? null : viewRow(id, bytes);
    },
    metrics: () => metrics.text(),
    async metric(series) {
      const line = (await metrics.text()).split("\n").find((text) => text.startsWith(`floorwalker_${series} `));
      return line === undefined ? null : Number(line.split(" ").at(-1));
    },
    async read(topic, count) {
      const found: LogRecord[] = [];
      const reader = await log.consume({
        group: `reader-${++readers}`,
        topics: [topic],
        assigned: async () => 0,
        revoked: async () => {},
        batch: async ({ records }) => {
          found.push(...records);
        },
      });
      try {
        await vi.waitUntil(() => found.length >= count, PATIENCE);
      } finally {
        await reader.stop();
      }
      return found;
    },
    healthy: () => ingest.healthy() && aggregator.healthy() && aggregator.live,
    async stop() {
      await ingest.stop();
      await aggregator.stop();
    },
  };
}
