/**
 * Folds the events of the partitions assigned to this process into numbers. When anything about a partition becomes
 * doubtful (a fenced or unanswered commit, a log that stopped), everything is put down and taken up again from what the
 * store says: state and offset went back together, so the result is exact.
 */
import { randomBytes } from "node:crypto";
import type { SiteConfig } from "@floorwalker/domain";
import { DEFAULT_PARTITIONS, deadLettersOf, deadLetterTopic } from "@floorwalker/events";
import type { Consumption, Log, LogMessage, Store, TopicPartition } from "@floorwalker/ports";
import { type Logger, type Metrics, SYSTEM_TIMING, sleep, type Timing } from "@floorwalker/runtime";
import { aggregatorMetrics } from "./aggregator-metrics.ts";
import { PartitionOwner, type RecordOutcome } from "./partition-owner.ts";
import type { AggregatorSettings } from "./settings.ts";

export interface AggregatorOptions {
  readonly log: Log;
  readonly store: Store;
  readonly settings: AggregatorSettings;
  readonly siteConfig: (site: string) => SiteConfig;
  /** Configured sites of a partition: they have rows before their first event. */
  readonly sites: (partition: number) => readonly string[];
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
  /** Absent: the system's. */
  readonly timing?: Timing;
  /** Another one at each call, for each claim; absent: 72 random bits. */
  readonly nonce?: () => string;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Time between two commits when live, ms. */
  readonly tickMs: number;
  /** Event time is the clock, views are not built, alerts are not evaluated. */
  readonly replay: boolean;
  readonly topic: string;
  readonly group: string;
  /** Told of every record, once per time it is folded (a replay's count). */
  readonly outcome?: (partition: number, offset: number, outcome: RecordOutcome) => void;
  /** Told after each step (a replay's progress). */
  readonly folded?: (records: number) => void;
}

export interface Aggregator {
  /** Offsets folded so far, by partition owned. */
  offsets(): ReadonlyMap<number, number>;
  /** Every partition owned has been read to its end. */
  readonly live: boolean;
  healthy(): boolean;
  stop(): Promise<void>;
}

export const AGGREGATOR_GROUP = "floorwalker-aggregator";

const HINT_MS = 1_000;
const FIRST_RETRY_MS = 200;
const LONGEST_RETRY_MS = 5_000;

/** Short: it travels in every position. */
const randomNonce = (): string => randomBytes(9).toString("base64url");

export async function startAggregator(options: AggregatorOptions): Promise<Aggregator> {
  const { log, logger, topic, timing = SYSTEM_TIMING, nonce = randomNonce } = options;
  await log.ensureTopics([
    { topic, partitions: (await log.partitions(topic)) || DEFAULT_PARTITIONS },
    deadLettersOf(topic),
  ]);
  const partitions = await log.partitions(topic);
  const owners = new Map<number, PartitionOwner>();
  const metrics = aggregatorMetrics(options.metrics, () => owners.values());
  const deadLetters = (letters: readonly LogMessage[]): Promise<void> => log.append(deadLetterTopic(topic), 0, letters);
  let consumption: Consumption | null = null;
  const stop = new AbortController();
  const { signal } = stop;
  const stopped = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));

  /** One life: from joining the group until something fails or `stop`. */
  async function live(): Promise<void> {
    const failure = Promise.withResolvers<never>();
    failure.promise.catch(() => {});
    const hints = new Map<number, number>();
    const drop = async (partition: number): Promise<void> => {
      const owner = owners.get(partition);
      owners.delete(partition);
      await owner?.stop();
      metrics.released(partition);
    };
    const assigned = async ({ partition }: TopicPartition): Promise<number> => {
      await drop(partition);
      const owner = new PartitionOwner({
        partition,
        partitions,
        nonce,
        options,
        metrics,
        deadLetters,
        committed: (next) => void hints.set(partition, next),
      });
      const from = await owner.open();
      owners.set(partition, owner);
      owner.run().catch((error: unknown) => failure.reject(error));
      logger.info("partition_owned", { partition, from });
      return from;
    };
    const revoked = async ({ partition }: TopicPartition): Promise<void> => {
      await drop(partition).catch((error: unknown) => failure.reject(error));
      logger.info("partition_released", { partition });
    };
    consumption = await log.consume({
      group: options.group,
      topics: [topic],
      assigned,
      revoked,
      batch: async (batch) => {
        if (!batch.isStale()) await owners.get(batch.partition)?.offer(batch);
      },
    });
    const hintLater = (): (() => void) =>
      timing.after(HINT_MS, () => {
        void hint(consumption, hints);
        callOff = hintLater();
      });
    let callOff = hintLater();
    try {
      await Promise.race([failure.promise, consumption.failed, stopped]);
    } finally {
      callOff();
      // Commits what is folded; a commit that is refused now tells no more than the failure did.
      await Promise.allSettled([...owners.keys()].map(drop));
      await hint(consumption, hints);
      await consumption.stop().catch((error: unknown) => logger.warn("consumption_stop_failed", { error }));
      consumption = null;
    }
  }

  async function hint(reader: Consumption | null, hints: Map<number, number>): Promise<void> {
    const due = [...hints];
    hints.clear();
    // Only for lag tools: the truth is the offset beside the state.
    for (const [partition, next] of due) await reader?.commit({ topic, partition }, next).catch(() => {});
  }

  async function run(): Promise<void> {
    for (let retry = FIRST_RETRY_MS; !signal.aborted; retry = Math.min(2 * retry, LONGEST_RETRY_MS)) {
      const began = timing.monotonic();
      try {
        await live();
      } catch (error) {
        logger.error("aggregator_starts_again", { error, retryInMs: retry });
      }
      if (signal.aborted) return;
      if (timing.monotonic() - began > LONGEST_RETRY_MS) retry = FIRST_RETRY_MS;
      await sleep(timing, retry, signal);
    }
  }

  const running = run();
  return {
    offsets: () => new Map([...owners].map(([partition, owner]) => [partition, owner.offset])),
    get live() {
      return owners.size > 0 && [...owners.values()].every((owner) => owner.live);
    },
    healthy: () => consumption?.healthy() ?? !signal.aborted,
    stop: async () => {
      stop.abort();
      await running;
    },
  };
}
