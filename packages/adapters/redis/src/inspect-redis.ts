/** What `floorwalker doctor` asks a server: is it there, is it new enough, does it keep what it is told. */
import { connectOrExplain, newConnection } from "./connection.ts";

export interface RedisFacts {
  readonly version: string;
  /** Null, here and below: the server does not say (managed services refuse CONFIG). */
  readonly maxmemoryPolicy: string | null;
  readonly appendOnly: boolean | null;
  readonly hashMaxListpackEntries: number | null;
}

const COMMAND_TIMEOUT_MS = 3_000;

/** @throws RedisStoreError `redis_unreachable`, `redis_too_old`. */
export async function inspectRedis(url: string): Promise<RedisFacts> {
  const redis = newConnection({
    url,
    logger: undefined,
    commandTimeoutMs: COMMAND_TIMEOUT_MS,
    name: "floorwalker-doctor",
  });
  await connectOrExplain(redis);
  try {
    const info = await redis.info();
    const said = (name: string): string | null => new RegExp(`^${name}:(\\S+)`, "m").exec(info)?.[1] ?? null;
    const appendOnly = said("aof_enabled");
    return {
      version: said("valkey_version") ?? said("redis_version") ?? "unknown",
      maxmemoryPolicy: said("maxmemory_policy"),
      appendOnly: appendOnly === null ? null : appendOnly === "1",
      hashMaxListpackEntries: await configured("hash-max-listpack-entries"),
    };
  } finally {
    redis.disconnect();
  }

  async function configured(name: string): Promise<number | null> {
    try {
      const answer = await redis.config("GET", name);
      return Array.isArray(answer) && answer.length === 2 ? Number(answer[1]) : null;
    } catch {
      return null;
    }
  }
}
