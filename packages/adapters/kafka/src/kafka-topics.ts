/** Topics: creating, removing, counting partitions, their first and next offsets. Names are the broker's, prefix included. */

import { setTimeout as sleep } from "node:timers/promises";
import type { LogBounds, TopicSpec } from "@floorwalker/ports";
import type { Admin } from "kafkajs";
import { KafkaLogError, protocolTypeOf } from "./kafka-log-error.ts";

/** What Kafka adds to the largest record when it checks a batch against the topic's limit. */
const BATCH_OVERHEAD = 4_096;
/** The newest segment is never compacted: by default it would hold a week. */
const COMPACTED = [
  { name: "segment.ms", value: String(6 * 3_600_000) },
  { name: "segment.bytes", value: String(128 * 1_048_576) },
  { name: "min.cleanable.dirty.ratio", value: "0.3" },
];
const PATIENCE_MS = 10_000;
const PASSING = new Set(["UNKNOWN_TOPIC_OR_PARTITION", "LEADER_NOT_AVAILABLE", "NOT_LEADER_FOR_PARTITION"]);

/** Repeats what fails because a broker has not heard of the topics yet: that passes soon after they were created. */
export async function onceTopicsAreKnown<T>(ask: () => Promise<T>, topics: readonly string[]): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!PASSING.has(protocolTypeOf(error) ?? "")) throw error;
      if (performance.now() > deadline) throw unknownTopic(topics.join(", "), error);
      await sleep(50);
    }
  }
}

export function unknownTopic(topic: string, cause: unknown): KafkaLogError {
  return new KafkaLogError("topic_unknown", `${topic} does not exist, or not that partition; create it first`, cause);
}

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
    // Another service may create them at the same moment: kafkajs then answers false. Its own waiting gives up when the
    // broker that it asks has not heard of the new topic yet.
    await this.#admin.createTopics({
      waitForLeaders: false,
      topics: missing.map(({ topic, partitions, maxBytes, retentionMs = -1, compacted = false }) => ({
        topic,
        numPartitions: partitions,
        replicationFactor: this.#replicationFactor,
        configEntries: [
          { name: "retention.ms", value: String(retentionMs) },
          { name: "cleanup.policy", value: compacted ? "compact,delete" : "delete" },
          ...(compacted ? COMPACTED : []),
          { name: "message.timestamp.type", value: "LogAppendTime" },
          ...(maxBytes === undefined ? [] : [{ name: "max.message.bytes", value: String(maxBytes + BATCH_OVERHEAD) }]),
        ],
      })),
    });
    for (const { topic } of missing) await this.bounds(topic);
  }

  /** Returns when the broker no longer lists them, so that they can be created anew. */
  async remove(topics: readonly string[]): Promise<void> {
    const existing = new Set(await this.#admin.listTopics());
    const present = topics.filter((topic) => existing.has(topic));
    if (present.length === 0) return;
    await this.#admin.deleteTopics({ topics: present });
    const deadline = performance.now() + PATIENCE_MS;
    while (performance.now() < deadline) {
      const listed = new Set(await this.#admin.listTopics());
      if (!present.some((topic) => listed.has(topic))) return;
      await sleep(20);
    }
  }

  async partitions(topic: string): Promise<number> {
    if (!(await this.#admin.listTopics()).includes(topic)) return 0;
    const { topics } = await this.#admin.fetchTopicMetadata({ topics: [topic] });
    return topics[0]?.partitions.length ?? 0;
  }

  /** kafkajs speaks no version of the protocol that tells a topic's own id: which cluster it is. */
  async identity(): Promise<string> {
    return (await this.#admin.describeCluster()).clusterId;
  }

  /** Null when the group has committed nothing there. */
  async committed(groupId: string, topic: string, partition: number): Promise<number | null> {
    const [found] = await this.#admin.fetchOffsets({ groupId, topics: [topic] });
    const offset = Number(found?.partitions.find((at) => at.partition === partition)?.offset ?? -1);
    return offset < 0 ? null : offset;
  }

  /** By partition. */
  async bounds(topic: string): Promise<readonly LogBounds[]> {
    const offsets = await onceTopicsAreKnown(() => this.#admin.fetchTopicOffsets(topic), [topic]);
    const bounds: LogBounds[] = [];
    for (const { partition, low, high } of offsets) bounds[partition] = { low: Number(low), high: Number(high) };
    return bounds;
  }

  close(): Promise<void> {
    return this.#admin.disconnect();
  }
}
