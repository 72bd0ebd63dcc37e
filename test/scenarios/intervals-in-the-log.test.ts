/** Closed intervals on their way from an owner to the log: the real aggregator on the embedded log and store, in one process. */
import {
  type Aggregator,
  type AggregatorSettings,
  LIVE_SETTINGS,
  liveSettings,
  startAggregator,
  withHorizon,
} from "@floorwalker/aggregator";
import {
  type CanonicalEvent,
  cellName,
  DEFAULT_LIMITS,
  isLater,
  mergeIntervals,
  unconfiguredSite,
} from "@floorwalker/domain";
import { type EmbeddedLog, openEmbedded } from "@floorwalker/embedded";
import { EVENTS_TOPIC, encodeEvent, eventRecords, INTERVALS_TOPIC, readInterval } from "@floorwalker/events";
import type { Log } from "@floorwalker/ports";
import { createMetrics, SYSTEM_TIMING, silentLogger, type Timing } from "@floorwalker/runtime";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PureOwner } from "../support/src/pure-owner.ts";
import { T0, tell } from "../support/src/tell.ts";
import { ToldHistory } from "../support/src/told-history.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PATIENCE = { timeout: 20_000, interval: 20 };
vi.setConfig({ testTimeout: 60_000 });
const SITE = unconfiguredSite("here");
const TEN_TIMES_FASTER: Timing = {
  monotonic: () => 10 * SYSTEM_TIMING.monotonic(),
  after: (ms, call) => SYSTEM_TIMING.after(ms / 10, call),
};

let now = T0;
let embedded: ReturnType<typeof openEmbedded>;
let running: Aggregator | null;
let metrics = createMetrics({ processMetrics: false });

beforeEach(async () => {
  now = T0;
  running = null;
  embedded = openEmbedded(":memory:", () => now, { monotonic: () => now });
  await embedded.log.ensureTopics([{ topic: EVENTS_TOPIC, partitions: 1, retentionMs: 4 * DAY }]);
});

afterEach(async () => {
  await running?.stop();
  await embedded.close();
});

/** A call every ten minutes: answered by an agent who stays signed in, or given up. */
function calls(fromSeconds: number, toSeconds: number): CanonicalEvent[] {
  const events: CanonicalEvent[] = [tell(fromSeconds, "agent.signedIn", { agent: "a1", data: { state: "idle" } })];
  for (let at = fromSeconds + 60; at < toSeconds; at += 600) {
    const contact = `c${at}`;
    events.push(tell(at, "contact.queued", { contact }));
    if (at % 1800 === 0) events.push(tell(at + 40, "contact.abandoned", { contact }));
    else
      events.push(
        tell(at + 15, "contact.answered", { contact, agent: "a1" }),
        tell(at + 200, "contact.ended", { contact, agent: "a1" }),
      );
  }
  return events;
}

async function send(events: readonly CanonicalEvent[]): Promise<void> {
  const messages = eventRecords(events.map((event) => Buffer.from(encodeEvent(event))));
  await embedded.log.append(EVENTS_TOPIC, 0, messages);
}

async function start(log: Log = embedded.log, settings: AggregatorSettings = LIVE_SETTINGS): Promise<void> {
  metrics = createMetrics({ processMetrics: false });
  running = await startAggregator({
    log,
    store: embedded.store,
    settings,
    siteConfig: () => SITE,
    sites: () => [],
    clock: () => now,
    timing: TEN_TIMES_FASTER,
    logger: silentLogger,
    metrics,
    tickMs: 50,
    replay: false,
    topic: EVENTS_TOPIC,
    group: "test",
    intervals: INTERVALS_TOPIC,
  });
}

/** Everything that was ever told, from the start of the topic. */
async function told(): Promise<ToldHistory> {
  const history = new ToldHistory(SITE.agentsByQueue === true);
  const [{ high } = { high: 0 }] = await embedded.log.bounds(INTERVALS_TOPIC);
  let next = 0;
  const reader = await embedded.log.consume({
    group: `reader-${Math.random()}`,
    topics: [INTERVALS_TOPIC],
    assigned: async () => 0,
    revoked: async () => {},
    batch: async ({ records }) => {
      for (const { value, offset } of records) {
        history.tell(readInterval(Buffer.from(value).toString()));
        next = offset + 1;
      }
    },
  });
  await vi.waitFor(() => expect(next).toBe(high), PATIENCE);
  await reader.stop();
  return history;
}

async function metric(name: string): Promise<number> {
  const line = (await metrics.text()).split("\n").find((each) => each.startsWith(`floorwalker_${name} `));
  return Number(line?.split(" ").at(-1));
}

/** Everything that has closed is in the log. */
const allIsTold = (): Promise<unknown> =>
  vi.waitFor(async () => {
    expect(running!.live).toBe(true);
    expect(await metric('intervals_waiting{partition="0"}')).toBe(0);
    expect(await metric('intervals_behind_seconds{partition="0"}')).toBe(0);
    expect(await metric("intervals_told_total")).toBeGreaterThan(0);
  }, PATIENCE);

test("a past that is told after the live hour closes once all of it is there, also after a kill: each interval is told once, none is restated", async () => {
  let isAwaited = true;
  const settings = liveSettings(
    () => DEFAULT_LIMITS,
    () => withHorizon(10 * DAY),
    () => isAwaited,
  );
  const live = calls((8 * DAY) / 1000, (8 * DAY + HOUR) / 1000);
  const past = [...calls(0, (8 * DAY) / 1000), tell((8 * DAY) / 1000 - 1, "agent.signedOut", { agent: "a1" })];
  now = T0 + 8 * DAY + HOUR;
  await start(embedded.log, settings);
  await send(live);
  await vi.waitFor(() => expect(running!.offsets().get(0)).toBe(1), PATIENCE);
  await send(past.slice(0, 500));
  await vi.waitFor(() => expect(running!.offsets().get(0)).toBe(2), PATIENCE);
  await running!.stop();
  now += HOUR;
  await start(embedded.log, settings);
  await send(past.slice(500));
  const { high } = (await embedded.log.bounds(EVENTS_TOPIC))[0]!;
  await vi.waitFor(() => expect(running!.offsets().get(0)).toBe(high), PATIENCE);
  expect(await metric("intervals_told_total")).toBe(0);
  isAwaited = false;
  now += 1_000;
  await allIsTold();
  const history = await told();
  expect(await metric("intervals_restated_total")).toBe(0);
  const replay = new PureOwner({ sites: [SITE] }).feed([...past, ...live]).tick(now);
  const report = replay.report("15m", now);
  const closed = report.intervals.filter(({ to }) => to <= T0 + 8 * DAY + HOUR);
  expect(closed.length).toBeGreaterThan(700);
  expect(history.report({ ...report, intervals: closed }, "15m")).toEqual({ ...report, intervals: closed });
});

test("nine days that an owner catches up with in one go are told whole, though only three are kept: what replay reports of them is what history says", async () => {
  const events = calls(0, (9 * DAY) / 1000);
  now = T0 + 9 * DAY;
  await send(events);
  await start();
  await allIsTold();
  const history = await told();
  const replay = new PureOwner({ sites: [SITE] }).feed(events).tick(now);
  const end = now;
  for (const length of ["15m", "day"] as const) {
    const report = replay.report(length, end);
    // Of one that ends now a report also says how long each has waited, which no history keeps.
    const closed = report.intervals.filter(({ to }) => to < end);
    expect(closed.length).toBeGreaterThan(length === "day" ? 8 : 800);
    const ofHistory = history.report({ ...report, intervals: closed }, length);
    for (const [at, { from, to, site, queues, agents }] of closed.entries()) {
      const span = ofHistory.intervals[at]!;
      expect({ from, to, site: span.site, sales: span.queues.sales?.call, states: span.agents.a1?.states }).toEqual({
        from,
        to,
        site,
        sales: queues.sales?.call,
        states: agents.a1?.states,
      });
    }
  }
  for (const day of history.of("day")) {
    const quarters = history
      .of("15m")
      .filter(({ cell, from, to }) => cell === day.cell && from >= day.from && to <= day.to);
    expect([...mergeIntervals(quarters).counters]).toEqual([...day.counters]);
  }
  // What is older than is kept is gone from memory and store all the same, once it is told.
  const slices: string[] = [];
  for await (const chunk of embedded.store.load(0))
    for (const [key] of chunk) if (key.includes("\u001es\u001e")) slices.push(key);
  const oldest = Math.min(...slices.map((key) => Number(key.split("\u001e").at(-1)) * 900_000));
  expect(oldest).toBeGreaterThanOrEqual(now - 4 * DAY);
});

test("a call that is told of late is told anew in its quarter, as restated, and in its day once that has closed", async () => {
  await send(calls(0, (16 * HOUR) / 1000));
  now = T0 + 16 * HOUR;
  await start();
  await allIsTold();
  const before = await told();
  await send([tell(300, "contact.queued", { contact: "late" }), tell(310, "contact.abandoned", { contact: "late" })]);
  await vi.waitFor(async () => expect(await metric("intervals_restated_total")).toBeGreaterThan(3), PATIENCE);
  await allIsTold();
  const after = await told();
  const of = (history: ToldHistory, length: "15m" | "day", kind: string) =>
    history.of(length).find(({ cell, from }) => cellName(cell).kind === kind && (length === "day" || from === T0))!;
  for (const [length, kind] of [
    ["15m", "queue"],
    ["15m", "site"],
    ["day", "queue"],
    ["day", "channel"],
  ] as const) {
    const [was, is] = [of(before, length, kind), of(after, length, kind)];
    expect([was.restated, is.restated]).toEqual([0, 1]);
    expect(isLater(is.version, was.version)).toBe(true);
    expect(is.counters[0]).toBe(was.counters[0]! + 1);
  }
});

test("a log that takes no intervals is shown and asked again; numbers go on, and nothing is lost", async () => {
  let broken = true;
  const log: Log = new Proxy(embedded.log, {
    get(target, name) {
      if (name === "append")
        return async (topic: string, ...rest: [number, Parameters<Log["append"]>[2]]) => {
          if (topic === INTERVALS_TOPIC && broken) throw new Error("no room on the disk");
          return target.append(topic, ...rest);
        };
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
  const first = calls(0, HOUR / 1000);
  await send(first);
  now = T0 + HOUR;
  await start(log);
  await vi.waitFor(() => expect(running!.notes()).toContain("no room on the disk"), PATIENCE);
  expect(running!.live).toBe(true);
  expect(await metric('interval_append_failures_total{partition="0"}')).toBeGreaterThan(0);
  await send([tell(3_590, "contact.queued", { contact: "more" })]);
  await vi.waitFor(
    async () => expect(await metric('events_total{outcome="accepted"}')).toBe(first.length + 1),
    PATIENCE,
  );
  broken = false;
  await allIsTold();
  expect(running!.notes()).toBeNull();
  const replay = new PureOwner({ sites: [SITE] });
  // Past the end, so that what is true of the moment alone is not asked for.
  replay.feed([...first, tell(3_590, "contact.queued", { contact: "more" })]).tick(now + 1);
  const report = replay.report("15m", now);
  expect((await told()).report(report, "15m").intervals.map(({ site }) => site)).toEqual(
    report.intervals.map(({ site }) => site),
  );
});

test("made anew of a log that has lost its beginning, nothing is told that begins before its first record plus the horizon", async () => {
  await send(calls(0, (10 * HOUR) / 1000));
  now = T0 + 5 * DAY;
  (embedded.log as EmbeddedLog).trim();
  const begins = T0 + 5 * DAY;
  for (let hour = 0; hour < 60; hour++) {
    now = begins + hour * HOUR;
    await send(calls((now - T0) / 1000, (now - T0 + HOUR) / 1000));
  }
  now += HOUR;
  await start();
  await allIsTold();
  const froms = (await told()).of("15m").map(({ from }) => from);
  expect(Math.min(...froms)).toBe(begins + DAY);
  expect(Math.max(...froms)).toBe(now - 900_000);
});

test("a replay tells no intervals", async () => {
  await send(calls(0, HOUR / 1000));
  now = T0 + HOUR;
  running = await startAggregator({
    log: embedded.log,
    store: embedded.store,
    settings: { ...LIVE_SETTINGS, horizonMs: null, retentionMs: null },
    siteConfig: () => SITE,
    sites: () => [],
    clock: () => now,
    logger: silentLogger,
    metrics: createMetrics({ processMetrics: false }),
    tickMs: 1,
    replay: true,
    topic: EVENTS_TOPIC,
    group: "test",
  });
  await vi.waitFor(() => expect(running!.offsets().get(0)).toBeGreaterThan(0), PATIENCE);
  expect(await embedded.log.partitions(INTERVALS_TOPIC)).toBe(0);
});
