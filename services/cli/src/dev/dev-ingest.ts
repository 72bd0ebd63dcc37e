/** The way in of the embedded profile: topics of its sources and of what is told, and ingest over them, as they are configured now. */
import type { Embedded } from "@floorwalker/embedded";
import { deadLetterTopic, factsTopic, intervalsTopic } from "@floorwalker/events";
import { createIngestCounts, DEFAULT_SOURCES, startIngest } from "@floorwalker/ingest";
import {
  type Configuration,
  customersOf,
  type Logger,
  type Metrics,
  type Part,
  type watchConfiguration,
} from "@floorwalker/runtime";

/** One site rarely shares this process with many others: one partition keeps the file small and the order plain. */
export const PARTITIONS = 1;
export const SOURCE_PARTITIONS = 1;
const DAY_MS = 86_400_000;
/** The history lies in the same file: what it has read nobody reads again. */
const TOLD_MS = DAY_MS;

/** What the parts of one process share. */
export interface DevParts {
  readonly log: Embedded["log"];
  readonly configuration: ReturnType<typeof watchConfiguration>;
  readonly clock: () => number;
  readonly metrics: Metrics;
  /** How a part that was just started is stopped; the last started is stopped first. */
  readonly onStop: (name: string, stop: Part["stop"]) => void;
  /** A part can no longer go on. */
  readonly failed: (error: unknown) => void;
  readonly part: (name: string) => Logger;
}

export interface DevIngestParts extends DevParts {
  readonly zoneOf: (site: string) => string;
}

/** @returns how ingest counts, for whoever else takes events in. */
export async function startDevIngest({
  log,
  configuration,
  clock,
  metrics,
  onStop,
  failed,
  part,
  zoneOf,
}: DevIngestParts): Promise<ReturnType<typeof createIngestCounts>> {
  const counts = createIngestCounts(metrics);
  const sources = [...DEFAULT_SOURCES, ...configuration.current.sources];
  await log.ensureTopics(sources.map(({ topic }) => ({ topic, partitions: SOURCE_PARTITIONS })));
  const ingest = await startIngest({
    log,
    sources,
    partitions: PARTITIONS,
    zoneOf,
    customers: () => customersOf(configuration.current.customers),
    clock,
    logger: part("ingest"),
    metrics,
    counts,
  });
  onStop("ingest", () => ingest.stop());
  configuration.follow(async (next) => {
    const named = [...DEFAULT_SOURCES, ...next.sources];
    await log.ensureTopics(named.map(({ topic }) => ({ topic, partitions: SOURCE_PARTITIONS })));
    ingest.change(named);
  });
  ingest.failed.catch(failed);
  await log.ensureTopics([
    { ...intervalsTopic(PARTITIONS), retentionMs: TOLD_MS },
    { ...factsTopic(PARTITIONS), retentionMs: TOLD_MS },
  ]);
  /** Also of topics that an earlier version made, and kept for ever. */
  const keepSources = ({ retention, sources: named }: Configuration): void => {
    for (const { topic } of [...DEFAULT_SOURCES, ...named]) {
      log.retain(topic, retention.callers);
      log.retain(deadLetterTopic(topic), retention.refused);
    }
  };
  keepSources(configuration.current);
  configuration.follow(async (next) => keepSources(next));
  return counts;
}
