import type { ViewChange } from "@floorwalker/ports";
import { claimed, nothing, storeContract } from "@floorwalker/ports/contract";
import { openRedisStore, RedisStore, type RedisStoreOptions } from "@floorwalker/redis";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { addressOf, redisBackend, suiteOn } from "../support/src/backends.ts";
import { freePort } from "../support/src/child.ts";
import { cuttingProxy } from "../support/src/cutting-proxy.ts";
import {
  answers,
  connectionOf,
  firstCommit,
  freshPrefix,
  openForTest,
  patience,
} from "../support/src/redis-under-test.ts";

const redis = await redisBackend();

suiteOn([redis], "Redis store", () => {
  storeContract("Redis", async () => {
    const prefix = freshPrefix();
    const open = () => openRedisStore({ url: addressOf(redis), prefix });
    const [first, peer] = [await open(), await open()];
    const reopen = async () => {
      await first.close();
      return open();
    };
    return { store: first, peer, reopen };
  });

  describe("a Redis that is cut off", () => {
    let raw: Redis;

    beforeAll(() => {
      raw = new Redis(addressOf(redis));
    });

    afterAll(async () => {
      await raw.quit();
    });

    test("an error is a reply too: a connection that was answered with one is kept", async () => {
      const { proxy, store } = await proxied(100);
      const before = proxy.accepted();
      // The script is unknown to the server at first; nobody knows this owner afterwards.
      await raw.script("FLUSH");
      for (let times = 0; times < 10; times++) {
        expect(await store.leaseOutbox(0, "one", 1_000)).toBe(true);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      expect(proxy.accepted()).toBe(before);
    });

    test("S3 a commit whose reply is lost rejects, was applied once, and repeated finds itself committed", async () => {
      const { proxy, store } = await proxied();
      const commit = await firstCommit(store);
      proxy.be("deaf");
      await expect(store.commit(commit)).rejects.toThrow();
      await expect.poll(() => answers(store), patience).toBe(true);
      expect(await store.commit(commit)).toBe("committed");
      expect((await store.outbox(0, 10)).map(({ payload }) => payload)).toEqual(["once"]);
      expect((await store.snapshot(0)).position.sequence).toBe(1);
    });

    test("S3 a commit tried while Redis is away rejects at once and does not arrive later", async () => {
      const { proxy, store } = await proxied();
      const commit = await firstCommit(store);
      proxy.be("closed");
      await expect.poll(() => answers(store), patience).toBe(false);
      const began = performance.now();
      await expect(store.commit(commit)).rejects.toThrow();
      expect(performance.now() - began).toBeLessThan(1_000);
      proxy.be("open");
      await expect.poll(() => answers(store), patience).toBe(true);
      expect((await store.snapshot(0)).position.sequence).toBe(0);
      expect(await store.commit(commit)).toBe("committed");
    });

    test("S3 a commit that Redis has done is not timed out by the work of the process itself: 3 of 3", async () => {
      const store = await open({ commandTimeoutMs: 1_000 });
      const { epoch } = await claimed(store, 0);
      // Also one that does not fit into the socket before the standstill.
      for (const [from, bytes] of [10, 10, 30_000_000].entries()) {
        const rows = [["k", Buffer.alloc(bytes, "x")]] as const;
        const committing = store.commit({ ...nothing, partition: 0, epoch, from, to: from + 1, rows });
        standStill(1_500);
        expect(await committing).toBe("committed");
      }
    });

    test("S3 a connection that no longer brings replies is given up for a new one, which finds what was done", async () => {
      const { proxy, store } = await proxied(500);
      const commit = await firstCommit(store);
      proxy.halfOpen();
      await expect(store.commit(commit)).rejects.toThrow("no reply within 500 ms");
      await expect.poll(() => answers(store), patience).toBe(true);
      expect(await store.commit(commit)).toBe("committed");
      expect(await store.outbox(0, 10)).toHaveLength(1);
    });

    test("S5 a follower that was cut off is told so once it hears again, and misses nothing from there", async () => {
      const prefix = freshPrefix();
      const store = await open({ prefix });
      const commit = await firstCommit(store);
      const heard: ViewChange[] = [];
      let lost = 0;
      await store.follow(
        1,
        (change) => heard.push(change),
        () => (lost += 1),
      );
      await raw.client("KILL", "ID", await connectionOf(raw, `${prefix}-follower`));
      await expect.poll(() => lost, patience).toBe(1);
      expect(await store.commit(commit)).toBe("committed");
      await expect.poll(() => heard.map(({ to }) => to), patience).toEqual([1]);
    });

    test("a follower that may not subscribe is told so, and leaves no connection behind", async () => {
      const prefix = freshPrefix();
      const store = await open({ prefix });
      await raw.call("ACL", "SETUSER", prefix, "on", ">secret", `~${prefix}:*`, "resetchannels", "+@all");
      onTestFinished(async () => void (await raw.call("ACL", "DELUSER", prefix)));
      const refused = new RedisStore({ url: addressOf(redis), prefix, user: prefix, password: "secret" });
      onTestFinished(() => refused.close());
      await expect(follow(refused, () => {})).rejects.toThrow("NOPERM");
      await expect.poll(() => connectionOf(raw, `${prefix}-follower`), patience).toBe(0);
      expect(await answers(store)).toBe(true);
    });

    test("an installation in another database of the same server is not heard", async () => {
      const prefix = freshPrefix();
      const other = new URL(addressOf(redis));
      other.pathname = "/1";
      const [here, there] = [await open({ prefix }), await open({ prefix, url: other.href })];
      onTestFinished(() => there.erase());
      const heard: Record<"here" | "there", string[]> = { here: [], there: [] };
      await follow(here, ({ changes }) => heard.here.push(...changes.map(([id]) => id)));
      await follow(there, ({ changes }) => heard.there.push(...changes.map(([id]) => id)));
      for (const [store, id] of [
        [there, "there"],
        [here, "here"],
        [there, "there"],
      ] as const) {
        const commit = await firstCommit(store);
        const { sequence } = (await store.stored(0))!.checkpoint;
        const next = {
          ...commit,
          from: sequence,
          to: sequence + 1,
          views: [[id, Buffer.from("1")]] as const,
          outbox: [],
        };
        expect(await store.commit(next)).toBe("committed");
      }
      await expect.poll(() => heard, patience).toEqual({ here: ["here"], there: ["there", "there"] });
    });

    test("a server that forgot the scripts is given them again", async () => {
      const store = await open({});
      const commit = await firstCommit(store);
      await raw.script("FLUSH");
      expect(await store.commit(commit)).toBe("committed");
    });

    test("S2 a Redis that lost a claim is told apart from a newer owner: the state is to be reloaded", async () => {
      const prefix = freshPrefix();
      const store = await open({ prefix });
      const commit = await firstCommit(store);
      await raw.hset(`${prefix}:{p0}:meta`, "epoch", "1", "nonce", "before");
      expect(await store.commit(commit)).toBe("diverged");
    });

    test("a state that another version wrote is refused with its format", async () => {
      const prefix = freshPrefix();
      const store = await open({ prefix });
      await claimed(store, 0);
      await raw.hset(`${prefix}:{p0}:meta`, "format", "99");
      const facts = { fold: 1, partitions: 1, log: null };
      const refused = { result: "refused", reason: "newer_format", stored: "99", wanted: "3" };
      expect(await store.claim(0, { nonce: "n", facts })).toEqual(refused);
      await expect(store.adopt(0, facts)).rejects.toThrow(/^state_format_unknown: .*format 99/);
    });

    test("erase touches nothing of another prefix, also one that begins alike or holds wildcards", async () => {
      const name = freshPrefix();
      const [one, alike, wild] = [
        await open({ prefix: name }),
        await open({ prefix: `${name}1` }),
        await open({ prefix: `${name}*` }),
      ];
      for (const store of [one, alike, wild]) await store.commit(await firstCommit(store));
      await wild.erase();
      await one.erase();
      expect((await claimed(alike, 0)).sequence).toBe(1);
      expect((await claimed(one, 0)).sequence).toBe(0);
    });

    test("an address where nothing listens is named in the error", async () => {
      const port = await freePort();
      await expect(openRedisStore({ url: `redis://127.0.0.1:${port}` })).rejects.toThrow(
        `redis_unreachable: no answer from 127.0.0.1:${port}`,
      );
    });
  });
});

const follow = (store: RedisStore, changed: (change: ViewChange) => void) => store.follow(1, changed, () => {});

const open = (options: Partial<RedisStoreOptions>): Promise<RedisStore> =>
  openForTest({ url: addressOf(redis), ...options });

async function proxied(commandTimeoutMs = 3_000) {
  const { hostname, port } = new URL(addressOf(redis));
  const proxy = await cuttingProxy({ host: hostname, port: Number(port) });
  onTestFinished(() => proxy.close());
  return { proxy, store: await open({ url: `redis://127.0.0.1:${proxy.port}`, commandTimeoutMs }) };
}

/** Synchronous work. */
function standStill(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}
