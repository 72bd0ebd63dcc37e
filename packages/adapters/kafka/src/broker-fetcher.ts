/**
 * Fetches for the readers of a consumption, from each broker that leads one of their partitions in a loop of its own, so
 * that a slow broker holds up nobody else's. Invariants: a reader is asked for only while it wants records; what comes is
 * handed over only if the reader still wants it from where it was asked.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { TopicPartition } from "@floorwalker/ports";
import type { ClusterMetadata, Consumer, fetchV17 } from "@platformatic/kafka";
import type { KafkaLogger } from "./client-logger.ts";
import { explainKafka } from "./explain-kafka.ts";
import { fetchedRecords } from "./fetched-records.ts";
import { isUnsupported } from "./kafka-log-error.ts";
import type { PartitionReader } from "./partition-reader.ts";

type FetchRequestTopic = fetchV17.FetchRequestTopic;
type FetchResponse = Pick<fetchV17.FetchResponse, "responses">;
type FetchResponsePartition = fetchV17.FetchResponsePartition;

export interface BrokerFetcherOptions {
  readonly consumer: Consumer;
  /** Of the partitions held, each with its topic as the broker knows it. */
  readonly readers: () => readonly (readonly [reader: PartitionReader, full: TopicPartition])[];
  readonly maxBytes: number;
  readonly maxBytesPerPartition: number;
  readonly maxWaitMs: number;
  readonly brokers: readonly string[];
  readonly logger: KafkaLogger | undefined;
  readonly heard: () => void;
  /** The offset asked for is none of the log. */
  readonly outside: (reader: PartitionReader) => Promise<void>;
  /** Its topic is another one. */
  readonly restart: (reader: PartitionReader) => void;
  readonly failed: (error: unknown) => void;
}

interface Asked {
  readonly reader: PartitionReader;
  readonly from: number;
}

const RETRY_MS = 200;
const OFFSET_OUT_OF_RANGE = 1;

export class BrokerFetcher {
  readonly #options: BrokerFetcherOptions;
  /** By broker, the loops that run. */
  readonly #loops = new Map<number, Promise<void>>();
  /** The id of the topic that a reader began on. */
  readonly #topicIds = new WeakMap<PartitionReader, string>();
  /** Where each was found to be led last. */
  readonly #leaders = new WeakMap<PartitionReader, number>();
  #changed = Promise.withResolvers<void>();
  #planning = false;
  #planned = true;
  #stopped = false;

  constructor(options: BrokerFetcherOptions) {
    this.#options = options;
  }

  /** A reader came, or wants records again. */
  wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
    this.#planned = false;
    if (!this.#planning) void this.#plan();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.wake();
    await Promise.all(this.#loops.values());
  }

  /** A loop for every broker that leads a partition held. */
  async #plan(): Promise<void> {
    this.#planning = true;
    while (!this.#planned && !this.#stopped) {
      this.#planned = true;
      try {
        const metadata = await this.#metadata();
        for (const [, full] of this.#options.readers()) {
          const node = leaderOf(metadata, full);
          if (node === null) this.#planned = false;
          else if (!this.#loops.has(node)) this.#loops.set(node, this.#run(node));
        }
        // Nobody else would hear that one was elected.
        if (!this.#planned) await this.#askAgainLater();
      } catch (error) {
        this.#planned = false;
        await this.#pause(error);
      }
    }
    this.#planning = false;
  }

  async #run(node: number): Promise<void> {
    const { consumer, maxBytes, maxWaitMs } = this.#options;
    while (!this.#stopped) {
      const changed = this.#changed.promise;
      let asked = new Map<string, Asked>();
      try {
        const metadata = await this.#metadata();
        const topics: FetchRequestTopic[] = [];
        asked = this.#wanted(node, metadata, topics);
        if (asked.size === 0) {
          if (!this.#leads(node, metadata)) {
            // At once: whoever finds later that it leads again begins another.
            this.#loops.delete(node);
            return;
          }
          await changed;
          continue;
        }
        const response = await consumer.fetch({ node, topics, maxWaitTime: maxWaitMs, minBytes: 1, maxBytes });
        this.#options.heard();
        this.#deliver(response, asked);
      } catch (error) {
        await this.#react(error, asked);
      }
    }
  }

  #wanted(node: number, metadata: ClusterMetadata, topics: FetchRequestTopic[]): Map<string, Asked> {
    const asked = new Map<string, Asked>();
    for (const [reader, full] of this.#options.readers()) {
      if (reader.paused || reader.stale || leaderOf(metadata, full) !== node) continue;
      const topicId = metadata.topics.get(full.topic)!.id;
      const known = this.#topicIds.get(reader) ?? topicId;
      this.#topicIds.set(reader, known);
      if (known !== topicId) {
        this.#options.restart(reader);
        continue;
      }
      const topic = topics.find((each) => each.topicId === topicId) ?? { topicId, partitions: [] };
      if (topic.partitions.length === 0) topics.push(topic);
      topic.partitions.push({
        partition: full.partition,
        currentLeaderEpoch: metadata.topics.get(full.topic)!.partitions[full.partition]!.leaderEpoch,
        fetchOffset: BigInt(reader.fetchFrom),
        lastFetchedEpoch: -1,
        partitionMaxBytes: this.#options.maxBytesPerPartition,
      });
      asked.set(`${topicId}/${full.partition}`, { reader, from: reader.fetchFrom });
    }
    return asked;
  }

  #deliver({ responses }: FetchResponse, asked: ReadonlyMap<string, Asked>): void {
    for (const { topicId, partitions } of responses)
      for (const partition of partitions) {
        const given = asked.get(`${topicId}/${partition.partitionIndex}`);
        if (given !== undefined && partition.errorCode === 0) this.#take(given, partition);
      }
  }

  #take({ reader, from }: Asked, partition: FetchResponsePartition): void {
    if (reader.stale || reader.paused || reader.fetchFrom !== from) return;
    const wanted = reader.next ?? from;
    const { records, bytes, next } = fetchedRecords(partition, wanted);
    reader.fetchFrom = Math.max(from, next);
    reader.next = Math.max(wanted, next);
    if (records.length > 0) reader.enqueue(records, bytes, Number(partition.highWatermark));
  }

  async #react(error: unknown, asked: ReadonlyMap<string, Asked>): Promise<void> {
    const { brokers, failed, outside } = this.#options;
    if (this.#stopped) return;
    if (isUnsupported(error) || explainKafka(error, brokers) !== null) return failed(error);
    const response = responseOf(error);
    if (response === null) return this.#pause(error);
    // Of several partitions some may have been answered.
    this.#deliver(response, asked);
    let found = false;
    for (const { topicId, partitions } of response.responses)
      for (const { partitionIndex, errorCode } of partitions) {
        const given = asked.get(`${topicId}/${partitionIndex}`);
        if (given === undefined || errorCode !== OFFSET_OUT_OF_RANGE) continue;
        found = true;
        await outside(given.reader).catch(failed);
      }
    if (!found) await this.#pause(error);
  }

  async #pause(error: unknown): Promise<void> {
    if (this.#stopped) return;
    this.#options.logger?.warn({ kafkaMessage: String(error) }, "kafka_client_warning");
    await this.#askAgainLater();
  }

  async #askAgainLater(): Promise<void> {
    if (this.#stopped) return;
    this.#options.consumer.clearMetadata();
    await sleep(RETRY_MS);
  }

  /** Wakes everybody when a partition has moved: the loop of its new broker may sleep, or there may be none. */
  async #metadata(): Promise<ClusterMetadata> {
    const { consumer, readers } = this.#options;
    const metadata = await consumer.metadata({ topics: consumer.topics.current });
    let moved = false;
    for (const [reader, full] of readers()) {
      const leader = leaderOf(metadata, full);
      if (leader === null || leader === this.#leaders.get(reader)) continue;
      this.#leaders.set(reader, leader);
      moved = true;
    }
    if (moved) this.wake();
    return metadata;
  }

  #leads(node: number, metadata: ClusterMetadata): boolean {
    return this.#options.readers().some(([, full]) => leaderOf(metadata, full) === node);
  }
}

/** Null while it has none. */
function leaderOf({ topics }: ClusterMetadata, { topic, partition }: TopicPartition): number | null {
  const leader = topics.get(topic)?.partitions[partition]?.leader ?? -1;
  return leader < 0 ? null : leader;
}

function responseOf(error: unknown): FetchResponse | null {
  const response = error instanceof Error && "response" in error ? error.response : undefined;
  return typeof response === "object" && response !== null && "responses" in response
    ? (response as FetchResponse)
    : null;
}
