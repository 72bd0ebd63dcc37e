/**
 * Hears the commits of all partitions on a connection of its own (law S5). Sharded channels carry the partition's hash
 * tag, so that a cluster delivers them from the node that owns the partition.
 *
 * After a cut, `lost` is called only when the subscription stands again: whoever then reads a snapshot misses nothing.
 */

import type { ViewChange } from "@floorwalker/ports";
import type { Redis } from "ioredis";
import { decodeChange } from "./change-message.ts";

export interface ChangeFollowerOptions {
  /** Not connected yet. */
  readonly connection: Redis;
  readonly channels: readonly string[];
  readonly changed: (change: ViewChange) => void;
  readonly lost: () => void;
  /** A connection that does not answer is cut after this, ms. */
  readonly pingMs: number;
}

/** Resolves when everything is subscribed, with what ends it. Nothing of it stays when it rejects. */
export async function followChanges(options: ChangeFollowerOptions): Promise<() => Promise<void>> {
  const { connection, channels, changed, lost, pingMs } = options;
  const partitions = new Map(channels.map((channel, partition) => [channel, partition]));
  const subscribe = () => Promise.all(channels.map((channel) => connection.ssubscribe(channel)));
  connection.on("smessageBuffer", (channel: Buffer, message: Buffer) => {
    const partition = partitions.get(channel.toString());
    if (partition !== undefined) changed(decodeChange(partition, message));
  });
  try {
    await connection.connect();
    await subscribe();
  } catch (error) {
    // It would try to connect for ever, for nobody.
    connection.disconnect();
    throw error;
  }
  connection.on("ready", () => {
    subscribe().then(lost, () => connection.disconnect(true));
  });
  const pulse = setInterval(() => {
    if (connection.status === "ready") connection.ping().catch(() => connection.disconnect(true));
  }, pingMs);
  pulse.unref();
  return async () => {
    clearInterval(pulse);
    connection.removeAllListeners("ready");
    connection.removeAllListeners("smessageBuffer");
    connection.disconnect();
  };
}
