/** Kafka: can it be reached, are the topics there, has the events topic as many partitions as are configured? */
import { deadLettersOf, EVENTS_TOPIC, lateEventsOf } from "@floorwalker/events";
import { DEFAULT_SOURCES, ingestTopics } from "@floorwalker/ingest";
import { openKafkaLog } from "@floorwalker/kafka";
import type { Configuration, Environment, KafkaAddress } from "@floorwalker/runtime";
import { connectionFinding, type Finding, failed, ok, skipped, warning } from "./finding.ts";

/** `configuration`: null when it cannot be read. */
export async function kafkaFindings(
  { kafka, prefix }: Environment,
  configuration: Configuration | null,
): Promise<Finding[]> {
  if (kafka === null) return [skipped("kafka", "FLOORWALKER_KAFKA is not set: embedded profile")];
  const brokers = kafka.brokers.join(", ");
  const wanted = configuration?.partitions ?? null;
  try {
    const log = await openKafkaLog({ ...kafka, clientId: "floorwalker-doctor", prefix });
    try {
      const sources = [...DEFAULT_SOURCES, ...(configuration?.sources ?? [])];
      const needed = [...ingestTopics(sources, 1), deadLettersOf(EVENTS_TOPIC), lateEventsOf(EVENTS_TOPIC)].map(
        ({ topic }) => topic,
      );
      const partitions = await Promise.all(needed.map(async (topic) => [topic, await log.partitions(topic)] as const));
      const missing = partitions.filter(([, count]) => count === 0).map(([topic]) => prefix + topic);
      return [
        ok("kafka", `${brokers} answers${secured(kafka)}, asked with ${kafka.driver}`),
        missing.length === 0
          ? ok("kafka_topics", `all ${needed.length} topics are there`)
          : warning(
              "kafka_topics",
              `not there yet: ${missing.join(", ")}`,
              "The services create them when they start.",
            ),
        ...partitionFindings(new Map(partitions).get(EVENTS_TOPIC) ?? 0, wanted, prefix + EVENTS_TOPIC),
      ];
    } finally {
      await log.close();
    }
  } catch (error) {
    return [connectionFinding("kafka", error, "Look at the broker's log.")];
  }
}

const secured = ({ tls, login }: KafkaAddress): string =>
  `${tls === null ? "" : ", over TLS"}${login === null ? "" : `, as user ${login.user} (${login.mechanism})`}`;

function partitionFindings(found: number, wanted: number | null, topic: string): Finding[] {
  if (found === 0 || wanted === null) return [];
  if (found === wanted) return [ok("kafka_partitions", `${topic} has ${found} partitions, as configured`)];
  return [
    failed(
      "kafka_partitions",
      `${topic} has ${found} partitions, ${wanted} are configured`,
      `The services refuse to start. Has none of them run on it yet, set partitions (or FLOORWALKER_PARTITIONS) to ${found}. Else the number must not change: ${found > wanted ? `make the topic anew with ${wanted} (docs/runbook.md, FloorwalkerPartitionRefused)` : `set it back to ${found}`}.`,
    ),
  ];
}
