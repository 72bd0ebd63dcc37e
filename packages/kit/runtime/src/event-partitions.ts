/** How many partitions the events topic really has: every service must put a site where its owner looks for it. */
import { EVENTS_TOPIC, eventsTopic } from "@floorwalker/events";
import type { Log } from "@floorwalker/ports";
import type { Logger } from "./log.ts";

/** Creates the topic with `wanted` partitions when it is missing; an existing one stays, and a difference is logged. */
export async function eventPartitions(
  log: Pick<Log, "ensureTopics" | "partitions">,
  wanted: number,
  logger: Logger,
): Promise<number> {
  await log.ensureTopics([eventsTopic(wanted)]);
  const found = await log.partitions(EVENTS_TOPIC);
  if (found !== wanted)
    logger.warn("partitions_differ", {
      topic: EVENTS_TOPIC,
      configured: wanted,
      found,
      fix: `The topic's ${found} hold; set partitions (or FLOORWALKER_PARTITIONS) to ${found}.`,
    });
  return found;
}
