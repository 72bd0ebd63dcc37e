/**
 * What ingest costs from a source topic to the event topic, beside kafkajs that consumes the same records and sends them
 * on unread. Each in a process of its own; void unless every event came through with its bytes.
 */
import { createHash } from "node:crypto";
import { decodeRecord, EVENTS_TOPIC, encodeEvent, eventsTopic, sourceTopic } from "@floorwalker/events";
import { openKafkaLog } from "@floorwalker/kafka";
import type { Log } from "@floorwalker/ports";
import { startBackend } from "../../support/src/backends.ts";
import type { Bench, BenchRow } from "./bench.ts";
import { inChild, profiling, SERVICE_FLAGS } from "./in-child.ts";
import { record } from "./recording.ts";
import type { BareAnswer } from "./roles/bare-consumer.ts";
import type { IngestQuestion } from "./roles/bare-copier.ts";
import type { IngestAnswer } from "./roles/ingest.ts";
import { WARM_UP } from "./steady-meter.ts";

const EVENTS = 1_000_000;
const PARTITIONS = 8;
const APPEND = 2_000;
const TOPIC = "cc.call.events.v1";
const CONTENDERS = [
  { contender: "bare kafkajs", role: "bare-copier", driver: "kafkajs" },
  { contender: "ingest, kafkajs", role: "ingest", driver: "kafkajs" },
  { contender: "ingest, platformatic", role: "ingest", driver: "platformatic" },
] as const;

export const ingestBench: Bench = async ({ events = EVENTS, runs = 1, profile }) => {
  const kafka = await startBackend("kafka");
  if ("skip" in kafka) throw new Error(kafka.skip);
  const topicPrefix = `bench-${process.pid}.`;
  const log = await openKafkaLog({ brokers: [kafka.address], clientId: "bench", prefix: topicPrefix });
  try {
    const given = await preload(log, events);
    const rows: BenchRow[] = [];
    const faults: string[] = [];
    for (let run = 0; run < runs; run++) {
      let bare: BareAnswer | null = null;
      for (const { contender, role, driver } of CONTENDERS) {
        await log.ensureTopics([eventsTopic(PARTITIONS)]);
        const asked = { kafka: kafka.address, topicPrefix, topic: TOPIC, partitions: PARTITIONS, total: given.events };
        const flags = [...SERVICE_FLAGS, ...(role === "ingest" ? profiling(profile) : [])];
        const question = { ...asked, driver, group: `${role}-${driver}-${run}` };
        const answer = await inChild<IngestQuestion, BareAnswer & Partial<IngestAnswer>>(role, question, flags);
        bare ??= answer;
        if (answer.rejected !== undefined && answer.rejected > 0) faults.push(`${answer.rejected} were rejected`);
        const { records, ...found } = await written(log);
        if (found.events !== given.events || found.digest !== given.digest)
          faults.push(`${contender} wrote ${found.events} events, or not the bytes of the ${given.events}`);
        rows.push(row(contender, answer, given.events, bare, records));
        await log.removeTopics([EVENTS_TOPIC]);
      }
    }
    await log.removeTopics([TOPIC]);
    return {
      rows,
      notes: [
        `${given.events} events of ${(given.bytes / given.events).toFixed(0)} B, one a record, ${PARTITIONS} partitions, drained from the earliest. Steady: without the first ${100 * WARM_UP} %.`,
      ],
      faults,
    };
  } finally {
    await log.close();
    await kafka.stop();
  }
};

function row(contender: string, answer: BareAnswer, total: number, bare: BareAnswer, records: number): BenchRow {
  const { cpuMicros, steadyMicros, seconds, maxRssMb } = answer;
  return {
    contender,
    "µs CPU/event": cpuMicros / total,
    "steady µs/event": steadyMicros,
    "× bare": steadyMicros / bare.steadyMicros,
    "events/s of wall": Math.round(total / seconds),
    "events a record": total / records,
    "RSS MB": Math.round(maxRssMb),
  };
}

/** What a topic holds, in whatever order and however many a record. */
interface Held {
  readonly events: number;
  readonly bytes: number;
  readonly digest: string;
}

async function preload(log: Log, wanted: number): Promise<Held> {
  await log.ensureTopics([{ ...sourceTopic(TOPIC), partitions: PARTITIONS }]);
  const recording = record(wanted, PARTITIONS, Math.floor(Date.now() / 60_000) * 60_000);
  const sum = digestSum();
  for (const [partition, told] of recording.events.entries())
    for (let at = 0; at < told.length; at += APPEND) {
      const messages = told
        .slice(at, at + APPEND)
        .map((event) => ({ key: null, value: Buffer.from(encodeEvent(event)) }));
      for (const { value } of messages) sum.add(value);
      await log.append(TOPIC, partition, messages);
    }
  return sum.held();
}

async function written(log: Log): Promise<Held & { readonly records: number }> {
  const ends = (await log.bounds(EVENTS_TOPIC)).map(({ high }) => high);
  const records = ends.reduce((sum, end) => sum + end, 0);
  const sum = digestSum();
  let read = 0;
  const done = Promise.withResolvers<void>();
  const reader = await log.consume({
    group: `reader-${crypto.randomUUID()}`,
    topics: [EVENTS_TOPIC],
    assigned: async () => 0,
    revoked: async () => {},
    batch: async (batch) => {
      for (const { value } of batch.records)
        for (const { from, to } of decodeRecord(value)) sum.add(value.subarray(from, to));
      read += batch.records.length;
      if (read >= records) done.resolve();
    },
  });
  await Promise.race([done.promise, reader.failed]);
  await reader.stop();
  return { ...sum.held(), records };
}

/** Of many values, the same in any order. */
function digestSum(): { add(value: Uint8Array): void; held(): Held } {
  let [events, bytes, sum] = [0, 0, 0n];
  return {
    add: (value) => {
      events++;
      bytes += value.length;
      sum = (sum + createHash("sha1").update(value).digest().readBigUInt64LE()) & 0xffff_ffff_ffff_ffffn;
    },
    held: () => ({ events, bytes, digest: sum.toString(16) }),
  };
}
