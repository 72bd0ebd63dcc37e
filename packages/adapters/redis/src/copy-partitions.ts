/**
 * A copy of everything under a prefix, partition by partition, and back again, with the secrets that the installation made for itself. A partition is read by one script and
 * written in one transaction: its state and the offset it was folded up to are always of the same commit. Partitions are
 * independent (law S7), so their copies need not be of one moment. Leases are not copied: they belong to the living.
 */
import { readFileSync } from "node:fs";
import type { Redis } from "ioredis";
import { connectOrExplain, newConnection } from "./connection.ts";
import type { RedisAccess } from "./redis-options.ts";

export interface PartitionCopy {
  readonly partition: number;
  readonly epoch: string;
  readonly sequence: number;
  readonly offset: number | null;
  /** What follows `<prefix>:{pN}` in each key, and Redis's own form of what is under it. */
  readonly keys: readonly (readonly [suffix: string, dump: Buffer])[];
}

export interface CopyAccess extends RedisAccess {
  /** Put before every key, as the services have it. */
  readonly prefix: string;
}

/** A script that reads a large partition takes as long. */
const COMMAND_TIMEOUT_MS = 120_000;
const SCAN_COUNT = 5_000;
const DUMP = readFileSync(new URL("./lua/dumpPartition.lua", import.meta.url), "utf8");

/** Every partition there is, in order. */
export async function* copyPartitions(access: CopyAccess): AsyncGenerator<PartitionCopy> {
  const redis = await connected(access);
  try {
    const classes = await classesByPartition(redis, access.prefix);
    for (const [partition, known] of [...classes].sort(([a], [b]) => a - b)) {
      const copy = await dumped(redis, access.prefix, partition, known);
      if (copy !== null) yield copy;
    }
  } finally {
    redis.disconnect();
  }
}

/** As they are stored, by name. */
export async function copySecrets(access: CopyAccess): Promise<Readonly<Record<string, string>>> {
  const redis = await connected(access);
  try {
    const found: Record<string, string> = {};
    const base = secretsOf(access.prefix);
    for await (const keys of scan(redis, base))
      for (const key of keys) {
        const text = await redis.get(key);
        if (text !== null) found[key.slice(base.length)] = text;
      }
    return found;
  } finally {
    redis.disconnect();
  }
}

/** In the place of those that are there. */
export async function restoreSecrets(access: CopyAccess, secrets: Readonly<Record<string, string>>): Promise<void> {
  const redis = await connected(access);
  try {
    for (const [name, text] of Object.entries(secrets)) await redis.set(secretsOf(access.prefix) + name, text);
  } finally {
    redis.disconnect();
  }
}

const secretsOf = (prefix: string): string => `${prefix}:secret:`;

/** True when nothing is stored under the prefix. */
export async function isEmptyStore(access: CopyAccess): Promise<boolean> {
  const redis = await connected(access);
  try {
    for await (const keys of scan(redis, partitionsOf(access.prefix))) if (keys.length > 0) return false;
    return true;
  } finally {
    redis.disconnect();
  }
}

/** Each partition in one transaction, in the place of whatever was under it; partitions that are not in the copy are removed. */
export async function restorePartitions(access: CopyAccess, copies: AsyncIterable<PartitionCopy>): Promise<number> {
  const redis = await connected(access);
  try {
    const left = new Map<number, string[]>();
    for await (const keys of scan(redis, partitionsOf(access.prefix)))
      for (const key of keys) {
        const partition = partitionOf(key);
        left.set(partition, [...(left.get(partition) ?? []), key]);
      }
    let count = 0;
    for await (const { partition, keys } of copies) {
      const base = baseOf(access.prefix, partition);
      const old = left.get(partition) ?? [];
      left.delete(partition);
      const transaction = redis.multi();
      // An owner that is still there finds another epoch, and reads what is here now.
      if (old.length > 0) transaction.unlink(...old);
      for (const [suffix, dump] of keys) transaction.restore(base + suffix, 0, dump, "REPLACE");
      const answers = (await transaction.exec()) ?? [];
      const failed = answers.find(([error]) => error !== null)?.[0];
      if (failed) throw failed;
      count++;
    }
    for (const keys of left.values()) await redis.unlink(...keys);
    return count;
  } finally {
    redis.disconnect();
  }
}

async function connected({ prefix, ...access }: CopyAccess): Promise<Redis> {
  const redis = newConnection({
    ...access,
    logger: undefined,
    commandTimeoutMs: COMMAND_TIMEOUT_MS,
    name: "floorwalker-copy",
  });
  await connectOrExplain(redis, prefix);
  return redis;
}

const baseOf = (prefix: string, partition: number): string => `${prefix}:{p${partition}}`;

const partitionOf = (key: string): number => Number(/:\{p(\d+)\}:/.exec(key)?.[1] ?? -1);

/** The classes of records that each partition has. */
async function classesByPartition(redis: Redis, prefix: string): Promise<Map<number, Set<string>>> {
  const found = new Map<number, Set<string>>();
  for await (const keys of scan(redis, partitionsOf(prefix)))
    for (const key of keys) {
      const partition = partitionOf(key);
      const classes = found.get(partition) ?? new Set();
      found.set(partition, classes);
      const named = /\}:buckets:(.*)$/s.exec(key)?.[1];
      if (named !== undefined) classes.add(named);
    }
  return found;
}

async function dumped(
  redis: Redis,
  prefix: string,
  partition: number,
  classes: ReadonlySet<string>,
): Promise<PartitionCopy | null> {
  const answer = (await redis.callBuffer("eval", DUMP, 1, baseOf(prefix, partition), ...classes)) as Buffer[];
  const [epoch, sequence, offset, ...rest] = answer;
  if (epoch === undefined || sequence === undefined || offset === undefined) return null;
  const keys: (readonly [string, Buffer])[] = [];
  for (let at = 0; at < rest.length; at += 2) keys.push([rest[at]!.toString(), rest[at + 1]!]);
  // A class of records that came between the scan and the script would be missing.
  const now = (await classesByPartition(redis, prefix)).get(partition) ?? new Set();
  if ([...now].some((each) => !classes.has(each))) return dumped(redis, prefix, partition, now);
  return {
    partition,
    epoch: epoch.toString(),
    sequence: Number(sequence.toString()),
    offset: offset.length === 0 ? null : Number(offset.toString()),
    keys,
  };
}

const partitionsOf = (prefix: string): string => `${prefix}:{p`;

/** Keys that begin so. */
async function* scan(redis: Redis, beginning: string): AsyncGenerator<string[]> {
  const pattern = `${beginning.replace(/[*?[\]\\]/g, "\\$&")}*`;
  let cursor = "0";
  do {
    const [next, keys] = await redis.scan(cursor, "MATCH", pattern, "COUNT", SCAN_COUNT);
    if (keys.length > 0) yield keys;
    cursor = next;
  } while (cursor !== "0");
}
