/** The way into the aggregator and nothing behind it: a log's records become events, which are counted. */
import { decodeRecord, EVENTS_TOPIC } from "@floorwalker/events";
import { openKafkaLog } from "@floorwalker/kafka";
import { answer, question } from "../in-child.ts";
import { steadyMeter } from "../steady-meter.ts";
import { cpuMeter } from "../yardstick.ts";
import type { BareAnswer } from "./bare-consumer.ts";

export interface ReadQuestion {
  readonly kafka: string;
  readonly topicPrefix: string;
  readonly group: string;
  readonly total: number;
  readonly driver: "kafkajs" | "platformatic";
}

const { kafka, topicPrefix, group, total, driver } = question<ReadQuestion>();
const drained = Promise.withResolvers<void>();
let events = 0;

const cpu = cpuMeter();
const steady = steadyMeter(total);
const began = performance.now();
const log = await openKafkaLog({ brokers: [kafka], clientId: group, driver, prefix: topicPrefix });
const reader = await log.consume({
  group,
  topics: [EVENTS_TOPIC],
  assigned: async () => 0,
  revoked: async () => {},
  batch: async ({ records }) => {
    for (const { value } of records) for (const { event } of decodeRecord(value)) if (event !== null) events++;
    steady.seen(events);
    if (events >= total) drained.resolve();
  },
});
await Promise.race([drained.promise, reader.failed]);
const [cpuMicros, steadyMicros, seconds] = [cpu(), steady.microsPerEvent(), (performance.now() - began) / 1000];
await reader.stop();
await log.close();
answer({
  records: events,
  cpuMicros,
  steadyMicros,
  seconds,
  maxRssMb: process.resourceUsage().maxRSS / 1024,
} satisfies BareAnswer);
