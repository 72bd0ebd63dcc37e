import { storeContract } from "@floorwalker/ports/contract";
import { openRedisStore } from "@floorwalker/redis";
import { addressOf, redisBackend, suiteOn } from "../support/src/backends.ts";

const redis = await redisBackend();

const run = crypto.randomUUID().slice(0, 8);

const open = (prefix: string) => openRedisStore({ url: addressOf(redis), prefix: `${prefix}-${run}` });

suiteOn([redis], "Redis store", () => {
  storeContract("Redis", async () => {
    const [store, peer] = [await open("contract"), await open("contract")];
    return { store, peer, reopen: () => open("contract") };
  });
});
