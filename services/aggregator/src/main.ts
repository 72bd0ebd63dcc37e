/** The aggregator as a process of its own: events in Kafka to numbers in Redis. Any number of them share the partitions. */
import { RECEIVER_KINDS } from "@floorwalker/channels/receivers";
import { unconfiguredSite } from "@floorwalker/domain";
import { EVENTS_TOPIC, FACTS_TOPIC, INTERVALS_TOPIC, partitionOfSite } from "@floorwalker/events";
import { openKafkaLog } from "@floorwalker/kafka";
import { openRedisStore } from "@floorwalker/redis";
import { eventPartitions, runService } from "@floorwalker/runtime";
import { liveSettings } from "./settings.ts";
import { AGGREGATOR_GROUP, startAggregator } from "./start-aggregator.ts";

const TICK_MS = 50;

await runService(
  {
    name: "aggregator",
    entry: import.meta.url,
    needs: ["kafka", "redis"],
    statusPort: 9402,
    receivers: RECEIVER_KINDS,
  },
  async ({ configuration, logger, metrics, health, kafka, redis, onStop }) => {
    const store = await openRedisStore(redis());
    onStop("store", () => store.close());
    const log = await openKafkaLog(kafka());
    onStop("log", () => log.close());
    const partitions = await eventPartitions(log, configuration.current.partitions);
    const aggregator = await startAggregator({
      log,
      store,
      settings: liveSettings(() => configuration.current.limits),
      siteConfig: (site) => configuration.current.sites.get(site) ?? unconfiguredSite(site),
      placeOf: (site, of) => configuration.current.placeOf?.(site, of) ?? null,
      sites: (partition) =>
        [...configuration.current.sites.keys()].filter((site) => partitionOfSite(site, partitions) === partition),
      clock: Date.now,
      logger,
      metrics,
      tickMs: TICK_MS,
      replay: false,
      topic: EVENTS_TOPIC,
      group: AGGREGATOR_GROUP,
      intervals: INTERVALS_TOPIC,
      facts: FACTS_TOPIC,
      tellsFacts: () => configuration.current.history.facts !== null,
    });
    onStop("aggregator", () => aggregator.stop());
    configuration.follow(() => aggregator.reconfigure());
    health.live("fold", () => aggregator.turning() || "a partition's loop has not turned for a minute");
    health.ready("kafka", () => aggregator.healthy() || "nothing was heard from Kafka for too long");
    health.ready("partitions", () => aggregator.ready());
    health.note("partitions", () => aggregator.notes());
    health.ready("redis", () => store.ping().then(() => true as const));
  },
);
