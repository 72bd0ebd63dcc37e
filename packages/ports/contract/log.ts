/**
 * The one suite for every event log: the laws L1–L7 of `../src/log.ts`. It opens the log once, names its own topics and
 * groups and removes the topics at the end, so that a real Kafka can be shared with other runs.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Log, TopicPartition } from "../src/index.ts";
import { consumptionLaws } from "./log-consumption.ts";
import { eventually, messages, numbered, patience, recordConsumption, text } from "./recording.ts";

export interface OpenedLog {
  readonly log: Log;
  /** Closes the log and opens it again on the same data; absent: what needs it is skipped. */
  reopen?(): Promise<Log>;
  /** What retention does: records below `before` go; absent: what needs it is skipped. */
  expire?(topic: string, partition: number, before: number): Promise<void>;
  /** Removes what the opening made, after the log was closed. */
  cleanUp?(): Promise<void>;
}

export function logContract(name: string, open: () => Promise<OpenedLog>): void {
  describe(`log contract: ${name}`, { timeout: 60_000 }, () => {
    const run = crypto.randomUUID().slice(0, 8);
    const created: string[] = [];
    let opened: OpenedLog;
    let log: Log;
    let unique = 0;

    const ends = async (topic: string) => (await log.bounds(topic)).map(({ high }) => high);
    const fresh = (what: string) => `contract-${run}-${what}-${++unique}`;
    const topicOf = async (what: string, partitions: number, maxBytes?: number): Promise<string> => {
      const topic = fresh(what);
      created.push(topic);
      await log.ensureTopics([{ topic, partitions, ...(maxBytes === undefined ? {} : { maxBytes }) }]);
      return topic;
    };

    beforeAll(async () => {
      opened = await open();
      log = opened.log;
    }, 60_000);

    afterAll(async () => {
      await log.removeTopics(created);
      await log.close();
      await opened.cleanUp?.();
    }, 60_000);

    test("topics: what is missing is created, what exists stays, what is removed is gone", async () => {
      const topic = await topicOf("topics", 3);
      expect(await log.partitions(topic)).toBe(3);
      expect(await ends(topic)).toEqual([0, 0, 0]);
      await log.append(topic, 1, messages(["kept"]));
      await log.ensureTopics([{ topic, partitions: 5 }]);
      expect(await log.partitions(topic)).toBe(3);
      expect(await ends(topic)).toEqual([0, 1, 0]);
      await log.removeTopics([topic]);
      await expect.poll(() => log.partitions(topic), patience).toBe(0);
      expect(await log.partitions(fresh("never-created"))).toBe(0);
    });

    test("L1 what an append acknowledged is there, and an append of nothing writes nothing", async () => {
      const topic = await topicOf("append", 1);
      await log.append(topic, 0, []);
      await log.append(topic, 0, messages(["one", "two"]));
      expect(await ends(topic)).toEqual([2]);
      const reader = await recordConsumption(log, { group: fresh("group"), topics: [topic] });
      await eventually(() => reader.texts(0)).toEqual(["one", "two"]);
      await log.append(topic, 0, messages(["three"]));
      await eventually(() => reader.texts(0)).toEqual(["one", "two", "three"]);
    });

    test("L1 records and the group's offset outlive the process's hold on the log", async (context) => {
      if (opened.reopen === undefined) return context.skip("this log cannot be opened again");
      const topic = await topicOf("durable", 1);
      const group = fresh("group");
      await log.append(topic, 0, messages(["before-0", "before-1"]));
      const before = await recordConsumption(log, { group, topics: [topic] });
      await eventually(() => before.texts(0)).toHaveLength(2);
      await before.consumption.stop();
      log = await opened.reopen();
      await log.append(topic, 0, messages(["after"]));
      expect(await ends(topic)).toEqual([3]);
      const after = await recordConsumption(log, { group, topics: [topic] });
      await eventually(() => after.texts(0)).toEqual(["after"]);
      const all = await recordConsumption(log, { group: fresh("group"), topics: [topic] });
      await eventually(() => all.texts(0)).toEqual(["before-0", "before-1", "after"]);
    });

    test("L1 a record above the topic's limit is rejected, one below it passes", async () => {
      const topic = await topicOf("large", 1, 2_000_000);
      // Not compressible, so that a producer's compression cannot carry it past the limit.
      const noise = (bytes: number) => {
        const all = new Uint8Array(bytes);
        let state = 1;
        for (let index = 0; index < bytes; index++) {
          state = (state * 48_271) % 2_147_483_647;
          all[index] = state & 0xff;
        }
        return all;
      };
      const large = noise(1_500_000);
      await expect(log.append(topic, 0, [{ key: null, value: noise(3_000_000) }])).rejects.toThrow();
      await log.append(topic, 0, [{ key: null, value: large }]);
      const reader = await recordConsumption(log, { group: fresh("group"), topics: [topic] });
      await eventually(() => reader.records(0).length).toBe(1);
      expect(Buffer.compare(reader.records(0)[0]!.value, large)).toBe(0);
    });

    test("L2 records of a partition come back in the order of their offsets, none twice", async () => {
      const topic = await topicOf("order", 3);
      const append = async (partition: number) => {
        for (let first = 0; first < 2_000; first += 500) {
          await log.append(topic, partition, messages(numbered(`p${partition}`, 500, first)));
        }
      };
      await Promise.all([append(0), append(1), append(2)]);
      const reader = await recordConsumption(log, { group: fresh("group"), topics: [topic] });
      for (const partition of [0, 1, 2]) {
        await eventually(() => reader.records(partition).length).toBe(2_000);
        expect(reader.texts(partition)).toEqual(numbered(`p${partition}`, 2_000));
        const offsets = reader.records(partition).map((record) => record.offset);
        expect(offsets).toEqual([...new Set(offsets)].toSorted((a, b) => a - b));
        expect(reader.last(partition)?.end).toBe(offsets.at(-1)! + 1);
      }
      expect(await ends(topic)).toEqual([0, 1, 2].map((partition) => reader.last(partition)?.end));
    });

    test("L8 when a record was taken is the log's word: close to now, in order, the same for every reader", async () => {
      const topic = await topicOf("appended", 1);
      const before = Date.now();
      await log.append(topic, 0, messages(["one", "two"]));
      await log.append(topic, 0, messages(["three"]));
      const after = Date.now();
      const read = async () => {
        const reader = await recordConsumption(log, { group: fresh("group"), topics: [topic] });
        await eventually(() => reader.records(0).length).toBe(3);
        return reader.records(0).map((record) => record.appendedAt);
      };
      const stamps = await read();
      // Another machine's clock may differ a little.
      expect(Math.min(...stamps)).toBeGreaterThanOrEqual(before - 5_000);
      expect(Math.max(...stamps)).toBeLessThanOrEqual(after + 5_000);
      expect(stamps).toEqual(stamps.toSorted((a, b) => a - b));
      expect(await read()).toEqual(stamps);
    });

    test("L9 a log is known again by its identity, also when it is opened again", async (context) => {
      const topic = await topicOf("identity", 2);
      const identity = await log.identity(topic);
      expect(identity).not.toBe("");
      await log.append(topic, 1, messages(["more"]));
      expect(await log.identity(topic)).toBe(identity);
      if (opened.reopen === undefined) return context.skip("this log cannot be opened again");
      log = await opened.reopen();
      expect(await log.identity(topic)).toBe(identity);
    });

    test("L7 bytes come back as written: not UTF-8, empty, without key, in headers", async () => {
      const topic = await topicOf("bytes", 1);
      const bytes = Uint8Array.from({ length: 256 }, (_, index) => 255 - index);
      await log.append(topic, 0, [
        { key: null, value: bytes, headers: { "raw-line": bytes, "source-name": "/acd/kraków" } },
        { key: "kraków", value: new Uint8Array(0) },
      ]);
      const reader = await recordConsumption(log, { group: fresh("group"), topics: [topic] });
      await eventually(() => reader.records(0).length).toBe(2);
      const [first, second] = reader.records(0);
      expect(first!.key).toBeNull();
      expect([...first!.value]).toEqual([...bytes]);
      expect([...first!.headers["raw-line"]!]).toEqual([...bytes]);
      expect(text(first!.headers["source-name"]!)).toBe("/acd/kraków");
      expect(second!.key).toBe("kraków");
      expect(second!.value).toHaveLength(0);
      expect(Object.keys(second!.headers)).toEqual([]);
    });

    test("L11 records that expired unread are told before what follows them, also where the group's own offset is meant", async (context) => {
      if (opened.expire === undefined) return context.skip("records of this log cannot be made to expire");
      const topic = await topicOf("expired", 2);
      const group = fresh("group");
      await Promise.all([0, 1].map((partition) => log.append(topic, partition, messages(numbered("r", 5)))));
      const before = await recordConsumption(log, { group, topics: [topic], commits: false });
      await eventually(() => before.texts(0).length + before.texts(1).length).toBe(10);
      await Promise.all([0, 1].map((partition) => before.consumption.commit({ topic, partition }, 1 + partition)));
      await before.consumption.stop();
      await opened.expire(topic, 0, 3);
      await opened.expire(topic, 1, 5);
      await eventually(async () => (await log.bounds(topic)).map(({ low }) => low)).toEqual([3, 5]);
      const from = async ({ partition }: TopicPartition) => (partition === 0 ? null : 2);
      const reader = await recordConsumption(log, { group, topics: [topic], from });
      await eventually(() => reader.texts(0)).toEqual(["r-3", "r-4"]);
      await log.append(topic, 1, messages(["r-5"]));
      await eventually(() => reader.texts(1)).toEqual(["r-5"]);
      const calls = (partition: number) => reader.calls.filter((call) => call.split(" ")[1] === String(partition));
      expect(calls(0)).toEqual(["assigned 0", "expired 0 1..3", "batch 0"]);
      expect(calls(1)).toEqual(["assigned 1", "expired 1 2..5", "batch 1"]);
    });

    consumptionLaws({ log: () => log, fresh, topicOf });
  });
}
