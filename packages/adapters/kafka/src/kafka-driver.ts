/**
 * The client library under the log: what it writes and reads with. Topics and offsets are asked through kafkajs's admin
 * client whichever driver it is. A driver throws what its library throws; `explain-kafka.ts` knows both.
 */
import type { ConsumeOptions, Consumption, LogBounds, LogMessage, TopicPartition } from "@floorwalker/ports";

export interface ConsumptionParts {
  readonly callbacks: ConsumeOptions;
  bounds(partition: TopicPartition): Promise<LogBounds>;
  /** The group's offset; null when it has none there. */
  committed(partition: TopicPartition): Promise<number | null>;
}

export interface KafkaDriver {
  /** @throws ConnectionError where the broker is older than what it needs. */
  suits(): Promise<void>;
  /** One batch, acknowledged by every in-sync replica. `topic`: as the broker knows it. */
  send(topic: string, partition: number, messages: readonly LogMessage[]): Promise<void>;
  /** Has joined the group when it resolves. */
  consume(parts: ConsumptionParts): Promise<Consumption>;
  /** Lets go of whatever it knows of topics and of its connections for writing. */
  forget(): Promise<void>;
}
