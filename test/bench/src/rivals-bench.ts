/**
 * Our aggregator beside Flink and Kafka Streams: one preloaded topic of single records, the same core for each in turn, broker
 * and Redis on the other. The rivals do a part of our job (`fair-job.ts`) exactly once into a topic; ours does all of it into
 * Redis. A rival whose committed sums are not the plain count, or an aggregator whose numbers are not, makes the run void.
 */
import { EVENTS_TOPIC } from "@floorwalker/events";
import { openKafkaLog } from "@floorwalker/kafka";
import { openRedisStore } from "@floorwalker/redis";
import { type KafkaProcess, type RedisProcess, startKafka, startRedis } from "../../support/src/local-servers.ts";
import type { Bench, BenchRow } from "./bench.ts";
import { pin, SERVER_CORE } from "./cores.ts";
import { differences, expectedCounts } from "./expected-counts.ts";
import { FAIR_SUMS, fairSums } from "./fair-job.ts";
import { inChild } from "./in-child.ts";
import { preload } from "./preload.ts";
import { ascending, quantile } from "./quantile.ts";
import { record } from "./recording.ts";
import { redisCpu } from "./redis-cpu.ts";
import { type RivalName, runRival } from "./rival-program.ts";
import type { AggregatorAnswer, DrainQuestion } from "./roles/aggregator.ts";
import { WARM_UP } from "./steady-meter.ts";
import { storedCounts } from "./stored-counts.ts";

const EVENTS = 2_000_000;
const PARTITIONS = 8;
const AGENTS = 60;
/** As often as ours commits while it catches up, at the latest. */
const COMMIT_MS = 2_000;
/** Of the sums: the rivals forget a contact two minutes after its end, and with it wrap-ups and surveys that come later. */
const UNFORGETFUL = FAIR_SUMS.indexOf("handled");
const SURVEYS = FAIR_SUMS.indexOf("surveys");
const RIVALS: readonly RivalName[] = ["flink", "kafka-streams"];

interface Run {
  readonly steadyMicros: number;
  readonly perSecond: number;
  readonly maxRssMb: number;
  readonly redisMicros: number | null;
}

export const rivalsBench: Bench = async ({ events = EVENTS, runs = 3 }) => {
  const kafka = await startKafka();
  const redis = await startRedis();
  try {
    for (const { pid } of [kafka, redis]) await pin(pid, SERVER_CORE);
    return await compare(kafka, redis, events, runs);
  } finally {
    await redis.stop();
    await kafka.stop();
  }
};

async function compare(kafka: KafkaProcess, redis: RedisProcess, events: number, runs: number) {
  const recording = record(events, PARTITIONS, Math.floor(Date.now() / 60_000) * 60_000, AGENTS);
  const { total, sites } = recording;
  const prefix = `rivals-${process.pid}`;
  const bytes = await preload(kafka.address, prefix, recording);
  const expected = expectedCounts(recording.events.flat());
  const fair = Object.values(fairSums(recording.events.flat()));
  const faults: string[] = [];
  const missed = new Set<string>();
  const ours: Run[] = [];
  const oursOnOther: Run[] = [];
  const theirs = new Map<RivalName, Run[]>(RIVALS.map((name) => [name, []]));
  for (let run = 0; run < runs; run++) {
    const common = { kafka: kafka.address, partitions: PARTITIONS, total };
    const group = `${prefix}-${run}`;
    const asked = {
      ...common,
      redis: redis.address,
      topicPrefix: prefix,
      group,
      sites: [...sites.keys()],
      agents: AGENTS,
    };
    ours.push(await ourRun(asked, expected, faults));
    oursOnOther.push(await ourRun({ ...asked, group: `${group}-kafkajs`, driver: "kafkajs" }, expected, faults));
    for (const name of RIVALS) {
      const topic = `${prefix}${EVENTS_TOPIC}`;
      const answer = await runRival(name, { ...common, topic, warmUp: WARM_UP, commitMs: COMMIT_MS });
      const { steadyMicros, steadyPerSecond, maxRssMb } = answer;
      faults.push(...differences(`${name}'s sums`, answer.sums.slice(0, UNFORGETFUL), fair.slice(0, UNFORGETFUL)));
      missed.add(`${name} missed ${fair[SURVEYS]! - answer.sums[SURVEYS]!} of ${fair[SURVEYS]} surveys`);
      theirs.get(name)!.push({ steadyMicros, perSecond: steadyPerSecond, maxRssMb, redisMicros: null });
    }
  }
  const log = await openKafkaLog({ brokers: [kafka.address], clientId: prefix, prefix });
  await log.removeTopics([EVENTS_TOPIC]);
  await log.close();
  const all: [string, Run[]][] = [["aggregator", ours], ["aggregator, kafkajs", oursOnOther], ...theirs];
  return {
    rows: all.map(([name, measured]) => row(name, measured, ours)),
    notes: [
      `${total} events of ${(bytes / total).toFixed(0)} B from ${sites.size} sites of ${AGENTS} agents, ${PARTITIONS} partitions, single records; medians of ${runs}, without the first ${100 * WARM_UP} %.`,
      `The rivals join contacts, leave out repeated ids and add up ten sums in 10 s panes, exactly once into a topic, a commit every ${COMMIT_MS} ms; the aggregator does everything it does, into Redis, whose own CPU stands beside it; once with @platformatic/kafka, once with kafkajs.`,
      `${[...missed].join("; ")}: they forget a contact two minutes after its end.`,
    ],
    faults,
  };
}

async function ourRun(asked: DrainQuestion, expected: object, faults: string[]): Promise<Run> {
  const server = await redisCpu(asked.redis);
  const engine = await inChild<DrainQuestion, AggregatorAnswer>("aggregator", asked, undefined, true);
  const redisMicros = (await server()) / asked.total;
  faults.push(...differences("outcomes", engine.outcomes, { accepted: asked.total }));
  faults.push(...differences("numbers in Redis", await storedCounts(asked), expected));
  const store = await openRedisStore({ url: asked.redis, prefix: asked.group });
  await store.erase();
  await store.close();
  const { steadyMicros, seconds, maxRssMb } = engine;
  return { steadyMicros, perSecond: asked.total / seconds, maxRssMb, redisMicros };
}

function row(contender: string, measured: readonly Run[], ours: readonly Run[]): BenchRow {
  const of = (runs: readonly Run[], field: "steadyMicros" | "perSecond" | "maxRssMb"): number =>
    median(runs.map((run) => run[field]));
  const micros = measured.map(({ steadyMicros }) => steadyMicros);
  return {
    contender,
    "µs CPU/event": median(micros),
    lowest: Math.min(...micros),
    highest: Math.max(...micros),
    "aggregator's events per CPU s": of(measured, "steadyMicros") / of(ours, "steadyMicros"),
    "events/s of wall": Math.round(of(measured, "perSecond")),
    "RSS MB": Math.round(of(measured, "maxRssMb")),
    "Redis µs/event": measured[0]?.redisMicros == null ? null : median(measured.map((run) => run.redisMicros ?? 0)),
  };
}

const median = (values: readonly number[]): number => quantile(ascending(values), 0.5);
