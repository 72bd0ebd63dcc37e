/** The notifier as a process of its own: alert transitions and daily reports from Redis to receivers. */

import { randomUUID } from "node:crypto";
import { RECEIVER_KINDS } from "@floorwalker/channels/receivers";
import { openKafkaLog } from "@floorwalker/kafka";
import { PostgresHistory } from "@floorwalker/postgres";
import { openRedisHistory, openRedisStore } from "@floorwalker/redis";
import { eventPartitions, type Logger, privacyKey, runService, SYSTEM_TIMING } from "@floorwalker/runtime";
import { ReceiverChannels } from "./channels-from.ts";
import { messageWriters } from "./message-writers.ts";
import { startNotifier } from "./start-notifier.ts";

await runService(
  { name: "notifier", entry: import.meta.url, needs: ["kafka", "redis"], statusPort: 9403, receivers: RECEIVER_KINDS },
  async ({ environment, configuration, logger, metrics, health, kafka, redis, history: address, onStop }) => {
    const store = await openRedisStore(redis());
    onStop("store", () => store.close());
    // Asked once: an outbox that nobody reads would be an alert that nobody hears of.
    const log = await openKafkaLog(kafka());
    const partitions = await eventPartitions(log, configuration.current.partitions);
    await log.close();
    const channels = new ReceiverChannels();
    onStop("channels", () => channels.close());
    // Asked when a report is due: alerts do not wait for the past.
    const where = address();
    const history = where === null ? await inRedis(redis(), logger) : new PostgresHistory(where);
    onStop("history", () => history?.close());
    const notifier = await startNotifier({
      store,
      partitions,
      receivers: await channels.take(configuration.current.receivers),
      ...messageWriters({
        config: () => configuration.current,
        privacyKey: await privacyKey(store),
        rows: { store, partitions },
        history,
        publicUrl: () => environment.publicUrl,
        linkSecret: environment.linkSecret,
        clock: Date.now,
        timing: SYSTEM_TIMING,
        logger,
      }),
      owner: randomUUID(),
      logger,
      metrics,
    });
    onStop("notifier", () => channels.stop(notifier));
    const { linkSecret, publicUrl } = environment;
    if (linkSecret === null || publicUrl === null) {
      const lacking = [
        ...(publicUrl === null ? ["FLOORWALKER_PUBLIC_URL"] : []),
        ...(linkSecret === null ? ["FLOORWALKER_LINK_SECRET"] : []),
      ].join(" and ");
      health.note("links", () => `messages have no link that takes an alert: set ${lacking}`);
    }
    configuration.follow(({ receivers }) => channels.change(receivers, notifier));
    health.ready("outboxes", () => notifier.healthy() || "some outboxes could not be read for too long");
  },
);

/** Null: it cannot be opened, which no alert waits for; reports that are due say so. */
async function inRedis(at: Parameters<typeof openRedisHistory>[0], logger: Logger) {
  try {
    return await openRedisHistory(at);
  } catch (error) {
    logger.warn("history_not_kept", { error });
    return null;
  }
}
