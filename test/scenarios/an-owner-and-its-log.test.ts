/** What an owner has to do with the log beside reading it: it tells facts as is configured now, and waits for a log that hangs without being ill. */
import { LIVE_SETTINGS, startAggregator } from "@floorwalker/aggregator";
import { type CanonicalEvent, unconfiguredSite } from "@floorwalker/domain";
import { type Embedded, openEmbedded } from "@floorwalker/embedded";
import { EVENTS_TOPIC, encodeEvent, FACTS_TOPIC, lateEventsTopic, readFacts } from "@floorwalker/events";
import type { LogMessage } from "@floorwalker/ports";
import { createMetrics, SYSTEM_TIMING, silentLogger } from "@floorwalker/runtime";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { T0, tell } from "../support/src/tell.ts";

const PATIENCE = { timeout: 20_000, interval: 10 };
/** Longer than an event may be late: what began before facts were told is over then. */
const STEP_MS = 2 * 86_400_000;
let embedded: Embedded;
let now: number;
/** What the monotonic clock is ahead of this machine's. */
let skipped: number;
/** What is appended is given to it instead of the log, where it says so. */
let instead: (topic: string, messages: readonly LogMessage[]) => Promise<void> | null;

beforeEach(async () => {
  now = T0 + 60_000;
  skipped = 0;
  instead = () => null;
  embedded = openEmbedded(":memory:", () => now);
  await embedded.log.ensureTopics([{ topic: EVENTS_TOPIC, partitions: 1 }]);
  const append = embedded.log.append.bind(embedded.log);
  vi.spyOn(embedded.log, "append").mockImplementation(
    (topic, partition, messages) => instead(topic, messages) ?? append(topic, partition, messages),
  );
});
afterEach(() => embedded.close());

const start = (tellsFacts: () => boolean) =>
  startAggregator({
    log: embedded.log,
    store: embedded.store,
    settings: LIVE_SETTINGS,
    siteConfig: unconfiguredSite,
    sites: () => [],
    clock: () => now,
    timing: { ...SYSTEM_TIMING, monotonic: () => performance.now() + skipped },
    logger: silentLogger,
    metrics: createMetrics({ processMetrics: false }),
    tickMs: 10,
    replay: false,
    topic: EVENTS_TOPIC,
    group: "test",
    facts: FACTS_TOPIC,
    tellsFacts,
  });

const send = (events: readonly CanonicalEvent[]): Promise<void> =>
  embedded.log.append(
    EVENTS_TOPIC,
    0,
    events.map((event) => ({ key: "here", value: Buffer.from(encodeEvent(event)) })),
  );

test("facts are told or not as is configured now: nobody has to be started anew", async () => {
  let tells = false;
  const told: string[] = [];
  instead = (topic, messages) => {
    if (topic === FACTS_TOPIC) told.push(...messages.map(({ value }) => readFacts(Buffer.from(value).toString()).name));
    return null;
  };
  const aggregator = await start(() => tells);
  let seconds = 0;
  /** A call of its own, over and out of memory; then another that waits. */
  const call = async (contact: string): Promise<void> => {
    await send([
      tell(seconds + 1, "contact.queued", { id: `${contact}-1`, contact }),
      tell(seconds + 9, "contact.abandoned", { id: `${contact}-2`, contact }),
    ]);
    await folded();
    seconds += STEP_MS / 1_000;
    now += STEP_MS;
    await send([tell(seconds, "source.heartbeat", { id: `${contact}-3` })]);
    await folded();
  };
  const folded = async (): Promise<void> => {
    const high = (await embedded.log.bounds(EVENTS_TOPIC))[0]?.high;
    await expect.poll(async () => (await embedded.store.stored(0))?.checkpoint.offset, PATIENCE).toBe(high);
  };
  await call("untold");
  tells = true;
  aggregator.reconfigure();
  await call("told");
  await expect.poll(() => told, PATIENCE).toEqual(["told"]);
  tells = false;
  aggregator.reconfigure();
  await call("untold again");
  await aggregator.stop();
  expect(told).toEqual(["told"]);
});

test("a partition that waits for the log to take a late event is no loop that has stopped turning", async () => {
  const hanging = Promise.withResolvers<void>();
  let asked = false;
  instead = (topic) => {
    if (topic !== lateEventsTopic(EVENTS_TOPIC)) return null;
    asked = true;
    return hanging.promise;
  };
  const aggregator = await start(() => false);
  await send([
    tell(0, "contact.queued", { id: "first", contact: "first" }),
    tell(-3 * 86_400, "contact.queued", { id: "late", contact: "late" }),
  ]);
  await expect.poll(() => asked, PATIENCE).toBe(true);
  skipped = 300_000;
  expect(aggregator.turning()).toBe(true);
  skipped = 0;
  hanging.resolve();
  await aggregator.stop();
});
