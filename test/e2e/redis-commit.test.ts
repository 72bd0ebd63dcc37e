/**
 * Law S2 at its hardest: Redis does not roll back, so whatever can fail in a commit has to be asked before its first write.
 * Each fault is provoked on a real server of its own, and every key is compared byte by byte.
 */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Commit, Store } from "@floorwalker/ports";
import { claimed, nothing } from "@floorwalker/ports/contract";
import { openRedisStore } from "@floorwalker/redis";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { suiteOn } from "../support/src/backends.ts";
import { localRedis } from "../support/src/local-servers.ts";

const server = await localRedis();
const backend = server ?? { skip: "no redis-server on this machine: install redis-server 7" };
const SCRIPT = fileURLToPath(import.meta.resolve("@floorwalker/redis")).replace("index.ts", "lua/commitPartition.lua");
const base = "floorwalker:{p0}";

suiteOn([backend], "a Redis that fails in the middle of a commit", () => {
  let raw: Redis;

  beforeAll(() => {
    raw = new Redis(server!.address);
  });

  afterAll(async () => {
    raw.disconnect();
    await server!.stop();
  });

  const wrongTypes = [
    [`${base}:rows`, "rows"],
    [`${base}:views`, "views"],
    [`${base}:records:call:9`, "records of a new bucket"],
    [`${base}:records:email:2`, "records of a dropped bucket"],
    [`${base}:buckets:call`, "the index of the buckets"],
    [`${base}:buckets:email`, "the index of a dropped bucket"],
    [`${base}:outbox`, "the outbox"],
  ] as const;
  test.each(wrongTypes)("%s of another type: %s", async (key) => {
    const { store, commit } = await started();
    await raw.del(key);
    await raw.set(key, "something else");
    await expectNothingWritten(() => store.commit(commit), /^COMMIT .* is a string, not a .*nothing was written/);
    await raw.del(key);
    expect(await store.commit(commit)).toBe("committed");
  });

  test("an outbox that already has a later id: nothing is written, and the next claim is behind none", async () => {
    const { store, commit } = await started();
    await raw.xadd(`${base}:outbox`, "9000000000000-7", "p", "from nowhere");
    await expectNothingWritten(() => store.commit(commit), /COMMIT the outbox already has 9000000000000-7/);
    const { epoch } = await claimed(store, 0);
    expect(await store.commit({ ...commit, epoch })).toBe("committed");
    const payloads = (await store.outbox(0, 9)).map(({ payload }) => payload);
    expect(payloads).toEqual(["kept", "from nowhere", "new"]);
  });

  test("arguments that are cut off, too many, or no counts", async () => {
    const { commit } = await started();
    const script = await readFile(SCRIPT, "utf8");
    const sound = [commit.epoch, 1, 2, "", "", "[]", `${base}:changes`, 0, 1, "k", "new", 0, 0, 0, 0, 1, "new"];
    const run = (all: readonly (string | number)[]) => raw.call("eval", [script, 1, base, ...all]);
    for (let length = 6; length < sound.length; length++)
      await expectNothingWritten(() => run(sound.slice(0, length)), /COMMIT/);
    await expectNothingWritten(() => run([...sound, "more"]), /COMMIT arguments end at 18 instead of 17/);
    await expectNothingWritten(() => run([...sound.slice(0, 8), "many", ...sound.slice(9)]), /COMMIT argument 9/);
    await expectNothingWritten(() => run([...sound.slice(0, 8), -1, ...sound.slice(9)]), /COMMIT argument 9/);
    expect(await run(sound)).toBe("committed");
  });

  test("a bucket that is no number", async () => {
    const { store, commit } = await started();
    const records = [{ class: "call", bucket: Number.NaN, key: "k", value: Buffer.from("new") }];
    await expectNothingWritten(() => store.commit({ ...commit, records }), /COMMIT a bucket is no number/);
    const dropBuckets = [{ class: "call", bucket: Number.NaN }];
    await expectNothingWritten(() => store.commit({ ...commit, dropBuckets }), /COMMIT a bucket is no number/);
  });

  const rights = [
    ["SPUBLISH", "+@all resetchannels"],
    ["XADD", "+@all -xadd &*"],
    ["HDEL", "+@all -hdel &*"],
    ["ZADD", "+@all -zadd &*"],
    ["ZREM", "+@all -zrem &*"],
    ["UNLINK", "+@all -unlink &*"],
  ] as const;
  test.each(rights)("a user without the right to %s", async (command, rules) => {
    const { store, commit } = await started();
    await raw.call("ACL", ["SETUSER", "default", ...rules.split(" ")]);
    try {
      await expectNothingWritten(() => store.commit(commit), new RegExp(`COMMIT no permission for ${command}`));
    } finally {
      await raw.call("ACL", ["SETUSER", "default", "+@all", "&*"]);
    }
    expect(await store.commit(commit)).toBe("committed");
  });

  const refusals = [
    ["maxmemory", "1", "0", /OOM/],
    ["min-replicas-to-write", "1", "0", /NOREPLICAS/],
  ] as const;
  test.each(refusals)("a server that refuses writes by its %s", async (setting, refusing, healthy, reason) => {
    const { store, commit } = await started();
    await raw.config("SET", setting, refusing);
    // Without the dropped bucket the first write needs memory; with it, it does not: then all of it is written.
    const needsMemory = { ...commit, dropBuckets: [] };
    try {
      await expectNothingWritten(() => store.commit(needsMemory), reason);
      const before = await dump();
      const result = await store.commit(commit).catch(() => "refused");
      if (result === "refused") expect(await dump()).toEqual(before);
      else expect(await raw.hmget(`${base}:meta`, "sequence", "mark")).toEqual(["2", "new"]);
    } finally {
      await raw.config("SET", setting, healthy);
    }
    expect(await store.commit(commit)).toBe("committed");
    expect((await store.outbox(0, 9)).map(({ payload }) => payload)).toEqual(["kept", "new"]);
  });

  /** A state with something in every part, and a commit that touches every part. */
  async function started(): Promise<{ store: Store; commit: Commit }> {
    await raw.flushall();
    const store = await openRedisStore({ url: server!.address });
    onTestFinished(() => store.close());
    const { epoch } = await claimed(store, 0);
    const put = (recordClass: string, bucket: number) => ({
      class: recordClass,
      bucket,
      key: "k",
      value: Buffer.from("kept"),
    });
    const first: Commit = {
      ...nothing,
      partition: 0,
      epoch,
      from: 0,
      to: 1,
      rows: [["k", Buffer.from("kept")]],
      records: [put("call", 1), put("email", 2)],
      views: [["v", Buffer.from("kept")]],
      outbox: ["kept"],
    };
    expect(await store.commit(first)).toBe("committed");
    const commit: Commit = {
      partition: 0,
      epoch,
      from: 1,
      to: 2,
      offset: 5,
      mark: "new",
      rows: [
        ["k", null],
        ["n", Buffer.from("new")],
      ],
      records: [{ class: "call", bucket: 9, key: "n", value: Buffer.from("new") }],
      dropBuckets: [{ class: "email", bucket: 2 }],
      views: [
        ["v", null],
        ["w", Buffer.from("new")],
      ],
      outbox: ["new"],
    };
    return { store, commit };
  }

  async function expectNothingWritten(attempt: () => Promise<unknown>, reason: RegExp): Promise<void> {
    const before = await dump();
    await expect(attempt()).rejects.toThrow(reason);
    expect(await dump()).toEqual(before);
  }

  /** Every key with its bytes. */
  async function dump(): Promise<Record<string, string>> {
    const keys = (await raw.keys("*")).sort();
    const values = await Promise.all(keys.map((key) => raw.dumpBuffer(key)));
    return Object.fromEntries(keys.map((key, index) => [key, values[index]!.toString("base64")]));
  }
});
