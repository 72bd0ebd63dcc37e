/** Law S4 and the losses of S1 and S6 on a server that is killed, set back to an older copy, emptied or made a replica. */
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { claimed, nothing, storeContract } from "@floorwalker/ports/contract";
import { openRedisStore } from "@floorwalker/redis";
import { Redis } from "ioredis";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { suiteOn } from "../support/src/backends.ts";
import { freePort } from "../support/src/child.ts";
import { localRedis, type RedisProcess, startRedis } from "../support/src/local-servers.ts";
import {
  answers,
  connectionOf,
  firstCommit,
  freshPrefix,
  openForTest,
  patience,
} from "../support/src/redis-under-test.ts";

const server = await localRedis();
const own = server ?? { skip: "no redis-server on this machine: install redis-server 7" };

/** Bytes of the server's file that it has not written yet. */
async function unwritten(address: string): Promise<string> {
  const raw = new Redis(address);
  const told = await raw.info("persistence");
  raw.disconnect();
  return /aof_buffer_length:(\d+)/.exec(told)?.[1] ?? "?";
}

suiteOn([own], "Redis store on a server of its own", () => {
  let current = server as RedisProcess;

  afterAll(() => current.stop());

  storeContract("Redis that forgets", async () => {
    const address = current.address;
    const store = await openRedisStore({ url: address, prefix: freshPrefix(), commandTimeoutMs: 3_000 });
    const raw = new Redis(address);
    raw.on("error", () => {});
    return {
      store,
      losses: {
        // What the server has answered is in the files, if not yet on the disk.
        async remember() {
          const copy = await mkdtemp(join(tmpdir(), "floorwalker-redis-copy-"));
          const { folder } = current;
          await cp(folder, copy, { recursive: true });
          return async () => {
            const killed = current;
            process.kill(killed.pid, "SIGKILL");
            await expect.poll(() => answers(store), patience).toBe(false);
            await rm(folder, { recursive: true });
            await cp(copy, folder, { recursive: true });
            await rm(copy, { recursive: true });
            current = await startRedis(killed);
            await expect.poll(() => answers(store), patience).toBe(true);
            return store;
          };
        },
        async forgetAll() {
          await raw.flushall();
          return store;
        },
      },
      cleanUp: async () => raw.disconnect(),
    };
  });

  test("S4 what was committed is there after the server was killed and started again", async () => {
    const store = await openForTest({ url: current.address });
    const claim = await claimed(store, 0);
    let to = 0;
    for (; to < 200; to++) {
      const rows = [[`cell-${to}`, Buffer.from(String(to))] as const];
      const position = { partition: 0, epoch: claim.epoch, from: to, to: to + 1 };
      const commit = { ...nothing, ...position, offset: to * 10, mark: `m${to}`, rows };
      expect(await store.commit(commit)).toBe("committed");
    }
    const killed = current;
    // While the disk is busy with an earlier second, a server that syncs every second writes up to two seconds late.
    await expect.poll(() => unwritten(killed.address), patience).toBe("0");
    process.kill(killed.pid, "SIGKILL");
    await expect.poll(() => answers(store), patience).toBe(false);
    current = await startRedis(killed);
    onTestFinished(() => killed.stop());
    await expect.poll(() => answers(store), patience).toBe(true);
    expect(await claimed(store, 0)).toMatchObject({ sequence: 200, offset: 1_990, mark: "m199" });
    const rows: string[] = [];
    for await (const chunk of store.load(0)) for (const [key] of chunk) rows.push(key);
    expect(rows).toHaveLength(200);
  });

  test("a connection to what became a replica is given up for a new one, and commits go on when one leads", async () => {
    const prefix = freshPrefix();
    const store = await openForTest({ url: current.address, prefix });
    const commit = await firstCommit(store);
    const raw = new Redis(current.address);
    onTestFinished(() => raw.disconnect());
    const before = await connectionOf(raw, `${prefix}-store`);
    await raw.replicaof("127.0.0.1", await freePort());
    await expect(store.commit(commit)).rejects.toThrow(/READONLY/);
    await expect.poll(() => connectionOf(raw, `${prefix}-store`), patience).toBeGreaterThan(before);
    await raw.replicaof("NO", "ONE");
    await expect.poll(() => answers(store), patience).toBe(true);
    expect(await store.commit(commit)).toBe("committed");
  });
});
