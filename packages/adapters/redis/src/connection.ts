/**
 * Connections to Redis. ioredis repeats a command whose reply was cut and sends old ones after a reconnect; here a
 * command is sent once, on a connection that is up, and a rejection means "unknown" (law S3).
 */

import type { Redis } from "ioredis";
import { PatientRedis } from "./patient-redis.ts";
import { RedisStoreError } from "./redis-store-error.ts";

/** The part of pino that is used. */
export interface RedisLogger {
  warn(fields: Readonly<Record<string, unknown>>, event: string): void;
}

export interface ConnectionOptions {
  /** redis://[user:password@]host:port[/database], rediss:// for TLS. */
  readonly url: string;
  readonly logger: RedisLogger | undefined;
  readonly commandTimeoutMs: number;
  readonly name: string;
}

const REPEAT_AFTER_MS = 10_000;

export function newConnection({ url, logger, commandTimeoutMs, name }: ConnectionOptions): Redis {
  const options = {
    connectionName: name,
    connectTimeout: 5_000,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    autoResubscribe: false,
    retryStrategy: (attempt: number) => Math.min(50 * attempt, 1_000),
    // After a failover this connection still points at what is a replica now. True: reconnect, do not send again.
    reconnectOnError: (error: Error) => error.message.includes("READONLY"),
  };
  const redis = new PatientRedis(url, options, commandTimeoutMs);
  let saidAt = Number.NEGATIVE_INFINITY;
  // Without a listener ioredis prints to the console; what fails also rejects, so one line in ten seconds is enough.
  redis.on("error", (error: Error) => {
    if (performance.now() - saidAt < REPEAT_AFTER_MS) return;
    saidAt = performance.now();
    logger?.warn({ connection: name, reason: error.message }, "redis_connection_error");
  });
  return redis;
}

/** Connects or says why not; Redis 7 is the first with sharded channels. */
export async function connectOrExplain(redis: Redis): Promise<void> {
  const { host, port } = redis.options;
  try {
    await redis.connect();
  } catch (error) {
    redis.disconnect();
    throw new RedisStoreError("redis_unreachable", `no answer from ${host}:${port}; is Redis running there?`, error);
  }
  const version = /redis_version:(\d+)\.(\d+)/.exec(await redis.info("server"));
  if (version !== null && Number(version[1]) < 7) {
    redis.disconnect();
    const running = `${version[1]}.${version[2]}`;
    throw new RedisStoreError("redis_too_old", `${host}:${port} is Redis ${running}; install 7 or newer, or Valkey`);
  }
}
