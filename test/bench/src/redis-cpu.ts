/** CPU time of the Redis server itself: what a commit costs the other side. */
import { Redis } from "ioredis";

/** Answers µs of CPU of the server since now. */
export async function redisCpu(url: string): Promise<() => Promise<number>> {
  const from = await usedMicros(url);
  return async () => (await usedMicros(url)) - from;
}

async function usedMicros(url: string): Promise<number> {
  const redis = new Redis(url);
  const info = await redis.info("cpu");
  redis.disconnect();
  const seconds = (name: string): number => Number(new RegExp(`^${name}:([\\d.]+)`, "m").exec(info)?.[1] ?? 0);
  return (seconds("used_cpu_user") + seconds("used_cpu_sys")) * 1e6;
}
