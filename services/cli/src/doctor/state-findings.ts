/** Do the stored numbers and the events topic belong together? What an aggregator would refuse, said beforehand. */
import { isAllInLog } from "@floorwalker/aggregator";
import { EVENTS_TOPIC } from "@floorwalker/events";
import { openKafkaLog } from "@floorwalker/kafka";
import type { LogBounds, StoredPartition } from "@floorwalker/ports";
import { openRedisStore } from "@floorwalker/redis";
import { type Environment, REDIS_PREFIX } from "@floorwalker/runtime";
import { FOLD_VERSION, OLDEST_FOLD } from "@floorwalker/stream";
import { type Finding, failed, ok, skipped, warning } from "./finding.ts";

const CHECK = "state";
const ADOPT =
  "If this is the right topic, made anew: floorwalker state adopt-log. Else point to the Kafka it was read from.";

export async function stateFindings({ kafka, redis, prefix }: Environment): Promise<Finding[]> {
  if (kafka === null || redis === null) return [skipped(CHECK, "Kafka and Redis are not both set")];
  try {
    const log = await openKafkaLog({ ...kafka, clientId: "floorwalker-doctor", prefix });
    const store = await openRedisStore({ ...redis, prefix: prefix + REDIS_PREFIX }).catch(async (error: unknown) => {
      await log.close();
      throw error;
    });
    try {
      const partitions = await log.partitions(EVENTS_TOPIC);
      if (partitions === 0) return [skipped(CHECK, "there is no events topic yet")];
      const [bounds, identity] = [await log.bounds(EVENTS_TOPIC), await log.identity(EVENTS_TOPIC)];
      const stored = await Promise.all(bounds.map((_, partition) => store.stored(partition)));
      const findings = stored.flatMap((of, partition) =>
        of === null ? [] : findingsOf(of, partition, bounds[partition]!, { partitions, identity }),
      );
      return findings.length > 0 ? findings : [ok(CHECK, "the stored numbers and the events topic belong together")];
    } finally {
      await Promise.all([log.close(), store.close()]);
    }
  } catch {
    return [skipped(CHECK, "Kafka or Redis cannot be asked")];
  }
}

export function findingsOf(
  { checkpoint: { offset, sequence }, facts }: StoredPartition,
  partition: number,
  { low, high }: LogBounds,
  topic: { readonly partitions: number; readonly identity: string },
): Finding[] {
  const place = `partition ${partition}`;
  if (facts !== null && facts.fold > FOLD_VERSION)
    return [
      failed(CHECK, `${place}: a newer Floorwalker wrote its state [newer_fold]`, "Run that version, or a newer one."),
    ];
  if (facts !== null && facts.partitions !== topic.partitions)
    return [
      failed(
        CHECK,
        `${place}: the numbers were made with ${facts.partitions} partitions, the topic has ${topic.partitions} [other_partitions]`,
        `Set partitions back to ${facts.partitions}; was the topic enlarged, see docs/runbook.md, FloorwalkerPartitionRefused.`,
      ),
    ];
  if (facts?.log != null && facts.log !== topic.identity)
    return [failed(CHECK, `${place}: its numbers were made with another log, ${facts.log} [other_log]`, ADOPT)];
  if (offset !== null && offset > high)
    return [failed(CHECK, `${place}: read up to offset ${offset}, but the topic ends at ${high} [other_log]`, ADOPT)];
  const fold = facts?.fold ?? 1;
  if (sequence > 0 && fold < OLDEST_FOLD && !isAllInLog(offset, { low, high }))
    return [
      failed(
        CHECK,
        `${place}: its numbers are of fold ${fold}, and the topic no longer has all that they were made from [older_fold]`,
        "Go on with the program that wrote them, or begin anew from what the topic has: floorwalker state rebuild (docs/upgrading.md).",
      ),
    ];
  if (sequence > 0 && fold < OLDEST_FOLD)
    return [
      warning(
        CHECK,
        `${place}: its numbers are of fold ${fold}; the aggregator will make them anew from the topic's ${high} records`,
        "Expect boards to show the state of before until it has caught up (docs/upgrading.md).",
      ),
    ];
  if (offset !== null && offset < low)
    return [
      warning(
        CHECK,
        `${place}: ${low - offset} records expired before they were read`,
        "Raise the topic's retention.ms, then send that time's events again (docs/runbook.md, FloorwalkerRecordsExpired).",
      ),
    ];
  return [];
}
