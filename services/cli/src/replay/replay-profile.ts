/** A log and a store of the replay's own, and how they go away: a temporary file, or topics and a key prefix. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbedded } from "@floorwalker/embedded";
import { openKafkaLog } from "@floorwalker/kafka";
import type { Log, Store } from "@floorwalker/ports";
import { openRedisStore } from "@floorwalker/redis";
import type { Environment } from "@floorwalker/runtime";
import { ProgramError } from "../program-error.ts";

export interface ReplayProfile {
  readonly log: Log;
  readonly store: Store;
  /** Leaves nothing behind. Whoever uses the profile has ended. */
  remove(topics: readonly string[]): Promise<void>;
}

export type ProfileName = "embedded" | "distributed";

export const openReplayProfile = (name: ProfileName, env: Environment): Promise<ReplayProfile> =>
  name === "embedded" ? embedded() : distributed(env);

async function embedded(): Promise<ReplayProfile> {
  const folder = mkdtempSync(join(tmpdir(), "floorwalker-replay-"));
  const { log, store, close } = openEmbedded(join(folder, "state.sqlite"), Date.now, { passing: true });
  return {
    log,
    store,
    remove: async () => {
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function distributed({ kafka, redis }: Environment): Promise<ReplayProfile> {
  if (kafka === null || redis === null)
    throw new ProgramError(
      "no_backends",
      "the distributed profile needs Kafka and Redis",
      "Set FLOORWALKER_KAFKA (host:port, …) and FLOORWALKER_REDIS (redis://host:port), or use --profile embedded.",
    );
  const prefix = `floorwalker-replay-${randomBytes(6).toString("hex")}`;
  const log = await openKafkaLog({ ...kafka, clientId: prefix, prefix: `${prefix}.` });
  const store = await openRedisStore({ ...redis, prefix }).catch(async (error: unknown) => {
    await log.close();
    throw error;
  });
  return {
    log,
    store,
    remove: async (topics) => {
      await log.removeTopics(topics);
      await store.erase();
      await log.close();
      await store.close();
    },
  };
}
