/**
 * Connections to Redis. ioredis repeats a command whose reply was cut and sends old ones after a reconnect; here a
 * command is sent once, on a connection that is up, and a rejection means "unknown" (law S3).
 */

import type { Redis } from "ioredis";
import { explainReply, explainSilence } from "./explain-redis.ts";
import { PatientRedis } from "./patient-redis.ts";
import { type RedisAccess, redisOptions } from "./redis-options.ts";
import { missingRights } from "./rights.ts";
import { readFacts, refusalOf, type ServerFacts } from "./server-facts.ts";

/** The part of pino that is used. */
export interface RedisLogger {
  warn(fields: Readonly<Record<string, unknown>>, event: string): void;
}

export interface ConnectionOptions extends RedisAccess {
  readonly logger: RedisLogger | undefined;
  readonly commandTimeoutMs: number;
  readonly name: string;
}

const REPEAT_AFTER_MS = 10_000;

export function newConnection({ logger, commandTimeoutMs, name, ...access }: ConnectionOptions): Redis {
  const options = {
    ...redisOptions(access),
    connectionName: name,
    connectTimeout: 5_000,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    autoResubscribe: false,
    retryStrategy: (attempt: number) => Math.min(50 * attempt, 1_000),
    // After a failover this connection still points at what is a replica now. True: reconnect, do not send again.
    reconnectOnError: (error: Error) => error.message.includes("READONLY"),
  };
  const redis = new PatientRedis(options, commandTimeoutMs);
  let saidAt = Number.NEGATIVE_INFINITY;
  // Without a listener ioredis prints to the console; what fails also rejects, so one line in ten seconds is enough.
  redis.on("error", (error: Error) => {
    if (performance.now() - saidAt < REPEAT_AFTER_MS) return;
    saidAt = performance.now();
    logger?.warn({ connection: name, reason: error.message }, "redis_connection_error");
  });
  return redis;
}

/**
 * Connects, or says why not: Redis 7 is the first with sharded channels, and see `server-facts.ts` and `rights.ts`. What a
 * server does not tell (managed ones may refuse INFO) is said once and not held against it.
 */
export async function connectOrExplain(
  redis: Redis,
  prefix: string,
  logger?: RedisLogger,
  keepsHistory = false,
): Promise<ServerFacts> {
  const said: unknown[] = [];
  const hear = (error: unknown) => void said.push(error);
  redis.on("error", hear);
  try {
    await redis.connect().catch(async () => {
      throw await explainSilence(redis, said);
    });
    const info = await redis.info().catch((error: unknown) => {
      said.push(error);
      return null;
    });
    const facts = readFacts(info);
    const refusal = refusalOf(facts, `${redis.options.host}:${redis.options.port}`);
    const problem =
      refusal ??
      (info === null ? null : explainReply(redis, said)) ??
      (await missingRights(redis, prefix, keepsHistory));
    if (problem !== null) throw problem;
    if (facts.maxmemoryPolicy === null)
      logger?.warn({ fix: "See to it that maxmemory-policy is noeviction." }, "redis_settings_unknown");
    return facts;
  } catch (error) {
    redis.disconnect();
    throw error;
  } finally {
    redis.off("error", hear);
  }
}
