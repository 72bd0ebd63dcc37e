/** Redis: can it be reached, is it 7 or newer, does it keep what it is told? `infra/redis/redis.conf` says why each matters. */

import { inspectRedis, type RedisFacts } from "@floorwalker/redis";
import { type Environment, REDIS_PREFIX, type RedisAddress } from "@floorwalker/runtime";
import { ConnectionError } from "@floorwalker/runtime/transport";
import { connectionFinding, type Finding, ok, skipped, unknown, warning } from "./finding.ts";

/** Above it a commit of many fields becomes slow; the server's own default is 512. */
const LISTPACK_ENTRIES = 32;

export async function redisFindings({ redis, prefix }: Environment): Promise<Finding[]> {
  if (redis === null) return [skipped("redis", "FLOORWALKER_REDIS is not set: embedded profile")];
  try {
    const facts = await inspectRedis(redis, prefix + REDIS_PREFIX);
    return [
      ok("redis", `version ${facts.version ?? "unknown"} answers${secured(redis)}`),
      evictionFinding(facts),
      appendFinding(facts),
      hashFinding(facts),
    ];
  } catch (error) {
    const evicts = error instanceof ConnectionError && error.code === "redis_may_evict";
    return [connectionFinding(evicts ? EVICTION : "redis", error, "Look at the server's log.")];
  }
}

const EVICTION = "redis_maxmemory_policy";
const REFUSED = "the server does not say (managed Redis may refuse CONFIG)";

const secured = ({ tls, user, password }: RedisAddress): string =>
  `${tls === null ? "" : ", over TLS"}${password === null ? "" : `, as user ${user ?? "default"}`}`;

function evictionFinding({ maxmemoryPolicy: policy }: RedisFacts): Finding {
  const fix = "Set maxmemory-policy noeviction: every key is state, an evicted one is a wrong number.";
  if (policy === null) return unknown(EVICTION, REFUSED, fix);
  return ok(EVICTION, policy);
}

function appendFinding({ appendOnly }: RedisFacts): Finding {
  const name = "redis_appendonly";
  const fix =
    "Set appendonly yes: else a restart of Redis goes back to the last snapshot and reads Kafka again from there.";
  if (appendOnly === null) return unknown(name, REFUSED, fix);
  return appendOnly ? ok(name, "yes") : warning(name, "no", fix);
}

function hashFinding({ hashMaxListpackEntries: entries }: RedisFacts): Finding {
  const name = "redis_hash_listpack";
  const fix = `Set hash-max-listpack-entries ${LISTPACK_ENTRIES}: with more, large commits become several times slower.`;
  if (entries === null) return unknown(name, REFUSED, fix);
  return entries <= LISTPACK_ENTRIES
    ? ok(name, `hash-max-listpack-entries ${entries}`)
    : warning(name, `hash-max-listpack-entries ${entries}`, fix);
}
