/** Stores on a Redis for the tests of this adapter; each is closed after the test that opened it. */
import type { Commit, Store } from "@floorwalker/ports";
import { claimed, nothing } from "@floorwalker/ports/contract";
import { openRedisStore, type RedisStore, type RedisStoreOptions } from "@floorwalker/redis";
import type { Redis } from "ioredis";
import { onTestFinished } from "vitest";

export const patience = { timeout: 20_000, interval: 10 };

let unique = 0;
export const freshPrefix = (): string => `test-${process.pid}-${Date.now()}-${++unique}`;

export async function openForTest(options: RedisStoreOptions): Promise<RedisStore> {
  const store = await openRedisStore({ prefix: freshPrefix(), commandTimeoutMs: 3_000, ...options });
  onTestFinished(() => store.close());
  return store;
}

export async function firstCommit(store: Store): Promise<Commit> {
  const { epoch } = await claimed(store, 0);
  return { ...nothing, partition: 0, epoch, from: 0, to: 1, views: [["tile", Buffer.from("1")]], outbox: ["once"] };
}

/** The server's number of the connection with this name; 0 when there is none. */
export async function connectionOf(raw: Redis, name: string): Promise<number> {
  const list = (await raw.client("LIST")) as string;
  const line = list.split("\n").find((one) => one.includes(` name=${name} `));
  return Number(/id=(\d+)/.exec(line ?? "")?.[1] ?? 0);
}

export const answers = (store: Store): Promise<boolean> =>
  store.ping().then(
    () => true,
    () => false,
  );
