/** The real ingest from one source topic to the event topic: drains it from its beginning, says what it took. */
import { startIngest } from "@floorwalker/ingest";
import { openKafkaLog } from "@floorwalker/kafka";
import { createLogger } from "@floorwalker/runtime";
import { answer, question } from "../in-child.ts";
import { steadyMeter } from "../steady-meter.ts";
import { cpuMeter } from "../yardstick.ts";
import type { BareAnswer } from "./bare-consumer.ts";
import type { IngestQuestion } from "./bare-copier.ts";

export interface IngestAnswer extends BareAnswer {
  readonly rejected: number;
}

const LOOK_MS = 5;

const { kafka, topicPrefix, group, topic, partitions, total, driver } = question<IngestQuestion>();
const cpu = cpuMeter();
const steady = steadyMeter(total);
const began = performance.now();
const log = await openKafkaLog({ brokers: [kafka], clientId: group, driver, prefix: topicPrefix });
const ingest = await startIngest({
  log,
  sources: [{ topic, format: "canonical", site: null }],
  partitions,
  clock: Date.now,
  logger: createLogger({ service: "bench", level: "warn", to: "stderr" }),
  group,
});
while (ingest.counts.accepted + ingest.counts.rejected < total) {
  steady.seen(ingest.counts.accepted);
  await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
}
await ingest.stop();
const [cpuMicros, steadyMicros, seconds] = [cpu(), steady.microsPerEvent(), (performance.now() - began) / 1000];
await log.close();
answer({
  records: ingest.counts.accepted,
  cpuMicros,
  steadyMicros,
  seconds,
  maxRssMb: process.resourceUsage().maxRSS / 1024,
  rejected: ingest.counts.rejected,
} satisfies IngestAnswer);
