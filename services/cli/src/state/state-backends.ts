/** The log and the store that a decision about the stored numbers is for: Kafka and Redis, or the data folder. */
import { join } from "node:path";
import { openEmbedded } from "@floorwalker/embedded";
import { EVENTS_TOPIC } from "@floorwalker/events";
import { openKafkaLog } from "@floorwalker/kafka";
import type { Log, LogBounds, Store, StoreFacts } from "@floorwalker/ports";
import { openRedisStore } from "@floorwalker/redis";
import { type Environment, REDIS_PREFIX } from "@floorwalker/runtime";
import { FOLD_VERSION } from "@floorwalker/stream";
import { STATE_FILE } from "../dev/data-folder.ts";
import { ProgramError } from "../program-error.ts";
import { environment } from "../settings.ts";

export interface StateBackends {
  readonly log: Log;
  readonly store: Store;
  /** For people. */
  readonly what: string;
  /** By partition. */
  readonly bounds: readonly LogBounds[];
  /** What this program would claim with. */
  readonly facts: StoreFacts;
}

/** @throws ProgramError `no_log` where there is no events topic. */
export async function withBackends(folder: string | null, work: (on: StateBackends) => Promise<void>): Promise<void> {
  const { log, store, what, close } = await open(
    environment((text) => process.stderr.write(`${text}\n`)),
    folder,
  );
  try {
    const bounds = await log.bounds(EVENTS_TOPIC).catch(() => []);
    if (bounds.length === 0)
      throw new ProgramError(
        "no_log",
        `${what} has no topic ${EVENTS_TOPIC}`,
        "Start the services once: they make it. Then say this again.",
      );
    const facts = { fold: FOLD_VERSION, partitions: bounds.length, log: await log.identity(EVENTS_TOPIC) };
    await work({ log, store, what, bounds, facts });
  } finally {
    await close();
  }
}

interface Opened extends Pick<StateBackends, "log" | "store" | "what"> {
  readonly close: () => Promise<void>;
}

async function open({ kafka, redis, prefix, data }: Environment, folder: string | null): Promise<Opened> {
  if (kafka === null || redis === null || folder !== null) {
    const file = join(folder ?? data, STATE_FILE);
    return { ...openEmbedded(file), what: file };
  }
  const log = await openKafkaLog({ ...kafka, clientId: "floorwalker-state", prefix });
  const store = await openRedisStore({ ...redis, prefix: prefix + REDIS_PREFIX }).catch(async (error: unknown) => {
    await log.close();
    throw error;
  });
  return {
    log,
    store,
    what: `the store at ${new URL(redis.url).host}`,
    close: () => Promise.all([log.close(), store.close()]).then(() => {}),
  };
}
