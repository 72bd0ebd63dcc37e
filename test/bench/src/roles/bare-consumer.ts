/** The control: kafkajs as everybody uses it, `eachBatch` and a JSON.parse for each record, nothing kept. */
import { EVENTS_TOPIC } from "@floorwalker/events";
import kafkajs from "kafkajs";
import { answer, question } from "../in-child.ts";
import { steadyMeter } from "../steady-meter.ts";
import { cpuMeter } from "../yardstick.ts";
import type { DrainQuestion } from "./aggregator.ts";

export interface BareAnswer {
  readonly records: number;
  readonly cpuMicros: number;
  /** Per event, after the first WARM_UP of them: compilers have done their work. */
  readonly steadyMicros: number;
  readonly seconds: number;
  readonly maxRssMb: number;
}

const { kafka, total, topicPrefix, group } = question<DrainQuestion>();
const drained = Promise.withResolvers<void>();
let records = 0;

const cpu = cpuMeter();
const steady = steadyMeter(total);
const began = performance.now();
const client = new kafkajs.Kafka({ clientId: group, brokers: [kafka], logLevel: kafkajs.logLevel.NOTHING });
const consumer = client.consumer({ groupId: `${group}-bare`, maxBytes: 8 * 1024 * 1024 });
await consumer.connect();
await consumer.subscribe({ topics: [topicPrefix + EVENTS_TOPIC], fromBeginning: true });
await consumer.run({
  autoCommit: false,
  eachBatch: async ({ batch }) => {
    for (const { value } of batch.messages)
      if ((JSON.parse(value!.toString()) as { site?: unknown }).site !== undefined) records++;
    steady.seen(records);
    if (records >= total) drained.resolve();
  },
});
await drained.promise;
await consumer.disconnect();
answer({
  records,
  cpuMicros: cpu(),
  steadyMicros: steady.microsPerEvent(),
  seconds: (performance.now() - began) / 1000,
  maxRssMb: process.resourceUsage().maxRSS / 1024,
} satisfies BareAnswer);
