/** Do the stored numbers and the events topic belong together? What an aggregator would refuse, said beforehand. */
import { isAllInLog, otherZone, storedZones } from "@floorwalker/aggregator";
import type { SiteConfig } from "@floorwalker/domain";
import { EVENTS_TOPIC, partitionOfSite } from "@floorwalker/events";
import { openKafkaLog } from "@floorwalker/kafka";
import type { LogBounds, Store, StoredPartition, StoredValue } from "@floorwalker/ports";
import { openRedisStore } from "@floorwalker/redis";
import { type Configuration, type Environment, REDIS_PREFIX } from "@floorwalker/runtime";
import { FOLD_VERSION, OLDEST_FOLD, policyPrefix } from "@floorwalker/stream";
import { type Finding, failed, ok, skipped, warning } from "./finding.ts";

const CHECK = "state";
const ADOPT =
  "If this is the right topic, made anew: floorwalker state adopt-log. Else point to the Kafka it was read from.";

/** `configuration`: null when it cannot be read. */
export async function stateFindings(
  { kafka, redis, prefix }: Environment,
  configuration: Pick<Configuration, "sites"> | null,
): Promise<Finding[]> {
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
      for (const partition of stored.keys())
        findings.push(
          ...(await zoneFindings(store, partition, sitesOf(partition, partitions, configuration?.sites ?? new Map()))),
        );
      return findings.length > 0 ? findings : [ok(CHECK, "the stored numbers and the events topic belong together")];
    } finally {
      await Promise.all([log.close(), store.close()]);
    }
  } catch {
    return [skipped(CHECK, "Kafka or Redis cannot be asked")];
  }
}

const sitesOf = (partition: number, partitions: number, sites: Configuration["sites"]): readonly SiteConfig[] =>
  [...sites.values()].filter(({ id }) => partitionOfSite(id, partitions) === partition);

/** Would an owner of these sites refuse one for its zone? */
export async function zoneFindings(
  store: Pick<Store, "snapshot" | "load">,
  partition: number,
  sites: readonly SiteConfig[],
): Promise<Finding[]> {
  if (sites.length === 0) return [];
  const zones = storedZones((await store.snapshot(partition)).rows);
  const others = sites.filter(({ id, zone }) => zones.has(id) && zones.get(id) !== zone);
  if (others.length === 0) return [];
  const rows: StoredValue[] = [];
  const prefixes = others.map(({ id }) => policyPrefix(id));
  for await (const chunk of store.load(partition))
    rows.push(...chunk.filter(([key]) => prefixes.some((prefix) => key.startsWith(prefix))));
  return others.flatMap(({ id, zone }) => {
    const refused = otherZone({ zones, rows, sites: [id], zoneOf: () => zone, placeOf: () => null });
    if (refused === null) return [];
    return [
      failed(
        CHECK,
        `partition ${partition}: it holds ${refused.stored}, configured is ${zone} [other_zone]`,
        "Set the zone back, or list the site under another id from now on (docs/policies.md).",
      ),
    ];
  });
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
