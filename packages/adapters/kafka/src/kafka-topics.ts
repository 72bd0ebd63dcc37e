/** Topics: creating, removing, counting partitions, their first and next offsets. Names are the broker's, prefix included. */

import type { TopicSpec } from "@floorwalker/ports";
import type { Admin } from "kafkajs";
import { KafkaLogError, protocolTypeOf } from "./kafka-log-error.ts";

export interface Bounds {
  /** The first offset that exists. */
  readonly low: number;
  /** The next offset that will be written. */
  readonly high: number;
}

/** What Kafka adds to the largest record when it checks a batch against the topic's limit. */
const BATCH_OVERHEAD = 4_096;
const GONE_WITHIN_MS = 10_000;

export class KafkaTopics {
  readonly #admin: Admin;
  readonly #replicationFactor: number;

  constructor(admin: Admin, replicationFactor: number) {
    this.#admin = admin;
    this.#replicationFactor = replicationFactor;
  }

  async ensure(topics: readonly TopicSpec[]): Promise<void> {
    const existing = new Set(await this.#admin.listTopics());
    const missing = topics.filter(({ topic }) => !existing.has(topic));
    if (missing.length === 0) return;
    // Another service may create them at the same moment: kafkajs then answers false.
    await this.#admin.createTopics({
      waitForLeaders: true,
      topics: missing.map(({ topic, partitions, maxBytes, retentionMs = -1 }) => ({
        topic,
        numPartitions: partitions,
        replicationFactor: this.#replicationFactor,
        configEntries: [
          { name: "retention.ms", value: String(retentionMs) },
          ...(maxBytes === undefined ? [] : [{ name: "max.message.bytes", value: String(maxBytes + BATCH_OVERHEAD) }]),
        ],
      })),
    });
  }

  /** Returns when the broker no longer lists them, so that they can be created anew. */
  async remove(topics: readonly string[]): Promise<void> {
    const existing = new Set(await this.#admin.listTopics());
    const present = topics.filter((topic) => existing.has(topic));
    if (present.length === 0) return;
    await this.#admin.deleteTopics({ topics: present });
    const deadline = performance.now() + GONE_WITHIN_MS;
    while (performance.now() < deadline) {
      const listed = new Set(await this.#admin.listTopics());
      if (!present.some((topic) => listed.has(topic))) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async partitions(topic: string): Promise<number> {
    if (!(await this.#admin.listTopics()).includes(topic)) return 0;
    const { topics } = await this.#admin.fetchTopicMetadata({ topics: [topic] });
    return topics[0]?.partitions.length ?? 0;
  }

  /** By partition. */
  async bounds(topic: string): Promise<readonly Bounds[]> {
    try {
      const offsets = await this.#admin.fetchTopicOffsets(topic);
      const bounds: Bounds[] = [];
      for (const { partition, low, high } of offsets) bounds[partition] = { low: Number(low), high: Number(high) };
      return bounds;
    } catch (error) {
      if (protocolTypeOf(error) !== "UNKNOWN_TOPIC_OR_PARTITION") throw error;
      throw new KafkaLogError("topic_unknown", `${topic} does not exist; create it first`, error);
    }
  }

  close(): Promise<void> {
    return this.#admin.disconnect();
  }
}
