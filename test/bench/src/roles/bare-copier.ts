/** The control: kafkajs as everybody uses it, what a fetch brings is sent on as it is, nothing is looked at. */
import { EVENTS_TOPIC } from "@floorwalker/events";
import kafkajs from "kafkajs";
import { answer, question } from "../in-child.ts";
import { steadyMeter } from "../steady-meter.ts";
import { cpuMeter } from "../yardstick.ts";
import type { BareAnswer } from "./bare-consumer.ts";

export interface IngestQuestion {
  readonly kafka: string;
  readonly topicPrefix: string;
  readonly group: string;
  /** To read. */
  readonly topic: string;
  /** Of the topic to write. */
  readonly partitions: number;
  readonly total: number;
  /** Of ingest; the control is always kafkajs. */
  readonly driver: "kafkajs" | "platformatic";
}

const { kafka, total, topicPrefix, group, topic } = question<IngestQuestion>();
const drained = Promise.withResolvers<void>();
let records = 0;

const cpu = cpuMeter();
const steady = steadyMeter(total);
const began = performance.now();
const client = new kafkajs.Kafka({ clientId: group, brokers: [kafka], logLevel: kafkajs.logLevel.NOTHING });
const producer = client.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
// On a busy machine a batch may take long, and a member that was thought dead would send everything again.
const consumer = client.consumer({ groupId: `${group}-bare`, maxBytes: 8 * 1024 * 1024, sessionTimeout: 120_000 });
await producer.connect();
await consumer.connect();
await consumer.subscribe({ topics: [topicPrefix + topic], fromBeginning: true });
await consumer.run({
  autoCommit: false,
  eachBatch: async ({ batch }) => {
    const messages = batch.messages.map(({ value }) => ({ key: null, value, partition: batch.partition }));
    await producer.send({ topic: topicPrefix + EVENTS_TOPIC, acks: -1, messages });
    records += messages.length;
    steady.seen(records);
    if (records >= total) drained.resolve();
  },
});
await drained.promise;
const [cpuMicros, steadyMicros, seconds] = [cpu(), steady.microsPerEvent(), (performance.now() - began) / 1000];
await consumer.disconnect();
await producer.disconnect();
answer({
  records,
  cpuMicros,
  steadyMicros,
  seconds,
  maxRssMb: process.resourceUsage().maxRSS / 1024,
} satisfies BareAnswer);
