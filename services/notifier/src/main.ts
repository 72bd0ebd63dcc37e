/** The notifier as a process of its own: alert transitions from Redis to receivers. */

import { randomUUID } from "node:crypto";
import { RECEIVER_KINDS } from "@floorwalker/channels/receivers";
import { openKafkaLog } from "@floorwalker/kafka";
import { openRedisStore } from "@floorwalker/redis";
import { eventPartitions, runService } from "@floorwalker/runtime";
import { ReceiverChannels } from "./channels-from.ts";
import { startNotifier } from "./start-notifier.ts";

await runService(
  { name: "notifier", entry: import.meta.url, needs: ["kafka", "redis"], statusPort: 9403, receivers: RECEIVER_KINDS },
  async ({ configuration, logger, metrics, health, kafka, redis, onStop }) => {
    const store = await openRedisStore(redis());
    onStop("store", () => store.close());
    // Asked once: an outbox that nobody reads would be an alert that nobody hears of.
    const log = await openKafkaLog(kafka());
    const partitions = await eventPartitions(log, configuration.current.partitions);
    await log.close();
    const channels = new ReceiverChannels();
    onStop("channels", () => channels.close());
    const notifier = await startNotifier({
      store,
      partitions,
      receivers: await channels.take(configuration.current.receivers),
      owner: randomUUID(),
      logger,
      metrics,
    });
    onStop("notifier", () => notifier.stop());
    configuration.follow(({ receivers }) => channels.change(receivers, notifier));
    health.ready("outboxes", () => notifier.healthy() || "some outboxes could not be read for too long");
  },
);
