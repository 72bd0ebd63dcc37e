/** The historian as a process of its own: closed intervals and facts from Kafka into PostgreSQL, or some days of intervals into Redis. */
import { RECEIVER_KINDS } from "@floorwalker/channels/receivers";
import { factsTopic, intervalsTopic } from "@floorwalker/events";
import { openKafkaLog } from "@floorwalker/kafka";
import { openPostgresHistory } from "@floorwalker/postgres";
import { openRedisHistory, REDIS_KEEPS } from "@floorwalker/redis";
import { eventPartitions, runService } from "@floorwalker/runtime";
import { startHistorian } from "./start-historian.ts";

await runService(
  {
    name: "historian",
    entry: import.meta.url,
    needs: ["kafka"],
    needsOneOf: ["history", "redis"],
    statusPort: 9406,
    receivers: RECEIVER_KINDS,
  },
  async ({ configuration, logger, metrics, health, kafka, redis, history: address, onStop, endsWith }) => {
    const where = address();
    const history = where === null ? await openRedisHistory(redis()) : await openPostgresHistory(where);
    onStop("history", () => history.close());
    const log = await openKafkaLog(kafka());
    onStop("log", () => log.close());
    const partitions = await eventPartitions(log, configuration.current.partitions);
    await log.ensureTopics([intervalsTopic(partitions), factsTopic(partitions)]);
    const historian = await startHistorian({
      log,
      history,
      keepFor: () => ({
        ...(where === null ? REDIS_KEEPS : configuration.current.history),
        agents: configuration.current.retention.agents,
      }),
      clock: Date.now,
      logger,
      metrics,
    });
    onStop("historian", () => historian.stop());
    endsWith("historian", historian.failed);
    health.ready("intervals", () => historian.ready());
    health.ready("history", () => history.ping().then(() => true as const));
  },
);
