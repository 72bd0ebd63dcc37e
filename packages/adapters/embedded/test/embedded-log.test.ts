import type { ConsumeOptions, LogBatch } from "@floorwalker/ports";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { EmbeddedDatabase, EmbeddedError, EmbeddedLog } from "../src/index.ts";

const topic = "t";
const SETTLED_MS = 900_000;
let clock: number;
/** Of it, what the monotonic clock knows nothing of. */
let jumped: number;
let database: EmbeddedDatabase;
let log: EmbeddedLog;

beforeEach(() => {
  clock = 0;
  jumped = 0;
  database = new EmbeddedDatabase(":memory:");
  log = openLog();
});

afterEach(async () => {
  await log.close();
  database.close();
});

test("retention removes old records in bounded steps; reading goes on at the next one, offsets are never used again", async () => {
  await log.ensureTopics([{ topic, partitions: 1, retentionMs: 60_000 }]);
  await append(0, 3_000);
  clock += 60_000;
  await append(0, 1);
  expect(log.trim()).toBe(false);
  clock += 1;
  expect(log.trim()).toBe(true);
  expect(recordsLeft()).toBe(1_001);
  expect(log.trim()).toBe(false);
  expect(recordsLeft()).toBe(1);

  const expired: unknown[] = [];
  const { batches } = await consume({
    assigned: async () => 10,
    expired: (partition, from, to) => void expired.push([partition, from, to]),
  });
  await expect.poll(() => batches.map((batch) => batch.records.map((record) => record.offset))).toEqual([[3_000]]);
  expect(expired).toEqual([[{ topic, partition: 0 }, 10, 3_000]]);
  clock += 120_000;
  log.trim();
  expect(recordsLeft()).toBe(0);
  const again = openLog();
  expect(await again.bounds(topic)).toEqual([{ low: 3_001, high: 3_001 }]);
  await again.close();
});

test("a topic without retention keeps its records", async () => {
  await log.ensureTopics([{ topic, partitions: 1 }]);
  await append(0, 1);
  clock += 1e12;
  log.trim();
  expect(recordsLeft()).toBe(1);
  // Said later, and also when the file is opened again.
  log.retain(topic, 60_000);
  const again = openLog();
  await again.close();
  expect(recordsLeft()).toBe(0);
});

test("a wall clock that jumps ahead removes nothing: it may be set right soon", async () => {
  await log.ensureTopics([{ topic, partitions: 1, retentionMs: 60_000 }]);
  await append(0, 1);
  clock += 1e12;
  jumped += 1e12;
  log.trim();
  expect(recordsLeft()).toBe(1);
});

test("a batch is bounded by 2,000 records and by 8 MB, and a backlog lets timers have their turn", async () => {
  await log.ensureTopics([{ topic, partitions: 2 }]);
  await append(0, 7_000);
  const megabytes = Array.from({ length: 5 }, () => ({ key: null, value: new Uint8Array(3 * 1024 * 1024) }));
  await log.append(topic, 1, megabytes);
  let turns = 0;
  const timer = setInterval(() => turns++, 0);
  const { batches } = await consume({});
  await expect.poll(() => batches.length).toBe(7);
  clearInterval(timer);
  const sizes = (partition: number) => batches.filter((b) => b.partition === partition).map((b) => b.records.length);
  expect(sizes(0)).toEqual([2_000, 2_000, 2_000, 1_000]);
  expect(sizes(1)).toEqual([2, 2, 1]);
  expect(turns).toBeGreaterThan(0);
});

test("a partition changes hands only when its last holder has finished its batch", async () => {
  await log.ensureTopics([{ topic, partitions: 2 }]);
  await append(1, 1);
  const gate = Promise.withResolvers<void>();
  const order: string[] = [];
  const one = await consume({
    revoked: async ({ partition }) => void order.push(`one gives back ${partition}`),
    batch: async () => {
      order.push("one begins");
      await gate.promise;
      order.push("one ends");
    },
  });
  await expect.poll(() => order).toEqual(["one begins"]);
  const two = await consume({
    assigned: async ({ partition }) => {
      order.push(`two gets ${partition}`);
      return null;
    },
  });
  gate.resolve();
  await expect.poll(() => order).toEqual(["one begins", "one ends", "one gives back 1", "two gets 1"]);
  await one.consumption.stop();
  await expect.poll(() => order.at(-1)).toBe("two gets 0");
  await two.consumption.stop();
});

test("who consumes a topic before it exists gets its partitions when it is created", async () => {
  const { batches } = await consume({});
  await log.ensureTopics([{ topic, partitions: 1 }]);
  await append(0, 1);
  await expect.poll(() => batches.length).toBe(1);
});

test("an append to an unknown partition is rejected with topic and fix", async () => {
  await log.ensureTopics([{ topic, partitions: 1 }]);
  await expect(append(1, 1)).rejects.toMatchObject({ code: "unknown_partition", place: "t partition 1" });
});

/** Its clock has stood for long enough. */
function openLog(): EmbeddedLog {
  const opened = new EmbeddedLog(
    database,
    () => clock,
    () => clock - jumped,
  );
  opened.trim();
  clock += SETTLED_MS;
  opened.trim();
  return opened;
}

async function append(partition: number, count: number): Promise<void> {
  await log.append(
    topic,
    partition,
    Array.from({ length: count }, (_, index) => ({ key: null, value: Buffer.from(String(index)) })),
  );
}

async function consume(callbacks: Partial<ConsumeOptions>) {
  const batches: LogBatch[] = [];
  const consumption = await log.consume({
    group: "g",
    topics: [topic],
    assigned: async () => null,
    revoked: async () => {},
    batch: async (batch) => void batches.push(batch),
    ...callbacks,
  });
  return { consumption, batches };
}

function recordsLeft(): unknown {
  return Object.values(database.prepare("SELECT count(*) FROM log_records").get() ?? {})[0];
}

test("a disk without room for what retention takes away does not end the process: it is tried again", async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const full = new EmbeddedLog(database, () => clock);
  onTestFinished(() => full.close());
  const trim = vi.spyOn(full, "trim").mockImplementationOnce(() => {
    throw new EmbeddedError({ code: "state_disk_full", place: "", message: "", fix: "" });
  });
  vi.advanceTimersByTime(25_000);
  expect(trim).toHaveBeenCalledTimes(2);
  expect(trim).toHaveLastReturnedWith(false);
});
