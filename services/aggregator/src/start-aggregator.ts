/**
 * Folds the events of the partitions assigned to this process into numbers. Each partition has a life of its own
 * (`partition-life.ts`): a doubt about one puts down and takes up that one. Only a reader of the log that has failed, or
 * gone silent, puts down all of them.
 */
import { randomBytes } from "node:crypto";
import type { SiteConfig } from "@floorwalker/domain";
import {
  appendLetters,
  DEFAULT_PARTITIONS,
  deadLettersOf,
  deadLetterTopic,
  factsTopic,
  intervalsTopic,
  lateEventsOf,
  lateEventsTopic,
} from "@floorwalker/events";
import type { Consumption, Log, LogBatch, LogMessage, Store } from "@floorwalker/ports";
import { type Logger, type Metrics, SYSTEM_TIMING, sleep, type Timing } from "@floorwalker/runtime";
import { aggregatorMetrics } from "./aggregator-metrics.ts";
import { ClockWatch } from "./clock-watch.ts";
import { factMetrics } from "./fact-metrics.ts";
import { intervalMetrics } from "./interval-metrics.ts";
import type { RecordOutcome } from "./judged-event.ts";
import { PartitionLife } from "./partition-life.ts";
import type { PartitionOwner } from "./partition-owner.ts";
import type { AggregatorSettings } from "./settings.ts";
import { troubleMetrics } from "./trouble-metrics.ts";

export interface AggregatorOptions {
  readonly log: Log;
  readonly store: Store;
  readonly settings: AggregatorSettings;
  readonly siteConfig: (site: string) => SiteConfig;
  /** Where a setting stands in the file, for whoever is told that it is refused; absent: there is none. */
  readonly placeOf?: (site: string, of: readonly string[]) => string | null;
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
  /** The topic that closed intervals are told to; absent: they are not told (a replay). */
  readonly intervals?: string;
  /** The topic that facts are told to, of contacts that have left memory; absent: they are not told. */
  readonly facts?: string;
  /** Whether they are told now, where there is such a topic; asked when a partition's state is read, and at `reconfigure`. Absent: they are. */
  readonly tellsFacts?: () => boolean;
  /** Told of every event, in the log's order, once per time it is folded (a replay's count). */
  readonly outcome?: (at: EventOffset, outcome: RecordOutcome) => void;
  /** Told after each step (a replay's progress). */
  readonly folded?: (events: number) => void;
}

/** Of an event in the log: its record, and its index among the events in that. */
export interface EventOffset {
  readonly partition: number;
  readonly offset: number;
  readonly index: number;
}

export interface Aggregator {
  /** Offsets folded so far, by partition owned. */
  offsets(): ReadonlyMap<number, number>;
  /** Every partition owned has been read to its end. */
  readonly live: boolean;
  /** True, or which partition is not live and why. */
  ready(): true | string;
  /** What is not as it should be although numbers are made. */
  notes(): string | null;
  /** `siteConfig` and `sites` say something else from now on. */
  reconfigure(): void;
  /** False when a partition's loop has not turned for a minute: only a restart helps. One that waits for the log is none: it goes on with it. */
  turning(): boolean;
  /** False when nothing was heard of the log for too long; it is asked anew by itself. */
  healthy(): boolean;
  stop(): Promise<void>;
}

export const AGGREGATOR_GROUP = "floorwalker-aggregator";

const HINT_MS = 1_000;
const FIRST_RETRY_MS = 200;
const LONGEST_RETRY_MS = 5_000;
/** A reader that is silent beyond its own limit for so long is given up. */
const GIVEN_UP_MS = 20_000;
const STUCK_MS = 60_000;

/** Short: it travels in every position. */
const randomNonce = (): string => randomBytes(9).toString("base64url");

export async function startAggregator(options: AggregatorOptions): Promise<Aggregator> {
  const { log, logger, topic, timing = SYSTEM_TIMING, nonce = randomNonce } = options;
  await log.ensureTopics([
    { topic, partitions: (await log.partitions(topic)) || DEFAULT_PARTITIONS },
    deadLettersOf(topic),
    lateEventsOf(topic),
  ]);
  const partitions = await log.partitions(topic);
  if (options.intervals !== undefined)
    await log.ensureTopics([{ ...intervalsTopic(partitions), topic: options.intervals }]);
  if (options.facts !== undefined) await log.ensureTopics([{ ...factsTopic(partitions), topic: options.facts }]);
  const lives = new Map<number, PartitionLife>();
  const hints = new Map<number, number>();
  const owners = (): PartitionOwner[] => [...lives.values()].flatMap(({ owner }) => owner ?? []);
  const metrics = aggregatorMetrics(options.metrics, owners);
  const intervals = intervalMetrics(options.metrics, owners);
  const facts = factMetrics(options.metrics, owners);
  const troubles = troubleMetrics(options.metrics, topic, () => lives.values());
  const putAside = async (dead: readonly LogMessage[], late: readonly LogMessage[]): Promise<void> => {
    if (dead.length > 0) await appendLetters(log, deadLetterTopic(topic), dead);
    if (late.length > 0) await appendLetters(log, lateEventsTopic(topic), late);
  };
  const clockJumps = options.metrics.counter(
    "clock_jumps_total",
    "Times the wall clock moved by more than 2 minutes against the monotonic clock, or was that far from the log's append times.",
    ["against"],
  );
  for (const against of ["monotonic", "log"]) clockJumps.labels(against).inc(0);
  const watch = new ClockWatch(({ against, by }) => {
    clockJumps.labels(against).inc();
    logger.warn("clock_jumped", { against, byMs: by });
  });
  const watchClock = ({ partition, records, end }: LogBatch): void => {
    const [first, last, wall] = [records[0], records.at(-1), options.clock()];
    watch.read(wall, timing.monotonic());
    if (first === undefined || last === undefined) return;
    const isEnd = last.offset + 1 >= end;
    watch.appended(partition, { first: first.appendedAt, last: last.appendedAt, isEnd }, wall);
  };
  let consumption: Consumption | null = null;
  const stop = new AbortController();
  const { signal } = stop;
  const stopped = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));

  const lifeOf = (partition: number): PartitionLife => {
    const life =
      lives.get(partition) ??
      new PartitionLife({
        partition,
        partitions,
        nonce,
        options,
        metrics,
        intervals,
        facts,
        troubles,
        putAside,
        committed: (next) => void hints.set(partition, next),
        restart: async () => consumption?.restart({ topic, partition }),
      });
    lives.set(partition, life);
    return life;
  };

  /** From joining the group until the reader fails or `stop`. */
  async function read(): Promise<void> {
    const silent = Promise.withResolvers<never>();
    const reader = await log.consume({
      group: options.group,
      topics: [topic],
      assigned: ({ partition }) => lifeOf(partition).assigned(),
      revoked: ({ partition }) => lifeOf(partition).revoked(),
      expired: ({ partition }, from, to) => lifeOf(partition).expired(from, to),
      batch: async (batch) => {
        if (batch.isStale()) return;
        if (!options.replay) watchClock(batch);
        await lifeOf(batch.partition).offer(batch);
      },
    });
    consumption = reader;
    let heardAt = timing.monotonic();
    const look = (): void => {
      callOff = timing.after(HINT_MS, look);
      if (!options.replay) watch.read(options.clock(), timing.monotonic());
      void hint(reader);
      if (reader.healthy()) heardAt = timing.monotonic();
      else if (timing.monotonic() - heardAt > GIVEN_UP_MS) silent.reject(new Error("nothing was heard from the log"));
    };
    let callOff = timing.after(HINT_MS, look);
    try {
      await Promise.race([silent.promise, reader.failed, stopped]);
    } finally {
      callOff();
      await Promise.all([...lives.values()].map((life) => life.putDown()));
      await hint(reader);
      await reader.stop().catch((error: unknown) => logger.warn("consumption_stop_failed", { error }));
      consumption = null;
    }
  }

  async function hint(reader: Consumption): Promise<void> {
    const due = [...hints];
    hints.clear();
    // Only for lag tools: the truth is the offset beside the state.
    for (const [partition, next] of due) await reader.commit({ topic, partition }, next).catch(() => {});
  }

  async function run(): Promise<void> {
    for (let retry = FIRST_RETRY_MS; !signal.aborted; retry = Math.min(2 * retry, LONGEST_RETRY_MS)) {
      const began = timing.monotonic();
      try {
        await read();
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
    offsets: () => new Map(owners().map((owner) => [owner.partition, owner.offset])),
    get live() {
      return owners().length > 0 && [...lives.values()].every((life) => life.ready() === true);
    },
    ready: () => {
      for (const life of lives.values()) {
        const ready = life.ready();
        if (ready !== true) return ready;
      }
      return owners().length > 0 || "no partition is owned";
    },
    notes: () => [...lives.values()].flatMap((life) => [...life.notes()]).join("; ") || null,
    reconfigure: () => {
      for (const owner of owners()) owner.reconfigure();
    },
    turning: () => owners().every((owner) => owner.waitsForLog || owner.stillFor < STUCK_MS),
    healthy: () => consumption?.healthy() ?? !signal.aborted,
    stop: async () => {
      stop.abort();
      await running;
    },
  };
}
