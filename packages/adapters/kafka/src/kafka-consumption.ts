/**
 * One membership in a consumer group. kafkajs fetches and keeps the membership alive; what is read goes to one
 * `PartitionReader` each.
 *
 * - The group's assignment is taken over within the event that announces it, before kafkajs fetches again: a new
 *   partition is paused until its reader has said where to begin, a kept one goes on where it was.
 * - A partition counts as kept only when this member took part in every assignment since; else another may have owned
 *   it meanwhile, and it is lost and assigned anew.
 * - kafkajs answers an offset outside the log by reading from its beginning, without a word. The topic was made anew, or
 *   lost its end: the partition is assigned anew, for whoever asked for the offset to judge.
 * - `eachBatch` returns as soon as its records are queued. With a full partition it waits a little for room (once paused,
 *   it is fetched again only after an idle fetch of the others), then the others go on; with all full it waits on.
 */

import { setTimeout as sleep } from "node:timers/promises";
import type { ConsumeOptions, Consumption, LogBounds, TopicPartition } from "@floorwalker/ports";
import type { Consumer, ConsumerCrashEvent, ConsumerGroupJoinEvent, EachBatchPayload } from "kafkajs";
import type { KafkaLogger } from "./client-logger.ts";
import { explainKafka } from "./explain-kafka.ts";
import { crashOf } from "./kafka-log-error.ts";
import { onceTopicsAreKnown } from "./kafka-topics.ts";
import { PartitionReader } from "./partition-reader.ts";
import { toRecords } from "./records.ts";

export interface KafkaConsumptionOptions {
  /** Not connected yet; built with `held` and `joining` in its assigner. */
  consumer(held: () => readonly TopicPartition[], joining: () => void): Consumer;
  readonly callbacks: ConsumeOptions;
  /** Topics as the broker knows them are `prefix` + topic. */
  readonly prefix: string;
  readonly logger: KafkaLogger | undefined;
  /** For what is said when they refuse. */
  readonly brokers: readonly string[];
  readonly heartbeatMs: number;
  /** Silence after which `healthy` is false, ms. */
  readonly silentMs: number;
  bounds(partition: TopicPartition): Promise<LogBounds>;
  /** The group's offset; null when it has none there. */
  committed(partition: TopicPartition): Promise<number | null>;
}

const EXPIRED = "log_records_expired";
const WENT_BACK = "log_went_back";
const ROOM_WITHIN_MS = 100;
/** Partitions of a broker that may wait for room at the same time. */
const CONCURRENCY = 32;

export class KafkaConsumption implements Consumption {
  readonly failed: Promise<void>;
  readonly #options: KafkaConsumptionOptions;
  readonly #consumer: Consumer;
  readonly #readers = new Map<string, PartitionReader>();
  /** Readers that lost their partition and are still finishing. */
  readonly #leaving = new Map<string, Promise<void>>();
  readonly #outcome = Promise.withResolvers<void>();
  #room = Promise.withResolvers<void>();
  #member = "";
  #joins = 0;
  #lastHeard = performance.now();
  #stopping: Promise<void> | undefined;

  constructor(options: KafkaConsumptionOptions) {
    this.#options = options;
    this.failed = this.#outcome.promise;
    // Whoever does not look at it must not crash the process; `healthy` says the same.
    this.failed.catch(() => {});
    this.#consumer = options.consumer(
      () => [...this.#readers.values()].map(({ partition }) => this.#full(partition)),
      () => (this.#joins += 1),
    );
  }

  async start(): Promise<void> {
    const consumer = this.#consumer;
    const { GROUP_JOIN, FETCH, HEARTBEAT, CRASH } = consumer.events;
    const heard = () => (this.#lastHeard = performance.now());
    consumer.on(FETCH, heard);
    consumer.on(HEARTBEAT, heard);
    consumer.on(GROUP_JOIN, ({ payload }) => this.#joined(payload));
    consumer.on(CRASH, ({ payload }) => this.#crashed(payload));
    try {
      await consumer.connect();
      const topics = this.#options.callbacks.topics.map((topic) => this.#options.prefix + topic);
      await onceTopicsAreKnown(() => consumer.subscribe({ topics, fromBeginning: true }), topics);
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: CONCURRENCY,
        eachBatch: (payload) => this.#eachBatch(payload),
      });
    } catch (error) {
      await consumer.disconnect().catch(() => {});
      throw explainKafka(error, this.#options.brokers) ?? error;
    }
  }

  async commit(partition: TopicPartition, next: number): Promise<void> {
    try {
      await this.#consumer.commitOffsets([{ ...this.#full(partition), offset: String(next) }]);
    } catch (error) {
      // Only a hint: the partition's next owner begins a little earlier. A lost membership is known elsewhere.
      this.#options.logger?.warn({ ...partition, next, reason: String(error) }, "offset_not_committed");
    }
  }

  async restart(partition: TopicPartition): Promise<void> {
    const full = this.#full(partition);
    const key = keyOf(full);
    const reader = this.#readers.get(key);
    if (reader === undefined || this.#stopping !== undefined) return;
    const left = this.#retire(reader);
    this.#open(key, full);
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
    this.#outcome.reject(error);
    this.#stopping ??= this.#end();
  }

  async #end(): Promise<void> {
    const readers = [...this.#readers.values()];
    await Promise.all(readers.map((reader) => this.#retire(reader)));
    await Promise.all(this.#leaving.values());
    this.#makeRoom();
    await this.#consumer.disconnect().catch(() => {});
  }

  #joined(payload: ConsumerGroupJoinEvent["payload"]): void {
    const kept = payload.memberId === this.#member && this.#joins === 1;
    this.#member = payload.memberId;
    this.#joins = 0;
    this.#lastHeard = performance.now();
    if (this.#stopping !== undefined) return;
    const assigned = new Map<string, TopicPartition>();
    for (const [topic, partitions] of Object.entries(payload.memberAssignment)) {
      for (const partition of partitions) assigned.set(keyOf({ topic, partition }), { topic, partition });
    }
    for (const [key, reader] of this.#readers) if (!kept || !assigned.has(key)) void this.#retire(reader);
    for (const [key, full] of assigned) {
      const reader = this.#readers.get(key);
      if (reader === undefined) this.#open(key, full);
      else if (reader.next !== null) this.#seek(reader, reader.next);
    }
    this.#makeRoom();
  }

  #open(key: string, full: TopicPartition): void {
    this.#pause(full);
    const reader = new PartitionReader({
      partition: { topic: full.topic.slice(this.#options.prefix.length), partition: full.partition },
      callbacks: this.#options.callbacks,
      after: this.#leaving.get(key),
      begin: (from) => this.#begin(reader, from),
      resume: () => this.#resume(reader),
      failed: (error) => this.#fail(error),
    });
    this.#readers.set(key, reader);
  }

  /** Kafka answers an offset outside the log with its first one and an error line: ask first, and stay inside. */
  async #begin(reader: PartitionReader, from: number | null): Promise<void> {
    const expected = from ?? (await this.#options.committed(reader.partition));
    if (expected === null) return;
    const { low, high } = await this.#options.bounds(reader.partition);
    // A group's offset beyond the end is of a log that is no more; an offset that was asked for is its owner's to judge.
    const next = from === null && expected > high ? low : Math.max(expected, low);
    if (expected < low) this.#expired(reader, expected, low);
    reader.next = next;
    if (!reader.stale) this.#seek(reader, Math.min(next, high));
  }

  #expired({ partition }: PartitionReader, from: number, to: number): void {
    this.#options.logger?.warn({ ...partition, expected: from, low: to }, EXPIRED);
    this.#options.callbacks.expired?.(partition, from, to);
  }

  #seek(reader: PartitionReader, offset: number): void {
    reader.fetchFrom = offset;
    const target = { ...this.#full(reader.partition), offset: String(offset) };
    this.#whileMember(() => this.#consumer.seek(target));
  }

  #pause({ topic, partition }: TopicPartition): void {
    this.#whileMember(() => this.#consumer.pause([{ topic, partitions: [partition] }]));
  }

  #resume(reader: PartitionReader): void {
    // A retired reader's partition may have a new reader that has not begun.
    if (reader.stale || this.#stopping !== undefined) return;
    const { topic, partition } = this.#full(reader.partition);
    this.#whileMember(() => this.#consumer.resume([{ topic, partitions: [partition] }]));
    this.#makeRoom();
  }

  /** kafkajs throws at these while it starts itself anew; then every partition is assigned again, and nothing is owed. */
  #whileMember(ask: () => void): void {
    try {
      ask();
    } catch (error) {
      this.#options.logger?.warn({ reason: String(error) }, "consumer_between_memberships");
    }
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

  async #eachBatch(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    const reader = this.#readers.get(keyOf(batch));
    // A fetch that was under way when the partition went, or before it may begin.
    if (reader === undefined || reader.stale || reader.paused) return;
    const first = batch.firstOffset();
    const last = Number(batch.lastOffset());
    if (reader.next !== null && first !== null && Number(first) > reader.next) {
      const { low } = await this.#options.bounds(reader.partition);
      if (reader.stale) return;
      if (low > reader.next) this.#expired(reader, reader.next, low);
    }
    if (fetchedFrom(batch) < reader.fetchFrom) {
      this.#options.logger?.warn({ ...reader.partition, next: reader.next, end: batch.highWatermark }, WENT_BACK);
      payload.resolveOffset(String(last));
      void this.restart(reader.partition);
      return;
    }
    const { records, bytes } = toRecords(batch.messages, reader.next ?? 0);
    payload.resolveOffset(String(last));
    reader.next = Math.max(reader.next ?? 0, last + 1);
    reader.fetchFrom = last + 1;
    if (records.length === 0) return;
    if (reader.enqueue(records, bytes, Number(batch.highWatermark))) await this.#waitForRoom(reader, payload);
  }

  async #waitForRoom(reader: PartitionReader, payload: EachBatchPayload): Promise<void> {
    const patience = performance.now() + ROOM_WITHIN_MS;
    while (reader.paused && !reader.stale && (performance.now() < patience || this.#allPaused())) {
      await payload.heartbeat();
      await Promise.race([this.#room.promise, sleep(ROOM_WITHIN_MS)]);
    }
    if (reader.paused && !reader.stale) this.#pause(this.#full(reader.partition));
  }

  #allPaused(): boolean {
    for (const reader of this.#readers.values()) if (!reader.paused) return false;
    return this.#readers.size > 0;
  }

  #makeRoom(): void {
    this.#room.resolve();
    this.#room = Promise.withResolvers<void>();
  }

  #crashed({ error, restart }: ConsumerCrashEvent["payload"]): void {
    const { brokers, callbacks, logger } = this.#options;
    logger?.warn({ group: callbacks.group, restart, reason: error.message }, "consumption_crashed");
    if (!restart) this.#fail(explainKafka(error, brokers) ?? crashOf(error));
  }

  #full({ topic, partition }: TopicPartition): TopicPartition {
    return { topic: this.#options.prefix + topic, partition };
  }
}

const keyOf = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`;

/** Missing in kafkajs's types. */
const fetchedFrom = (batch: EachBatchPayload["batch"]): number =>
  "fetchedOffset" in batch ? Number(batch.fetchedOffset) : Number.POSITIVE_INFINITY;
