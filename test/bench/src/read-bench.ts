/**
 * What it costs to bring an event from the event topic into a process, by driver and by how many events a record holds,
 * beside a bare kafkajs consumer that calls JSON.parse on the topic of single records.
 */
import { EVENTS_TOPIC } from "@floorwalker/events";
import { openKafkaLog } from "@floorwalker/kafka";
import { startBackend } from "../../support/src/backends.ts";
import type { Bench, BenchRow } from "./bench.ts";
import { inChild } from "./in-child.ts";
import { preload } from "./preload.ts";
import { record } from "./recording.ts";
import type { BareAnswer } from "./roles/bare-consumer.ts";
import type { ReadQuestion } from "./roles/reader.ts";
import { WARM_UP } from "./steady-meter.ts";

const EVENTS = 1_000_000;
const PARTITIONS = 8;

export const readBench: Bench = async ({ events = EVENTS, runs = 1 }) => {
  const kafka = await startBackend("kafka");
  if ("skip" in kafka) throw new Error(kafka.skip);
  const rows: BenchRow[] = [];
  const faults: string[] = [];
  try {
    const recording = record(events, PARTITIONS, Math.floor(Date.now() / 60_000) * 60_000);
    const { total } = recording;
    for (const form of ["single", "many"] as const) {
      const topicPrefix = `bench-${process.pid}-${form}.`;
      await preload(kafka.address, topicPrefix, recording, form);
      for (let run = 0; run < runs; run++) {
        const asked = { kafka: kafka.address, topicPrefix, total };
        const measure = async (contender: string, role: string, driver: ReadQuestion["driver"]): Promise<void> => {
          const group = `${contender}-${run}`.replaceAll(/\W+/g, "-");
          const answer = await inChild<ReadQuestion, BareAnswer>(role, { ...asked, group, driver });
          if (answer.records !== total) faults.push(`${contender} read ${answer.records} of ${total} events`);
          rows.push(row(contender, form, answer, total));
        };
        if (form === "single") await measure("bare kafkajs + JSON.parse", "bare-consumer", "kafkajs");
        await measure("kafkajs", "reader", "kafkajs");
        await measure("platformatic", "reader", "platformatic");
      }
      const log = await openKafkaLog({ brokers: [kafka.address], clientId: "bench", prefix: topicPrefix });
      await log.removeTopics([EVENTS_TOPIC]);
      await log.close();
    }
    const notes = [`${total} events, ${PARTITIONS} partitions. Steady: without the first ${100 * WARM_UP} %.`];
    return { rows, notes, faults };
  } finally {
    await kafka.stop();
  }
};

const row = (contender: string, form: string, answer: BareAnswer, total: number): BenchRow => ({
  contender,
  "events a record": form === "single" ? "1" : "many",
  "µs CPU/event": answer.cpuMicros / total,
  "steady µs/event": answer.steadyMicros,
  "events/s of wall": Math.round(total / answer.seconds),
  "RSS MB": Math.round(answer.maxRssMb),
});
