/** Bad input of every kind through real Kafka and Redis, with what only a foreign producer can send. */
import { deadLetterTopic, EVENTS_TOPIC, lateEventsTopic } from "@floorwalker/events";
import { DEFAULT_SOURCES } from "@floorwalker/ingest";
import { openKafkaLog } from "@floorwalker/kafka";
import type { LogMessage, LogRecord } from "@floorwalker/ports";
import { openRedisStore } from "@floorwalker/redis";
import { expect, onTestFinished, test } from "vitest";
import { addressOf, kafkaBackend, redisBackend, suiteOn } from "../support/src/backends.ts";
import { badInputs, eventAt, goodEvents, padded } from "../support/src/bad-inputs.ts";
import { runFloor } from "../support/src/running-floor.ts";

const kafka = await kafkaBackend();
const redis = await redisBackend();
const CALLS = "cc.call.events.v1";
const MB = 1024 * 1024;
const patience = { timeout: 30_000, interval: 20 };

suiteOn([kafka, redis], "Bad input through Kafka and Redis", () => {
  test("is kept with its bytes, key, headers, code and place, and the good events around it count", async () => {
    const prefix = `bad-${crypto.randomUUID().slice(0, 8)}`;
    const log = await openKafkaLog({ brokers: [addressOf(kafka)], clientId: prefix, prefix: `${prefix}.` });
    onTestFinished(async () => {
      const topics = [EVENTS_TOPIC, ...DEFAULT_SOURCES.map(({ topic }) => topic)];
      await log.removeTopics(topics.flatMap((topic) => [topic, deadLetterTopic(topic), lateEventsTopic(topic)]));
      await log.close();
    });
    const store = await openRedisStore({ url: addressOf(redis), prefix });
    onTestFinished(async () => {
      await store.erase();
      await store.close();
    });
    // As an operator may have made it: it takes records that are larger than any dead letter may be.
    await log.ensureTopics([{ topic: CALLS, partitions: 1, maxBytes: 4 * MB }]);
    const floor = await runFloor({ log, store, clock: Date.now });
    onTestFinished(() => floor.stop());

    const now = Date.now();
    const good = goodEvents(now);
    const queued = eventAt(now, 60, { id: "large", type: "cc.contact.queued", contact: "large" });
    const inputs = [
      ...badInputs(now).filter(({ topic }) => topic === undefined),
      { what: "1 MB", bytes: padded(queued, MB), code: "too_large" },
      { what: "2 MB", bytes: padded(queued, 2 * MB), code: "too_large" },
      { what: "3 MB", bytes: padded(queued, 3 * MB), code: "too_large" },
    ];
    const foreign = { rawKey: new Uint8Array([0, 0xff, 7]), headers: { trace: new Uint8Array([0xff, 0, 1]) } };
    const messages = inputs.flatMap(({ bytes }, index): LogMessage[] => [
      { key: "", value: bytes, ...foreign },
      { key: "krakow", value: utf8(JSON.stringify(good[index % good.length])) },
    ]);
    const wide = { note: new Uint8Array(3 * MB), trace: foreign.headers.trace };
    messages.push({ key: null, value: utf8("headers of 3 MB"), headers: wide });
    const late = eventAt(now, 25 * 3600, { id: "late", type: "cc.contact.queued", contact: "late" });
    const other = { ...good[0], recordedtime: new Date(now).toISOString() };
    messages.push(...[late, other].map((event) => ({ key: "krakow", value: utf8(JSON.stringify(event)) })));
    await floor.send(CALLS, 0, messages);

    const letters = await floor.read(deadLetterTopic(CALLS), inputs.length + 1);
    expect(letters).toHaveLength(inputs.length + 1);
    for (const [index, { what, bytes, code }] of inputs.entries()) {
      const letter = letters[index]!;
      const cut = headerOf(letter, "truncated");
      expect({ what, cut }).toEqual({ what, cut: bytes.length > 1.7 * MB ? String(bytes.length) : "" });
      expect(Buffer.compare(letter.value, bytes.subarray(0, letter.value.length)), what).toBe(0);
      if (cut === "") expect(letter.value.length, what).toBe(bytes.length);
      expect([...letter.rawKey!], what).toEqual([...foreign.rawKey]);
      expect([...letter.headers.trace!], what).toEqual([...foreign.headers.trace]);
      expect({ what, code: headerOf(letter, "code"), at: headerOf(letter, "offset") }).toEqual({
        what,
        code,
        at: String(2 * index),
      });
    }
    const last = letters.at(-1)!;
    expect([headerOf(last, "code"), headerOf(last, "headers-dropped")]).toEqual(["not_json", "1"]);
    expect([...last.headers.trace!]).toEqual([...foreign.headers.trace]);

    for (const [topic, code] of [
      [lateEventsTopic(EVENTS_TOPIC), "late"],
      [deadLetterTopic(EVENTS_TOPIC), "id_conflict"],
    ] as const)
      expect((await floor.read(topic, 1)).map((letter) => headerOf(letter, "code"))).toEqual([code]);
    await expect
      .poll(() => floor.row("queue:krakow:sales:call"), patience)
      .toMatchObject({ "offered.60m": 8, "answered.60m": 6, "abandoned.60m": 2, "averageSpeedOfAnswer.60m": 10 });
    expect(floor.counts.rejected).toBe(inputs.length + 1);
    expect(floor.healthy()).toBe(true);
  });
});

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const headerOf = (letter: LogRecord, name: string): string =>
  new TextDecoder().decode(letter.headers[`_dlq.errors.${name}`]);
