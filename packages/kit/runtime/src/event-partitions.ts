/**
 * How many partitions the events topic has: every service must put a site where its owner looks for it. The
 * configuration's number is the one that holds, and a topic that has another is refused: a topic can only grow, and to
 * follow it would move sites away from their numbers.
 */
import { EVENTS_TOPIC, eventsTopic } from "@floorwalker/events";
import type { Log } from "@floorwalker/ports";
import { SettingsError } from "./transport/settings-error.ts";

/** Creates the topic with `wanted` partitions when it is missing. Rejects with SettingsError `partitions_differ` when it has another number. */
export async function eventPartitions(log: Pick<Log, "ensureTopics" | "partitions">, wanted: number): Promise<number> {
  await log.ensureTopics([eventsTopic(wanted)]);
  const found = await log.partitions(EVENTS_TOPIC);
  if (found === wanted) return wanted;
  const what = `${EVENTS_TOPIC} has ${found} partitions, the configuration says ${wanted}`;
  throw new SettingsError("partitions_differ", what, fixOf(found, wanted));
}

const fixOf = (found: number, wanted: number): string =>
  `If Floorwalker has not run on this topic yet, set partitions (or FLOORWALKER_PARTITIONS) to ${found}. If it has, the number must not change: ${
    found > wanted
      ? `the topic was enlarged, so let the services read it to its end, stop them, make the topic anew with ${wanted} partitions, and run floorwalker state adopt-log.`
      : `set it back to ${found}.`
  }`;
