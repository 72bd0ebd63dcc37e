/** The real aggregator from Kafka to Redis: drains a topic from its beginning, commits all of it, says what it took. */
import { LIVE_SETTINGS, startAggregator } from "@floorwalker/aggregator";
import { EVENTS_TOPIC, partitionOfSite } from "@floorwalker/events";
import { openKafkaLog } from "@floorwalker/kafka";
import { openRedisStore } from "@floorwalker/redis";
import { createLogger, createMetrics } from "@floorwalker/runtime";
import { answer, question } from "../in-child.ts";
import { benchSite } from "../recording.ts";
import { steadyMeter } from "../steady-meter.ts";
import { cpuMeter } from "../yardstick.ts";
import type { BareAnswer } from "./bare-consumer.ts";

export interface DrainQuestion {
  readonly kafka: string;
  readonly redis: string;
  readonly partitions: number;
  readonly total: number;
  readonly topicPrefix: string;
  /** Consumer group, and prefix of the store's keys. */
  readonly group: string;
  readonly sites: readonly string[];
  /** Of each site. */
  readonly agents: number;
  /** Else the default one. */
  readonly driver?: "kafkajs" | "platformatic";
}

export interface AggregatorAnswer extends BareAnswer {
  readonly outcomes: Readonly<Record<string, number>>;
}

const TICK_MS = 100;

const {
  kafka,
  redis,
  partitions,
  total,
  topicPrefix,
  group,
  sites,
  agents,
  driver = "platformatic",
} = question<DrainQuestion>();
const metrics = createMetrics();
const drained = Promise.withResolvers<void>();
let folded = 0;

const cpu = cpuMeter();
const steady = steadyMeter(total);
const began = performance.now();
const logger = createLogger({ service: "bench", level: "warn", to: "stderr" });
const log = await openKafkaLog({ brokers: [kafka], clientId: group, prefix: topicPrefix, driver });
const store = await openRedisStore({ url: redis, prefix: group });
const aggregator = await startAggregator({
  log,
  store,
  settings: LIVE_SETTINGS,
  siteConfig: (site) => benchSite(site, agents),
  sites: (partition) => sites.filter((site) => partitionOfSite(site, partitions) === partition),
  clock: Date.now,
  logger,
  metrics,
  tickMs: TICK_MS,
  replay: false,
  topic: EVENTS_TOPIC,
  group,
  folded: (records) => {
    folded += records;
    steady.seen(folded);
    if (folded >= total) drained.resolve();
  },
});
await drained.promise;
await aggregator.stop();
const outcomes: Record<string, number> = {};
const [cpuMicros, steadyMicros, seconds] = [cpu(), steady.microsPerEvent(), (performance.now() - began) / 1000];
await store.close();
await log.close();
for (const [, outcome, count] of (await metrics.text()).matchAll(
  /^floorwalker_events_total\{outcome="(\w+)"\} (\d+)$/gm,
))
  if (Number(count) > 0) outcomes[outcome!] = Number(count);
answer({
  records: folded,
  cpuMicros,
  steadyMicros,
  seconds,
  maxRssMb: process.resourceUsage().maxRSS / 1024,
  outcomes,
} satisfies AggregatorAnswer);
