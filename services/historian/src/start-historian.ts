/**
 * Keeps the closed intervals that aggregators tell on `cc.kpi.intervals.v1`, and the facts of contacts on `cc.facts.v1`, and forgets them
 * when they are old. Any number of historians
 * may run: the group gives each partition to one of them, and a record that is kept twice changes nothing.
 * A history that cannot be written is tried again and again; meanwhile the topic waits, and nothing else does.
 * What is old is measured by what was heard (rule 16): a wall clock that is ahead deletes nothing, and before something was heard nothing does.
 */
import type { KeptLength } from "@floorwalker/domain";
import { FACTS_TOPIC, INTERVALS_TOPIC } from "@floorwalker/events";
import type { Consumption, History, Log, LogBatch, TopicPartition } from "@floorwalker/ports";
import { type Logger, type Metrics, SYSTEM_TIMING, sleep, type Timing } from "@floorwalker/runtime";
import { historianCounts } from "./historian-counts.ts";
import { putFacts } from "./put-facts.ts";
import { putRecords } from "./put-records.ts";

export interface HistorianOptions {
  /** In which the topic exists. */
  readonly log: Pick<Log, "consume">;
  readonly history: Pick<History, "put" | "forget" | "forgetAgents" | "facts">;
  /** How long each length is kept, ms; asked anew each time. */
  readonly keepFor: () => Readonly<Record<KeptLength, number>> & {
    readonly facts: number | null;
    /** Who did what, beside what was done; absent: as long. */
    readonly agents?: number;
  };
  /** Wall clock, epoch ms: what is not old by it either is kept. */
  readonly clock: () => number;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Absent: the system's. */
  readonly timing?: Timing;
}

export interface Historian {
  /** Rejects when the log cannot be read any more. */
  readonly failed: Promise<void>;
  /** True, or why what is told is not being kept. */
  ready(): true | string;
  stop(): Promise<void>;
}

export const HISTORIAN_GROUP = "floorwalker-historian";

const FIRST_RETRY_MS = 200;
const LONGEST_RETRY_MS = 10_000;
const FORGET_MS = 600_000;

export async function startHistorian(options: HistorianOptions): Promise<Historian> {
  const { log, history, keepFor, clock, logger, timing = SYSTEM_TIMING } = options;
  const counts = historianCounts(options.metrics);
  for (const result of ["kept", "known"]) {
    counts.intervals.labels(result).inc(0);
    counts.contacts.labels(result).inc(0);
  }
  const stopping = new AbortController();
  const { signal } = stopping;
  const ended = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
  /** By topic and partition, why what is told there is not kept. */
  const troubles = new Map<string, string>();
  /** The newest moment that was told of, and when it was heard. */
  let heard = { until: Number.NEGATIVE_INFINITY, at: 0 };
  const hearing = Promise.withResolvers<void>();
  signal.addEventListener("abort", () => hearing.resolve());
  /** Null: the first batch came before the log said that it was joined. */
  let reader: Consumption | null = null;

  const hear = (until: number): void => {
    if (until <= heard.until) return;
    heard = { until, at: timing.monotonic() };
    hearing.resolve();
  };

  async function keep(batch: LogBatch): Promise<void> {
    const { records, topic, partition } = batch;
    for (
      let pause = FIRST_RETRY_MS;
      !batch.isStale() && !signal.aborted;
      pause = Math.min(2 * pause, LONGEST_RETRY_MS)
    ) {
      try {
        const put = topic === FACTS_TOPIC ? putFacts : putRecords;
        hear(await put(records, { topic, partition }, { history, counts, logger }));
        troubles.delete(placeOf({ topic, partition }));
        const next = records.at(-1)!.offset + 1;
        // What is read again changes nothing: a commit that is lost costs a little work.
        await reader
          ?.commit({ topic, partition }, next)
          .catch((error: unknown) => logger.warn("offset_lost", { error }));
        return;
      } catch (error) {
        const reason = `the history cannot be written: ${error instanceof Error ? error.message : String(error)}`;
        troubles.set(placeOf({ topic, partition }), reason);
        counts.failures.inc();
        logger.warn(topic === FACTS_TOPIC ? "facts_not_kept" : "intervals_not_kept", { error, retryMs: pause });
        await sleep(timing, pause, signal);
      }
    }
  }

  const forget = async (): Promise<void> => {
    const kept = keepFor();
    // Monotonic time has fractions of a millisecond, moments have none: a store of whole numbers takes no others.
    const now = Math.floor(Math.min(clock(), heard.until + timing.monotonic() - heard.at));
    for (const length of ["15m", "day"] as const) await history.forget(length, now - kept[length]);
    // Where none are to be kept it is no clock that says so.
    await history.facts?.forget(kept.facts === null ? Number.MAX_SAFE_INTEGER : now - kept.facts);
    if (kept.agents === undefined) return;
    for (const length of ["15m", "day"] as const) await history.forgetAgents(length, now - kept.agents);
    await history.facts?.forgetAgents(now - kept.agents);
  };
  async function forgetNowAndThen(): Promise<void> {
    await hearing.promise;
    while (!signal.aborted) {
      const forgotten = forget().catch((error: unknown) => {
        if (!signal.aborted) logger.warn("intervals_not_forgotten", { error });
      });
      // A first pass over long years takes its time, in steps that are whole each: a stop does not wait for the last of them.
      await Promise.race([forgotten, ended]);
      await sleep(timing, FORGET_MS, signal);
    }
  }

  const joined = await log.consume({
    group: HISTORIAN_GROUP,
    topics: history.facts === null ? [INTERVALS_TOPIC] : [INTERVALS_TOPIC, FACTS_TOPIC],
    assigned: async () => null,
    revoked: async (partition) => void troubles.delete(placeOf(partition)),
    batch: keep,
    expired: ({ topic, partition }, from, to) =>
      logger.warn(topic === FACTS_TOPIC ? "facts_expired" : "intervals_expired", { partition, from, to }),
  });
  reader = joined;
  const forgetting = forgetNowAndThen();
  logger.info("historian_started", { keepFor: keepFor() });
  return {
    failed: joined.failed,
    ready: () => troubles.values().next().value ?? (joined.healthy() || "nothing was heard from the log"),
    async stop() {
      stopping.abort();
      await joined.stop();
      await forgetting;
    },
  };
}

const placeOf = ({ topic, partition }: TopicPartition): string => `${topic} ${partition}`;
