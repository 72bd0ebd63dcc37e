/**
 * One membership in a consumer group with @platformatic/kafka. The library keeps the membership alive; fetching is done
 * here, one request at a time from each broker, for the partitions that want records. What is read goes to one
 * `PartitionReader` each.
 *
 * - The group's assignment is taken over within the event that announces it; what was fetched for a partition that is no
 *   longer held is dropped. A partition counts as kept only when this member took part in every assignment since.
 * - A partition that was full, or has not begun, is not asked for: nothing has to be paused.
 * - An offset outside the log: what expired is told and stepped over; else the topic was made anew or lost its end, and
 *   the partition is assigned anew. A topic made anew is also known by its id.
 */
import type { Consumption, TopicPartition } from "@floorwalker/ports";
import { Base, type Consumer, type ConsumerGroupJoinPayload } from "@platformatic/kafka";
import { BrokerFetcher } from "./broker-fetcher.ts";
import type { KafkaLogger } from "./client-logger.ts";
import { explainKafka } from "./explain-kafka.ts";
import type { ConsumptionParts } from "./kafka-driver.ts";
import { crashOf } from "./kafka-log-error.ts";
import { onceTopicsAreKnown } from "./kafka-topics.ts";
import { PartitionReader } from "./partition-reader.ts";

export interface PlatformaticConsumptionOptions extends ConsumptionParts {
  /** Not connected yet; built with `held` and `joining` in its assigner. */
  consumer(held: () => readonly TopicPartition[], joining: () => void): Consumer;
  /** Topics as the broker knows them are `prefix` + topic. */
  readonly prefix: string;
  readonly logger: KafkaLogger | undefined;
  readonly brokers: readonly string[];
  /** Silence after which `healthy` is false, ms. */
  readonly silentMs: number;
  readonly maxBytes: number;
  readonly maxBytesPerPartition: number;
  readonly maxWaitMs: number;
}

export class PlatformaticConsumption implements Consumption {
  readonly failed: Promise<void>;
  readonly #options: PlatformaticConsumptionOptions;
  readonly #consumer: Consumer;
  readonly #readers = new Map<string, PartitionReader>();
  /** Readers that lost their partition and are still finishing. */
  readonly #leaving = new Map<string, Promise<void>>();
  readonly #outcome = Promise.withResolvers<void>();
  readonly #fetcher: BrokerFetcher;
  #member = "";
  #joins = 0;
  #lastHeard = performance.now();
  #stopping: Promise<void> | undefined;

  constructor(options: PlatformaticConsumptionOptions) {
    this.#options = options;
    this.failed = this.#outcome.promise;
    // Whoever does not look at it must not crash the process; `healthy` says the same.
    this.failed.catch(() => {});
    const full = ({ partition }: PartitionReader): TopicPartition => this.#full(partition);
    this.#consumer = options.consumer(
      () => [...this.#readers.values()].map(full),
      () => (this.#joins += 1),
    );
    this.#fetcher = new BrokerFetcher({
      ...options,
      consumer: this.#consumer,
      readers: () => [...this.#readers.values()].map((reader) => [reader, full(reader)] as const),
      heard: () => (this.#lastHeard = performance.now()),
      outside: (reader) => this.#outside(reader),
      restart: (reader) => void this.restart(reader.partition),
      failed: (error) => this.#fail(error),
    });
  }

  /** Nothing of it stays open when it rejects. */
  async start(): Promise<void> {
    const { callbacks, prefix, brokers } = this.#options;
    const consumer = this.#consumer;
    const topics = callbacks.topics.map((topic) => prefix + topic);
    consumer.topics.trackAll(...topics);
    consumer.on("consumer:group:join", (payload) => this.#joined(payload));
    consumer.on("consumer:heartbeat:end", () => (this.#lastHeard = performance.now()));
    // A rejoin that failed; without another, no heartbeat follows it.
    consumer.on("error", (error: Error) => void this.#rejoin(error));
    try {
      await onceTopicsAreKnown(async () => {
        await consumer.metadata({ topics: consumer.topics.current });
        await consumer.joinGroup({});
      }, topics);
    } catch (error) {
      await this.stop();
      throw explainKafka(error, brokers) ?? error;
    }
  }

  async commit(partition: TopicPartition, next: number): Promise<void> {
    try {
      await this.#consumer.commit({ offsets: [{ ...this.#full(partition), offset: BigInt(next), leaderEpoch: -1 }] });
    } catch (error) {
      // Only a hint: the partition's next owner begins a little earlier. A lost membership is known elsewhere.
      this.#options.logger?.warn({ ...partition, next, reason: String(error) }, "offset_not_committed");
    }
  }

  async restart(partition: TopicPartition): Promise<void> {
    const full = this.#full(partition);
    const reader = this.#readers.get(keyOf(full));
    if (reader === undefined || this.#stopping !== undefined) return;
    const left = this.#retire(reader);
    this.#open(full);
    await left;
  }

  healthy(): boolean {
    return this.#stopping === undefined && performance.now() - this.#lastHeard < this.#options.silentMs;
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#end().then(() => this.#outcome.resolve());
    return this.#stopping;
  }

  #fail(error: unknown): void {
    const { brokers } = this.#options;
    this.#outcome.reject(explainKafka(error, brokers) ?? (error instanceof Error ? crashOf(error) : error));
    this.#stopping ??= this.#end();
  }

  async #end(): Promise<void> {
    await Promise.all([...this.#readers.values()].map((reader) => this.#retire(reader)));
    await Promise.all(this.#leaving.values());
    await this.#fetcher.stop();
    // Where the group cannot be left, its session ends it; the connections are closed all the same.
    await this.#consumer.close(true).catch(() => Base.prototype.close.call(this.#consumer).catch(() => {}));
  }

  #joined({ memberId, assignments = [] }: ConsumerGroupJoinPayload): void {
    const kept = memberId === this.#member && this.#joins === 1;
    this.#member = memberId;
    this.#joins = 0;
    this.#lastHeard = performance.now();
    if (this.#stopping !== undefined) return;
    const assigned = new Map<string, TopicPartition>();
    for (const { topic, partitions } of assignments)
      for (const partition of partitions) assigned.set(keyOf({ topic, partition }), { topic, partition });
    for (const [key, reader] of this.#readers) if (!kept || !assigned.has(key)) void this.#retire(reader);
    for (const [key, full] of assigned) if (!this.#readers.has(key)) this.#open(full);
    this.#fetcher.wake();
  }

  async #rejoin(cause: Error): Promise<void> {
    const { brokers, callbacks, logger } = this.#options;
    if (this.#stopping !== undefined) return;
    logger?.warn({ group: callbacks.group, restart: true, reason: cause.message }, "consumption_crashed");
    const refused = explainKafka(cause, brokers);
    if (refused !== null) return this.#fail(refused);
    await this.#consumer.joinGroup({}).catch((error: Error) => this.#fail(error));
  }

  #open(full: TopicPartition): void {
    const key = keyOf(full);
    const reader = new PartitionReader({
      partition: { topic: full.topic.slice(this.#options.prefix.length), partition: full.partition },
      callbacks: this.#options.callbacks,
      after: this.#leaving.get(key),
      begin: (from) => this.#begin(reader, from),
      resume: () => this.#fetcher.wake(),
      failed: (error) => this.#fail(error),
    });
    this.#readers.set(key, reader);
  }

  async #begin(reader: PartitionReader, from: number | null): Promise<void> {
    const expected = from ?? (await this.#options.committed(reader.partition));
    const { low, high } = await this.#options.bounds(reader.partition);
    // A group's offset beyond the end is of a log that is no more; an offset that was asked for is its owner's to judge.
    const asked = expected === null || (from === null && expected > high) ? low : expected;
    if (asked < low) this.#expired(reader, asked, low);
    reader.next = Math.max(asked, low);
    reader.fetchFrom = Math.min(reader.next, high);
  }

  /** Its offset is none that the log has. */
  async #outside(reader: PartitionReader): Promise<void> {
    const { low } = await this.#options.bounds(reader.partition);
    if (reader.stale || reader.next === null) return;
    if (reader.next >= low) {
      this.#options.logger?.warn({ ...reader.partition, next: reader.next }, "log_went_back");
      void this.restart(reader.partition);
      return;
    }
    this.#expired(reader, reader.next, low);
    reader.next = low;
    reader.fetchFrom = low;
  }

  #expired({ partition }: PartitionReader, from: number, to: number): void {
    this.#options.logger?.warn({ ...partition, expected: from, low: to }, "log_records_expired");
    this.#options.callbacks.expired?.(partition, from, to);
  }

  #retire(reader: PartitionReader): Promise<void> {
    const key = keyOf(this.#full(reader.partition));
    this.#readers.delete(key);
    const left = reader.retire().then(() => {
      if (this.#leaving.get(key) === left) this.#leaving.delete(key);
    });
    this.#leaving.set(key, left);
    return left;
  }

  #full({ topic, partition }: TopicPartition): TopicPartition {
    return { topic: this.#options.prefix + topic, partition };
  }
}

const keyOf = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`;
