/**
 * Source topics in, canonical events out, keyed by site. Invariant: a source's position moves only after every event
 * and dead letter of the batch is durable. A crash in between sends some events again; de-duplication makes that
 * harmless. All that is kept from one batch to the next is the newest second of lines that have no order of their own.
 */
import { rejection } from "@floorwalker/events";
import type { Consumption, Log, LogBatch, LogRecord, TopicPartition } from "@floorwalker/ports";
import type { Logger, Metrics } from "@floorwalker/runtime";
import { causeOf } from "@floorwalker/runtime/transport";
import { batchOf, type Customers, type Item, intake, SOURCE_FORMATS, withoutPlainCustomer } from "@floorwalker/sources";
import { createIngestCounts, type IngestCounts } from "./ingest-counts.ts";
import { type IngestSource, ingestTopics, type SourceRetention } from "./ingest-topics.ts";
import { KeptReading, type Sources } from "./kept-reading.ts";
import { NewestSeconds } from "./newest-seconds.ts";
import { newOutgoing } from "./outgoing.ts";
import { readAlone } from "./read-alone.ts";
import { ToldMendings } from "./told-mendings.ts";

export const INGEST_GROUP = "floorwalker-ingest";
export const UNCONFIGURED_ZONE = "UTC";
const NOTHING = new Uint8Array(0);

export interface IngestOptions {
  readonly log: Log;
  /** Every topic to read, once: DEFAULT_SOURCES and what the configuration adds. */
  readonly sources: readonly IngestSource[];
  /** Partitions of EVENTS_TOPIC. */
  readonly partitions: number;
  /** The zone of a site's clocks, where a source writes local times; absent: UTC, as of any site not configured. */
  readonly zoneOf?: (site: string) => string;
  /** Asked for each batch; absent or undefined: customers are written as sources tell them. */
  readonly customers?: () => Customers | undefined;
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
  readonly logger: Logger;
  readonly metrics?: Metrics;
  /** Of topics that are missing; absent: as they say. */
  readonly kept?: SourceRetention;
  /** Shared with followers of the same process; its own otherwise. */
  readonly counts?: IngestCounts;
  readonly group?: string;
  /** True of an error that may pass, such as a broker that is away: then it is tried again. Without it none does. */
  readonly passes?: (error: unknown) => boolean;
  /** True of an error that says that something may not be done: where that is a source that is made or read, the others are. Without it none does. */
  readonly refuses?: (error: unknown) => boolean;
}

export interface Ingest {
  readonly counts: IngestCounts;
  /** Rejects when it cannot go on and trying again will not help. */
  readonly failed: Promise<void>;
  /** False while the log cannot be read (readiness). */
  reading(): boolean;
  /** Topics that were asked for and cannot be made or read; the others are read. */
  refused(): readonly string[];
  healthy(): boolean;
  /** These are read from now on, the others no longer; where one was read to is known when it is named again. */
  change(sources: readonly IngestSource[]): void;
  stop(): Promise<void>;
}

/** Creates the topics that are missing. @throws when the log cannot be reached. */
export async function startIngest(options: IngestOptions): Promise<Ingest> {
  const {
    log,
    partitions,
    clock,
    logger,
    metrics,
    group = INGEST_GROUP,
    zoneOf = () => UNCONFIGURED_ZONE,
    passes = () => false,
    refuses = () => false,
  } = options;
  const counts = options.counts ?? createIngestCounts(metrics);
  const mendings = new ToldMendings(logger);
  const expired = metrics?.counter(
    "ingest_records_expired_total",
    "Records that a source topic's retention took before they were read: what they told is in no number.",
    ["topic"],
  );
  const named = (sources: readonly IngestSource[]): Sources => {
    for (const { topic } of sources) expired?.inc({ topic }, 0);
    return new Map(sources.map((source) => [source.topic, source]));
  };

  /** What may not be written says nothing of the source that it was read from. */
  const ofWriting = new WeakSet<Error>();
  const seconds = new Map<string, NewestSeconds>();
  const nameOf = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`;
  /** Those that the batch goes on from; new ones where it begins elsewhere, as after a failure. */
  const secondsBefore = (batch: LogBatch): NewestSeconds => {
    const known = seconds.get(nameOf(batch));
    const { offset } = batch.records[0]!;
    return known === undefined || offset < known.next ? new NewestSeconds(offset) : known.copy();
  };

  const batch = async (batch: LogBatch): Promise<void> => {
    const last = batch.records.at(-1);
    if (last === undefined || batch.isStale()) return;
    const source = kept.sources.get(batch.topic);
    // Of a life that is over: whoever names it again reads on from here.
    if (source === undefined) return;
    const format = SOURCE_FORMATS[source.format];
    const now = clock();
    const newest = format.numbersLines ? secondsBefore(batch) : null;
    const outgoing = newOutgoing(log, partitions);
    const customers = options.customers?.();
    const refusals = new Map<string, number>();
    const take = (record: LogRecord, input: Item, index?: number): void => {
      const site = siteOf(record) ?? source.site;
      const value = typeof input === "string" ? NOTHING : input;
      const outcome =
        typeof input === "string"
          ? { result: "rejected" as const, ...rejection(input, "") }
          : intake(format, value, {
              site,
              headers: record.headers,
              now,
              ...(newest === null ? {} : { lines: newest.linesFor(site ?? "", record) }),
              ...(site === null ? {} : { zone: zoneOf(site) }),
              ...(source.encoding === undefined ? {} : { encoding: source.encoding }),
              ...(customers === undefined ? {} : { customers }),
            });
      mendings.tell(batch.topic, outcome);
      if (outcome.result === "accepted") for (const event of outcome.events) outgoing.event(event);
      if (outcome.result === "rejected") {
        const whole = { ...record, value, ...(index === undefined ? {} : { index }) };
        const kept = customers === undefined ? whole : withoutPlainCustomer(whole, site, customers, source.encoding);
        outgoing.dead({ ...kept, topic: batch.topic, partition: batch.partition, group }, outcome);
        refusals.set(outcome.code, (refusals.get(outcome.code) ?? 0) + 1);
      }
      counts.count(outcome);
    };
    for (const record of batch.records) {
      const inputs = batchOf(format, record.value, record.headers);
      if (inputs === null) take(record, record.value);
      else for (const [index, input] of inputs.entries()) take(record, input, index);
    }
    await outgoing.append().catch((error: unknown) => {
      if (error instanceof Error) ofWriting.add(error);
      throw error;
    });
    for (const [code, inputs] of refusals)
      logger.warn("inputs_rejected", { topic: batch.topic, partition: batch.partition, code, inputs });
    if (batch.isStale()) return;
    const consumption = await reading.promise;
    if (newest !== null) seconds.set(nameOf(batch), newest);
    await consumption.commit(
      { topic: batch.topic, partition: batch.partition },
      newest === null ? last.offset + 1 : newest.position(),
    );
  };

  // Of the life in hand; the first batch may come before `consume` has resolved.
  let reading = Promise.withResolvers<Consumption>();
  async function begin(sources: Sources): Promise<Consumption> {
    reading = Promise.withResolvers();
    reading.promise.catch(() => {});
    const topics = [...sources.keys()];
    try {
      const consumption = await log.consume({
        group,
        topics,
        assigned: async (partition) => {
          seconds.delete(nameOf(partition));
          return null;
        },
        revoked: async () => {},
        expired: ({ topic, partition }, from, to) => {
          expired?.inc({ topic }, to - from);
          logger.error("source_records_expired", { topic, partition, from, to });
        },
        batch,
      });
      reading.resolve(consumption);
      logger.info("ingest_started", { topics, partitions });
      return consumption;
    } catch (error) {
      reading.reject(error);
      throw error;
    }
  }

  const kept = new KeptReading({
    sources: named(options.sources),
    prepare: (sources) => log.ensureTopics(ingestTopics([...sources.values()], partitions, options.kept)),
    begin,
    readAlone: ({ topic }) => readAlone(log, group, topic),
    passes,
    refuses: (error) => refuses(error) && causeOf(error, (each) => ofWriting.has(each)) === null,
    logger,
  });
  await kept.start();
  return {
    counts,
    failed: kept.failed,
    reading: () => kept.reading(),
    refused: () => kept.refused(),
    healthy: () => kept.healthy(),
    change: (sources) => kept.change(named(sources)),
    stop: () => kept.stop(),
  };
}

function siteOf(record: LogRecord): string | null {
  const header = record.headers.site;
  const named = header === undefined ? "" : Buffer.from(header).toString("utf8");
  return named || record.key || null;
}
