/**
 * What the aggregator costs from Kafka to Redis, beside a bare kafkajs consumer that only calls JSON.parse, on one
 * preloaded topic. Each in a process of its own, so that its CPU time is its own.
 */
import { EVENTS_TOPIC, encodeEvent } from "@floorwalker/events";
import { openKafkaLog } from "@floorwalker/kafka";
import { openRedisStore } from "@floorwalker/redis";
import { type Backend, startBackend } from "../../support/src/backends.ts";
import type { Bench, BenchRow } from "./bench.ts";
import { differences, expectedCounts } from "./expected-counts.ts";
import { inChild, profiling, SERVICE_FLAGS } from "./in-child.ts";
import { type Recording, record } from "./recording.ts";
import { redisCpu } from "./redis-cpu.ts";
import type { AggregatorAnswer, DrainQuestion } from "./roles/aggregator.ts";
import type { BareAnswer } from "./roles/bare-consumer.ts";
import { storedCounts } from "./stored-counts.ts";

const EVENTS = 1_000_000;
const PARTITIONS = 8;
const APPEND = 2_000;

export const aggregatorBench: Bench = async ({ events = EVENTS, runs = 1, profile }) => {
  const backends: Backend[] = [];
  try {
    const [kafka, redis] = [await backend("kafka", backends), await backend("redis", backends)];
    const recording = record(events, PARTITIONS, Math.floor(Date.now() / 60_000) * 60_000);
    const prefix = `bench-${process.pid}`;
    const bytes = await preload(kafka, prefix, recording);
    const rows: BenchRow[] = [];
    const faults: string[] = [];
    const expected = expectedCounts(recording.events.flat());
    for (let run = 0; run < runs; run++)
      for (const flags of profile === undefined ? [[], SERVICE_FLAGS] : [SERVICE_FLAGS]) {
        const common = { kafka, redis, partitions: PARTITIONS, total: recording.total, topicPrefix: prefix };
        const own = `${prefix}-${run}-${flags.length}`;
        const asked: DrainQuestion = { ...common, group: own, sites: [...recording.sites.keys()] };
        const bare = await inChild<DrainQuestion, BareAnswer>("bare-consumer", asked, flags);
        if (bare.records !== recording.total) faults.push(`the bare consumer read ${bare.records} records`);
        const server = await redisCpu(redis);
        const engine = await inChild<DrainQuestion, AggregatorAnswer>("aggregator", asked, [
          ...flags,
          ...profiling(profile),
        ]);
        const serverMicros = await server();
        faults.push(...differences("outcomes", engine.outcomes, { accepted: recording.total }));
        faults.push(...differences("numbers in Redis", await storedCounts(asked), expected));
        const store = await openRedisStore({ url: redis, prefix: own });
        await store.erase();
        await store.close();
        const flag = flags.join(" ") || "none";
        rows.push(
          row("bare eachBatch + JSON.parse", flag, bare, recording.total, null, null),
          row("aggregator", flag, engine, recording.total, bare.cpuMicros, serverMicros),
        );
      }
    const log = await openKafkaLog({ brokers: [kafka], clientId: prefix, prefix });
    await log.removeTopics([EVENTS_TOPIC]);
    await log.close();
    const size = (bytes / recording.total).toFixed(0);
    return {
      rows,
      notes: [
        `${recording.total} events of ${size} B, ${recording.sites.size} sites, ${PARTITIONS} partitions, drained from the earliest; everything committed to Redis and equal to the count of the events.`,
      ],
      faults,
    };
  } finally {
    for (const one of backends) await one.stop();
  }
};

function row(
  contender: string,
  flags: string,
  { cpuMicros, seconds, maxRssMb }: BareAnswer,
  total: number,
  bareMicros: number | null,
  redisMicros: number | null,
): BenchRow {
  return {
    contender,
    flags,
    "µs CPU/event": cpuMicros / total,
    "× bare": bareMicros === null ? 1 : cpuMicros / bareMicros,
    "events/s of wall": Math.round(total / seconds),
    "RSS MB": Math.round(maxRssMb),
    "Redis µs/event": redisMicros === null ? null : redisMicros / total,
  };
}

async function backend(kind: "kafka" | "redis", started: Backend[]): Promise<string> {
  const found = await startBackend(kind);
  if ("skip" in found) throw new Error(found.skip);
  started.push(found);
  return found.address;
}

/** @returns bytes of the events. */
async function preload(kafka: string, prefix: string, { events }: Recording): Promise<number> {
  const log = await openKafkaLog({ brokers: [kafka], clientId: prefix, prefix });
  await log.ensureTopics([{ topic: EVENTS_TOPIC, partitions: events.length }]);
  let bytes = 0;
  for (const [partition, told] of events.entries())
    for (let at = 0; at < told.length; at += APPEND) {
      const messages = told
        .slice(at, at + APPEND)
        .map((event) => ({ key: event.site, value: Buffer.from(encodeEvent(event)) }));
      for (const { value } of messages) bytes += value.length;
      await log.append(EVENTS_TOPIC, partition, messages);
    }
  await log.close();
  return bytes;
}
