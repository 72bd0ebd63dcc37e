/** The history of some days in a real Redis: the laws of its port, how long it keeps what, and whoever puts at the same time or dies. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { C, type Interval, queueCell } from "@floorwalker/domain";
import { historyContract, sampleInterval } from "@floorwalker/ports/contract";
import { openRedisHistory, REDIS_KEEPS, type RedisHistory } from "@floorwalker/redis";
import { Redis } from "ioredis";
import { expect, onTestFinished, test } from "vitest";
import { addressOf, redisBackend, suiteOn } from "../support/src/backends.ts";
import { freshPrefix } from "../support/src/redis-under-test.ts";

const redis = await redisBackend();
const QUARTER = 900_000;
const DAY = 96 * QUARTER;
/** The contract's intervals are of the days around. */
const NOW = 20_773 * DAY;
const MIDNIGHT = 20_770 * DAY;

suiteOn([redis], "Redis history", () => {
  const ofContract = async () => {
    const prefix = freshPrefix();
    const open = () => openRedisHistory({ url: addressOf(redis), prefix, clock: () => NOW });
    let history = await open();
    return {
      history,
      async reopen() {
        await history.close();
        history = await open();
        return history;
      },
    };
  };
  historyContract("Redis", ofContract, false);

  const opened = async (prefix = freshPrefix()): Promise<RedisHistory> => {
    const history = await openRedisHistory({ url: addressOf(redis), prefix, clock: () => NOW });
    onTestFinished(() => history.close());
    return history;
  };

  async function quarters(history: RedisHistory): Promise<readonly Interval[]> {
    const all: Interval[] = [];
    const of = { cells: [queueCell("sales", "call")] };
    for await (const some of history.read({ site: "krakow", length: "15m", of, from: 0, to: NOW })) all.push(...some);
    return all;
  }

  test("what is older than eight days is not taken, as when the topic is read from its start; all else goes by itself", async () => {
    const prefix = freshPrefix();
    const history = await opened(prefix);
    const edge = NOW - REDIS_KEEPS["15m"];
    const told = [-1, 0, 1].map((step) => sampleInterval({ from: edge + (step - 1) * QUARTER + 1, restated: 1 }));
    expect((await history.put(told, NOW)).later).toBe(2);
    expect((await quarters(history)).map(({ from }) => from)).toEqual(told.slice(1).map(({ from }) => from));
    const raw = new Redis(addressOf(redis));
    onTestFinished(() => raw.disconnect());
    const keys = (await raw.keys(`${prefix}:{history}:*`)).filter((key) => !key.endsWith(":sites"));
    expect(keys.length).toBeGreaterThan(4);
    for (const key of keys) {
      const left = await raw.pttl(key);
      expect(left).toBeGreaterThan(DAY - 60_000);
      expect(left).toBeLessThanOrEqual(DAY + 2 * QUARTER);
    }
  });

  test("of two that put the same and other versions at once the latest is kept, and its restatements go from value to value without a gap", async () => {
    const prefix = freshPrefix();
    const [one, other] = [await opened(prefix), await opened(prefix)];
    const version = (sequence: number): Interval =>
      sampleInterval(
        { from: MIDNIGHT, restated: sequence - 1, version: { epoch: 1, sequence } },
        { offered: 100 + sequence, answered: 1 },
      );
    await one.put([version(1)], 0);
    const rest = Array.from({ length: 30 }, (_, index) => index + 2);
    await Promise.all(
      [one, other].flatMap((history, turn) =>
        rest
          .map((sequence) => (turn === 0 ? sequence : 33 - sequence))
          .map((sequence) => history.put([version(sequence)], sequence * 60_000)),
      ),
    );
    expect((await quarters(one)).map(({ counters }) => counters[C.offered])).toEqual([131]);
    const told = await one.restatements({ site: "krakow", from: 0, to: NOW, limit: 10_000 });
    const steps = told
      .filter(({ kpi }) => kpi === "offered")
      .map(({ before, after }) => [before!, after!] as const)
      .sort(([a], [b]) => a - b);
    expect(steps[0]![0]).toBe(101);
    expect(steps.at(-1)![1]).toBe(131);
    for (const [index, [before]] of steps.slice(1).entries()) expect(before).toBe(steps[index]![1]);
  });

  test("H5 after kill -9 of the historian every interval is of one put, the acknowledged one or a later one", async () => {
    const prefix = freshPrefix();
    const history = await opened(prefix);
    const at = { redis: { url: addressOf(redis), prefix }, first: MIDNIGHT };
    const writer = spawn(
      process.execPath,
      [`${import.meta.dirname}/../support/src/history-writer.ts`, JSON.stringify(at)],
      {
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    let last = 0;
    for await (const line of createInterface({ input: writer.stdout })) {
      last = Number(line.split(" ")[1]);
      if (last === 7) writer.kill("SIGKILL");
    }
    const offered = (await quarters(history)).map(({ counters }) => counters[C.offered]!);
    expect(offered).toHaveLength(100);
    expect(new Set(offered).size).toBe(1);
    expect(offered[0]).toBeGreaterThanOrEqual(last);
  });
});
