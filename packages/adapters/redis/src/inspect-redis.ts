/** What `floorwalker doctor` asks a server: is it there, is it new enough, does it keep what it is told. */
import { connectOrExplain, newConnection } from "./connection.ts";
import type { RedisAccess } from "./redis-options.ts";
import type { ServerFacts } from "./server-facts.ts";

export interface RedisFacts extends ServerFacts {
  /** Null: the server does not say (managed services refuse CONFIG). */
  readonly hashMaxListpackEntries: number | null;
}

const COMMAND_TIMEOUT_MS = 3_000;

/** `prefix`: of the keys. @throws ConnectionError: what a service would refuse as well. */
export async function inspectRedis(access: RedisAccess, prefix: string): Promise<RedisFacts> {
  const redis = newConnection({
    ...access,
    logger: undefined,
    commandTimeoutMs: COMMAND_TIMEOUT_MS,
    name: "floorwalker-doctor",
  });
  const facts = await connectOrExplain(redis, prefix);
  try {
    return { ...facts, hashMaxListpackEntries: await configured("hash-max-listpack-entries") };
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
