/** Keys that ffec8ce's scripts wrote are taken over by a claim; what it left in the outbox is delivered and acknowledged. */
import { claimed, nothing } from "@floorwalker/ports/contract";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addressOf, redisBackend, suiteOn } from "../support/src/backends.ts";
import { writeGoldenRedis } from "../support/src/golden-state.ts";
import { freshPrefix, openForTest } from "../support/src/redis-under-test.ts";

const redis = await redisBackend();

suiteOn([redis], "a state of the first version in Redis", () => {
  let raw: Redis;
  beforeAll(() => {
    raw = new Redis(addressOf(redis));
  });
  afterAll(() => raw.quit());

  test("is read before it is claimed, taken over by a claim, and goes on", async () => {
    const prefix = freshPrefix();
    await writeGoldenRedis(raw, prefix);
    const store = await openForTest({ url: addressOf(redis), prefix });
    const before = await store.snapshot(0);
    expect(before.position).toEqual({ epoch: "1-", sequence: 1 });
    expect(before.rows.size).toBeGreaterThan(2);

    const claim = await claimed(store, 0);
    expect(claim).toEqual({ epoch: claim.epoch, sequence: 1, offset: 19, mark: null });
    const rows: string[] = [];
    for await (const chunk of store.load(0)) rows.push(...chunk.map(([key]) => key));
    expect(rows).toHaveLength(19);
    expect((await store.lookup(0, "call", ["krakow\u001ecall\u001fc5"])).size).toBe(1);

    const commit = { ...nothing, partition: 0, from: 1, to: 2, offset: 20, outbox: ["new"] };
    expect(await store.commit({ ...commit, epoch: "1-" })).toBe("fenced");
    expect(await store.commit({ ...commit, epoch: claim.epoch })).toBe("committed");
    const entries = await store.outbox(0, 9);
    expect(entries.map(({ payload }) => payload)).toEqual([expect.stringContaining("long-wait"), "new"]);
    await store.acknowledge(0, [entries[0]!.id]);
    expect((await store.outbox(0, 9)).map(({ payload }) => payload)).toEqual(["new"]);
    // Its own program is told, and does not write over what it does not know.
    expect(await raw.hget(`${prefix}:{p0}:meta`, "format")).toBe("3");
  });
});
