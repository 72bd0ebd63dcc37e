/**
 * What ffec8ce's aggregator stored of a small morning at 09:05 (`../golden`): 19 events, five calls answered, two
 * abandoned, one that waits, and an alert that nobody has taken yet. Never made anew: it is what is out there.
 */
import { readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import type { Redis } from "ioredis";

const golden = (name: string): string => readFileSync(new URL(`../golden/${name}`, import.meta.url), "utf8");

/** Epoch ms at which it was stored. */
export const GOLDEN_NOW = Date.UTC(2026, 10, 21, 9, 5);

export function writeGoldenFile(path: string): void {
  const database = new DatabaseSync(path);
  database.exec(golden("ffec8ce.sql"));
  database.close();
}

type Stored =
  | { readonly hash: Readonly<Record<string, string>> }
  | { readonly zset: readonly string[] }
  | { readonly stream: readonly (readonly [id: string, fields: readonly string[]])[] };

export async function writeGoldenRedis(redis: Redis, prefix: string): Promise<void> {
  for (const [name, stored] of Object.entries(JSON.parse(golden("ffec8ce-redis.json")) as Record<string, Stored>)) {
    const key = `${prefix}:${name}`;
    if ("hash" in stored) await redis.hset(key, stored.hash);
    else if ("stream" in stored) for (const [id, fields] of stored.stream) await redis.xadd(key, id, ...fields);
    else
      for (let at = 0; at < stored.zset.length; at += 2) await redis.zadd(key, stored.zset[at + 1]!, stored.zset[at]!);
  }
}
