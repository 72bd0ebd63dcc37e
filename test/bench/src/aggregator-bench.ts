/**
 * What the aggregator costs from Kafka to Redis, beside a bare kafkajs consumer that only calls JSON.parse, on one
 * preloaded topic. Each in a process of its own, so that its CPU time is its own.
 */
import { EVENTS_TOPIC } from "@floorwalker/events";
import { openKafkaLog } from "@floorwalker/kafka";
import { openRedisStore } from "@floorwalker/redis";
import { type Backend, startBackend } from "../../support/src/backends.ts";
import type { Bench, BenchResult, BenchRow } from "./bench.ts";
import { differences, expectedCounts } from "./expected-counts.ts";
import { inChild, profiling, SERVICE_FLAGS } from "./in-child.ts";
import { preload } from "./preload.ts";
import { record } from "./recording.ts";
import { redisCpu } from "./redis-cpu.ts";
import type { AggregatorAnswer, DrainQuestion } from "./roles/aggregator.ts";
import type { BareAnswer } from "./roles/bare-consumer.ts";
import { WARM_UP } from "./steady-meter.ts";
import { storedCounts } from "./stored-counts.ts";

const EVENTS = 1_000_000;
const PARTITIONS = 8;
/** The demo's centre, where a pane of a queue holds two or three events, and one ten times as large. */
const AGENTS = [60, 600] as const;

export const aggregatorBench: Bench = async ({ events = EVENTS, runs = 1, profile }) => {
  const backends: Backend[] = [];
  try {
    const addresses = { kafka: await backend("kafka", backends), redis: await backend("redis", backends) };
    const results: BenchResult[] = [];
    for (const agents of AGENTS) results.push(await drain(addresses, { events, runs, agents, profile }));
    return {
      rows: results.flatMap(({ rows }) => rows),
      notes: [
        ...results.flatMap(({ notes }) => notes),
        `${PARTITIONS} partitions, drained from the earliest; everything committed to Redis and equal to the count of the events. Steady: without the first ${100 * WARM_UP} %.`,
      ],
      faults: results.flatMap(({ faults }) => faults),
    };
  } finally {
    for (const one of backends) await one.stop();
  }
};

interface Drain {
  readonly events: number;
  readonly runs: number;
  /** Of each site. */
  readonly agents: number;
  readonly profile: string | undefined;
}

async function drain(
  addresses: { readonly kafka: string; readonly redis: string },
  { events, runs, agents, profile }: Drain,
): Promise<BenchResult> {
  const { kafka, redis } = addresses;
  const recording = record(events, PARTITIONS, Math.floor(Date.now() / 60_000) * 60_000, agents);
  const { total, sites } = recording;
  const prefix = `bench-${process.pid}-${agents}`;
  const bytes = await preload(kafka, prefix, recording);
  const rows: BenchRow[] = [];
  const faults: string[] = [];
  const expected = expectedCounts(recording.events.flat());
  for (let run = 0; run < runs; run++)
    for (const flags of profile === undefined ? [[], SERVICE_FLAGS] : [SERVICE_FLAGS]) {
      const group = `${prefix}-${run}-${flags.length}`;
      const common = { ...addresses, partitions: PARTITIONS, total, topicPrefix: prefix, group, agents };
      const asked: DrainQuestion = { ...common, sites: [...sites.keys()] };
      const bare = await inChild<DrainQuestion, BareAnswer>("bare-consumer", asked, flags);
      if (bare.records !== total) faults.push(`the bare consumer read ${bare.records} records`);
      const server = await redisCpu(redis);
      const engineFlags = [...flags, ...profiling(profile)];
      const engine = await inChild<DrainQuestion, AggregatorAnswer>("aggregator", asked, engineFlags);
      const serverMicros = await server();
      faults.push(...differences("outcomes", engine.outcomes, { accepted: total }));
      faults.push(...differences("numbers in Redis", await storedCounts(asked), expected));
      const store = await openRedisStore({ url: redis, prefix: group });
      await store.erase();
      await store.close();
      const where = `${agents} agents a site${flags.length > 0 ? ", 64 MB young" : ""}`;
      rows.push(
        row("bare", where, bare, total, null, null),
        row("aggregator", where, engine, total, bare, serverMicros),
      );
    }
  const log = await openKafkaLog({ brokers: [kafka], clientId: prefix, prefix });
  await log.removeTopics([EVENTS_TOPIC]);
  await log.close();
  const size = (bytes / total).toFixed(0);
  return { rows, notes: [`${agents} agents a site: ${total} events of ${size} B from ${sites.size} sites.`], faults };
}

function row(
  contender: string,
  where: string,
  { cpuMicros, steadyMicros, seconds, maxRssMb }: BareAnswer,
  total: number,
  bare: BareAnswer | null,
  redisMicros: number | null,
): BenchRow {
  return {
    contender,
    where,
    "µs CPU/event": cpuMicros / total,
    "steady µs/event": steadyMicros,
    "× bare": bare === null ? 1 : steadyMicros / bare.steadyMicros,
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
