import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type KafkaLog, type KafkaLogOptions, openKafkaLog } from "@floorwalker/kafka";
import type { ConsumeOptions, LogBatch, LogRecord } from "@floorwalker/ports";
import { logContract } from "@floorwalker/ports/contract";
import kafkajs, { type Admin, type Kafka } from "kafkajs";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { addressOf, kafkaBackend, suiteOn } from "../support/src/backends.ts";
import { freePort } from "../support/src/child.ts";
import { findJavaProducer } from "../support/src/java-producer.ts";

const kafka = await kafkaBackend();
const javaProducer = await findJavaProducer();
const patience = { timeout: 30_000, interval: 10 };
const run = crypto.randomUUID().slice(0, 8);

suiteOn([kafka], "Kafka log", () => {
  describe.for(["kafkajs", "platformatic"] as const)("with %s", (driver) => suiteOf(driver));
});

function suiteOf(driver: NonNullable<KafkaLogOptions["driver"]>): void {
  logContract("Kafka", async () => {
    const open = () => openKafkaLog({ brokers: [addressOf(kafka)], clientId: "contract", driver });
    const first = await open();
    const reopen = async () => {
      await first.close();
      return open();
    };
    const admin = new kafkajs.Kafka({
      clientId: "contract",
      brokers: [addressOf(kafka)],
      logLevel: kafkajs.logLevel.NOTHING,
    }).admin();
    await admin.connect();
    const expire = async (topic: string, partition: number, before: number): Promise<void> => {
      // Loads the topic's metadata, without which the next call fails.
      await admin.fetchTopicOffsets(topic);
      await admin.deleteTopicRecords({ topic, partitions: [{ partition, offset: String(before) }] });
    };
    return { log: first, reopen, expire, cleanUp: () => admin.disconnect() };
  });

  describe("what only Kafka does", () => {
    let client: Kafka;
    let admin: Admin;
    let log: KafkaLog;
    let unique = 0;
    const fresh = (what: string) => `kafka-${run}-${driver}-${what}-${++unique}`;
    const topics: string[] = [];

    beforeAll(async () => {
      client = new kafkajs.Kafka({
        clientId: "other",
        brokers: [addressOf(kafka)],
        logLevel: kafkajs.logLevel.NOTHING,
      });
      admin = client.admin();
      await admin.connect();
      log = await openKafkaLog({ brokers: [addressOf(kafka)], clientId: "test", driver });
    });

    afterAll(async () => {
      await log.close();
      await admin.deleteTopics({ topics });
      await admin.disconnect();
    });

    async function topicOf(partitions: number, maxBytes?: number): Promise<string> {
      const topic = fresh("topic");
      topics.push(topic);
      await log.ensureTopics([{ topic, partitions, ...(maxBytes === undefined ? {} : { maxBytes }) }]);
      return topic;
    }

    test("a member that is killed is replaced when its session has run out, and its last record is read by the other", async () => {
      const [topic, group, session] = [await topicOf(2), fresh("group"), 1_500];
      const [first, second] = [await member(group, topic, session), await member(group, topic, session)];
      const toBoth = (value: string) =>
        Promise.all([0, 1].map((partition) => log.append(topic, partition, [text(value)])));
      await expect.poll(() => [first.held(), second.held()], patience).toEqual([1, 1]);
      await toBoth("one");
      await expect
        .poll(() => [...first.records(), ...second.records()].toSorted(), patience)
        .toEqual(["0 one", "1 one"]);
      second.kill();
      const killedAt = performance.now();
      await toBoth("two");
      await expect.poll(() => first.records(), patience).toEqual(expect.arrayContaining(["0 two", "1 two"]));
      expect(performance.now() - killedAt).toBeLessThan(session + 6_500);
    });

    test("a member that stops hands over at once, and what the other held stays with it", async () => {
      const [topic, group] = [await topicOf(4), fresh("group")];
      const one = await consume({ group, topic });
      const other = await consume({ group, topic });
      await expect.poll(() => [one.held.size, other.held.size], patience).toEqual([2, 2]);
      const kept = [...other.held];
      const stoppedAt = performance.now();
      await one.stop();
      await expect.poll(() => other.held.size, patience).toBe(4);
      expect(performance.now() - stoppedAt).toBeLessThan(3_000);
      const revoked = other.calls.filter((call) => call.startsWith("revoked"));
      expect(revoked.filter((call) => kept.some((partition) => call === `revoked ${partition}`))).toEqual([]);
    });

    test("a member that runs on the other driver shares the group, and takes over when this one stops", async () => {
      const [topic, group] = [await topicOf(4), fresh("group")];
      const other = await opened({ driver: driver === "kafkajs" ? "platformatic" : "kafkajs" });
      const one = await consume({ group, topic });
      await expect.poll(() => one.held.size, patience).toBe(4);
      const two = await consume({ group, topic, on: other });
      await expect.poll(() => [one.held.size, two.held.size], patience).toEqual([2, 2]);
      for (const partition of [0, 1, 2, 3]) await log.append(topic, partition, [text(`to ${partition}`)]);
      const seen = () => [...one.texts(), ...two.texts()].toSorted();
      await expect.poll(seen, patience).toEqual(["to 0", "to 1", "to 2", "to 3"]);
      await one.stop();
      await expect.poll(() => two.held.size, patience).toBe(4);
    });

    test("a record with six headers comes back with all of them", async () => {
      const topic = await topicOf(1);
      const names = ["ce_id", "ce_source", "ce_type", "ce_time", "ce_specversion", "traceparent"];
      const headers = Object.fromEntries(names.map((name) => [name, `value of ${name}`]));
      await log.append(topic, 0, [{ ...text("x"), headers }]);
      const reader = await consume({ topic });
      await expect.poll(() => reader.records.length, patience).toBe(1);
      const found = Object.entries(reader.records[0]!.headers);
      expect(Object.fromEntries(found.map(([name, value]) => [name, Buffer.from(value).toString()]))).toEqual(headers);
    });

    test("a record above the topic's limit is refused by a code, size and topic; a topic that allows it takes it", async () => {
      const large = { key: null, value: new Uint8Array(1_500_000) };
      const small = await topicOf(1);
      await expect(log.append(small, 0, [large])).rejects.toMatchObject({
        code: "record_too_large",
        message: expect.stringMatching(new RegExp(`^record_too_large: 1500\\d+ bytes .* ${small}`)),
      });
      await log.append(await topicOf(1, 2_000_000), 0, [large]);
    });

    test("an append of more than a batch may hold is cut into several, in order", async () => {
      const topic = await topicOf(1);
      const messages = Array.from({ length: 3_000 }, (_, index) => text(String(index).padEnd(1_000)));
      await log.append(topic, 0, messages);
      const reader = await consume({ topic });
      await expect.poll(() => reader.records.length, patience).toBe(3_000);
      expect(reader.texts().map((value) => Number(value))).toEqual(messages.map((_, index) => index));
    });

    test("an append to a topic that does not exist names it", async () => {
      await expect(log.append(fresh("nowhere"), 0, [text("x")])).rejects.toThrow(/^topic_unknown: kafka-.*nowhere/);
    });

    test("records that expired are stepped over and reported", async () => {
      const topic = await topicOf(1);
      await log.append(topic, 0, ["a", "b", "c", "d"].map(text));
      // Loads the topic's metadata, without which the next call fails.
      await admin.fetchTopicOffsets(topic);
      await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: "2" }] });
      const warned: unknown[] = [];
      const own = await opened({ logger: { warn: (fields, event) => warned.push([event, fields]) } });
      const reader = await consume({ topic, from: 0, on: own });
      await expect.poll(() => reader.texts(), patience).toEqual(["c", "d"]);
      expect(warned).toEqual([["log_records_expired", { topic, partition: 0, expected: 0, low: 2 }]]);
    });

    test("a topic made anew while it is read is assigned anew: whoever read the old one judges it", async () => {
      const topic = await topicOf(1);
      await log.append(
        topic,
        0,
        [1, 2, 3, 4, 5].map((n) => text(`old ${n}`)),
      );
      const read: string[] = [];
      let assigned = 0;
      const consumption = await log.consume({
        group: fresh("group"),
        topics: [topic],
        assigned: async () => {
          assigned++;
          return 0;
        },
        revoked: async () => {},
        batch: async ({ records }) => void read.push(...records.map(({ value }) => Buffer.from(value).toString())),
      });
      onTestFinished(() => consumption.stop());
      await expect.poll(() => read.length, patience).toBe(5);
      await admin.deleteTopics({ topics: [topic] });
      await expect.poll(async () => (await admin.listTopics()).includes(topic), patience).toBe(false);
      await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true });
      const writer = client.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
      await writer.connect();
      onTestFinished(() => writer.disconnect());
      const messages = Array.from({ length: 2 }, (_, n) => ({ value: `new ${n}`, partition: 0 }));
      await writer.send({ topic, messages });
      await expect.poll(() => read.filter((value) => value.startsWith("new")).length, patience).toBe(2);
      expect(assigned).toBeGreaterThan(1);
    });

    test("what a transaction aborted is not read, and the marks it leaves hold nobody up", async () => {
      const topic = await topicOf(1);
      const producer = client.producer({ transactionalId: fresh("transaction"), maxInFlightRequests: 1 });
      await producer.connect();
      onTestFinished(() => producer.disconnect());
      const send = async (value: string, end: "commit" | "abort") => {
        const transaction = await producer.transaction();
        await transaction.send({ topic, messages: [{ value, partition: 0 }] });
        await transaction[end]();
      };
      const reader = await consume({ topic });
      await send("kept", "commit");
      await send("dropped", "abort");
      await expect.poll(() => reader.texts(), patience).toEqual(["kept"]);
      await send("kept too", "commit");
      await expect.poll(() => reader.texts(), patience).toEqual(["kept", "kept too"]);
    });

    test.skipIf(javaProducer === null)("gzip, snappy, lz4 and zstd of a Java producer are read", async () => {
      const topic = await topicOf(1);
      const values = Array.from({ length: 200 }, (_, index) => `${index} ${"an event of a contact ".repeat(20)}`);
      for (const codec of ["gzip", "snappy", "lz4", "zstd"])
        await javaProducer!({
          broker: addressOf(kafka),
          topic,
          codec,
          values: values.map((value) => `${codec} ${value}`),
        });
      const reader = await consume({ topic });
      await expect.poll(() => reader.records.length, patience).toBe(800);
      expect(reader.texts().map((value) => value.split(" ").slice(0, 2).join(" "))).toEqual(
        ["gzip", "snappy", "lz4", "zstd"].flatMap((codec) => values.map((_, index) => `${codec} ${index}`)),
      );
    });

    test("a prefix keeps topics and groups apart", async () => {
      const prefix = `replay-${run}-`;
      const replay = await opened({ prefix });
      const topic = await topicOf(1);
      await replay.ensureTopics([{ topic, partitions: 2 }]);
      topics.push(prefix + topic);
      expect([await log.partitions(topic), await replay.partitions(topic)]).toEqual([1, 2]);
      await replay.append(topic, 1, [text("of the replay")]);
      const reader = await consume({ topic, on: replay });
      await expect.poll(() => reader.texts(), patience).toEqual(["of the replay"]);
      expect(reader.batches[0]).toMatchObject({ topic, partition: 1 });
      expect(await log.bounds(topic)).toEqual([{ low: 0, high: 0 }]);
    });

    test("a fast writer does not fill the memory of a slow reader", async () => {
      const topic = await topicOf(1);
      const gate = Promise.withResolvers<void>();
      const reader = await consume({ topic, during: () => gate.promise });
      const megabyte = Array.from({ length: 1_000 }, () => ({ key: null, value: new Uint8Array(1_000) }));
      for (let count = 0; count < 24; count++) await log.append(topic, 0, megabyte);
      await expect.poll(() => reader.begun.length, patience).toBe(1);
      gate.resolve();
      await expect.poll(() => reader.records.length, patience).toBe(24_000);
      // In hand, what may wait, and one fetch on top.
      for (const batch of reader.begun) expect(batch.records.length).toBeLessThan(6_500);
      expect(reader.healthy()).toBe(true);
    });

    test("an address where nothing listens is named in the error", async () => {
      const address = `127.0.0.1:${await freePort()}`;
      await expect(openKafkaLog({ brokers: [address], clientId: "test", driver })).rejects.toThrow(
        `kafka_unreachable: no answer from ${address}`,
      );
    });

    async function member(group: string, topic: string, sessionMs: number) {
      const script = fileURLToPath(new URL("../support/src/kafka-member.ts", import.meta.url));
      const told = [addressOf(kafka), driver, group, topic, String(sessionMs)];
      const child = spawn(process.execPath, [script, ...told], { stdio: ["ignore", "pipe", "inherit"] });
      onTestFinished(() => void child.kill("SIGKILL"));
      const lines: string[] = [];
      createInterface(child.stdout).on("line", (line) => lines.push(line));
      const count = (mark: string) => lines.filter((line) => line.startsWith(mark)).length;
      return {
        held: () => count("+") - count("-"),
        records: () => lines.filter((line) => line.includes(" ")),
        kill: () => child.kill("SIGKILL"),
      };
    }

    async function opened(options: Partial<KafkaLogOptions>): Promise<KafkaLog> {
      const own = await openKafkaLog({ brokers: [addressOf(kafka)], clientId: "test", driver, ...options });
      onTestFinished(() => own.close());
      return own;
    }

    async function consume(options: {
      readonly topic: string;
      readonly group?: string;
      readonly from?: number;
      readonly on?: KafkaLog;
      readonly during?: (batch: LogBatch) => Promise<void>;
    }) {
      const records: LogRecord[] = [];
      const [begun, batches]: [LogBatch[], LogBatch[]] = [[], []];
      const calls: string[] = [];
      const held = new Set<number>();
      const callbacks: ConsumeOptions = {
        group: options.group ?? fresh("group"),
        topics: [options.topic],
        assigned: async ({ partition }) => {
          held.add(partition);
          return options.from ?? null;
        },
        revoked: async ({ partition }) => {
          calls.push(`revoked ${partition}`);
          held.delete(partition);
        },
        batch: async (batch) => {
          begun.push(batch);
          await options.during?.(batch);
          batches.push(batch);
          records.push(...batch.records);
        },
      };
      const consumption = await (options.on ?? log).consume(callbacks);
      onTestFinished(() => consumption.stop());
      const texts = () => records.map(({ value }) => Buffer.from(value).toString());
      return {
        records,
        begun,
        batches,
        calls,
        held,
        texts,
        failed: consumption.failed,
        healthy: () => consumption.healthy(),
        stop: () => consumption.stop(),
      };
    }
  });
}

const text = (value: string) => ({ key: "site", value: Buffer.from(value) });
