/**
 * The whole way of a number that was: aggregator, historian and gateway on the embedded file, asked over HTTP. What replay reports is
 * what history says, a day's quarters add up to the day, and the day that is shown live is the day that is kept when it is over.
 */
import { type Aggregator, LIVE_SETTINGS, startAggregator } from "@floorwalker/aggregator";
import { type CanonicalEvent, kpisOfCell, unconfiguredSite } from "@floorwalker/domain";
import { type Embedded, openEmbedded } from "@floorwalker/embedded";
import { EVENTS_TOPIC, encodeEvent, eventRecords, INTERVALS_TOPIC, intervalsTopic } from "@floorwalker/events";
import { type Gateway, startGateway } from "@floorwalker/gateway";
import { type Historian, startHistorian } from "@floorwalker/historian";
import { createMetrics, emptyConfiguration, SYSTEM_TIMING, silentLogger, type Timing } from "@floorwalker/runtime";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PureOwner } from "../support/src/pure-owner.ts";
import { T0, tell } from "../support/src/tell.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Before T0. */
const MIDNIGHT = T0 - (T0 % DAY);
const PATIENCE = { timeout: 30_000, interval: 50 };
vi.setConfig({ testTimeout: 120_000 });
const SITE = unconfiguredSite("here");
const TEN_TIMES_FASTER: Timing = {
  monotonic: () => 10 * SYSTEM_TIMING.monotonic(),
  after: (ms, call) => SYSTEM_TIMING.after(ms / 10, call),
};

let now: number;
let embedded: Embedded;
let aggregator: Aggregator;
let historian: Historian;
let gateway: Gateway;

beforeEach(async () => {
  embedded = openEmbedded(":memory:", () => now);
  now = T0;
  await embedded.log.ensureTopics([{ topic: EVENTS_TOPIC, partitions: 1 }, intervalsTopic(1)]);
});

afterEach(async () => {
  await gateway.stop();
  await historian.stop();
  await aggregator.stop();
  await embedded.close();
});

async function start(): Promise<void> {
  const shared = { log: embedded.log, clock: () => now, logger: silentLogger };
  aggregator = await startAggregator({
    ...shared,
    store: embedded.store,
    settings: LIVE_SETTINGS,
    siteConfig: () => SITE,
    sites: () => [],
    timing: TEN_TIMES_FASTER,
    metrics: createMetrics({ processMetrics: false }),
    tickMs: 50,
    replay: false,
    topic: EVENTS_TOPIC,
    group: "test",
    intervals: INTERVALS_TOPIC,
  });
  historian = await startHistorian({
    ...shared,
    history: embedded.history,
    keepFor: () => ({ "15m": 35 * DAY, day: 400 * DAY, facts: 30 * DAY }),
    metrics: createMetrics({ processMetrics: false }),
  });
  gateway = await startGateway({
    ...shared,
    store: embedded.store,
    history: embedded.history,
    partitions: 1,
    config: () => ({ ...emptyConfiguration(), sites: new Map([["here", SITE]]) }),
    host: "127.0.0.1",
    port: 0,
    boardDir: null,
    metrics: createMetrics({ processMetrics: false }),
    build: { service: "gateway", version: "test", build: "test" },
  });
}

interface Row {
  readonly from: string;
  readonly counters: Readonly<Record<string, number>>;
  readonly kpis: Readonly<Record<string, number | null>>;
  readonly restated: number;
}

const get = async <T>(path: string): Promise<T> => (await fetch(gateway.url + path)).json() as Promise<T>;
const rows = async (query: string): Promise<readonly Row[]> =>
  (await get<{ rows: readonly Row[] }>(`v1/history?site=here&${query}`)).rows;
const until = (query: string, end: number): Promise<unknown> =>
  vi.waitFor(async () => {
    const { until: known } = await get<{ until: string | null }>(`v1/history?site=here&${query}`);
    expect(Date.parse(known ?? "")).toBeGreaterThanOrEqual(end);
  }, PATIENCE);

async function send(events: readonly CanonicalEvent[]): Promise<void> {
  const messages = eventRecords(events.map((event) => Buffer.from(encodeEvent(event))));
  await embedded.log.append(EVENTS_TOPIC, 0, messages);
}

/** A call every seven minutes, some given up, two at once every hour; nobody waits at an end of a quarter for long. */
function calls(from: number, to: number): CanonicalEvent[] {
  const seconds = (time: number): number => (time - T0) / 1000;
  const events: CanonicalEvent[] = [
    tell(seconds(from) + 1, "agent.signedIn", { agent: "a1", data: { state: "idle" } }),
  ];
  for (let at = from + 60_000, call = 0; at < to; at += 7 * 60_000, call++) {
    const contact = `c${at}`;
    events.push(tell(seconds(at), "contact.queued", { contact }));
    if (call % 5 === 0) events.push(tell(seconds(at) + 40, "contact.abandoned", { contact }));
    else
      events.push(
        tell(seconds(at) + 5 + (call % 30), "contact.answered", { contact, agent: "a1" }),
        tell(seconds(at) + 150, "contact.ended", { contact, agent: "a1" }),
      );
  }
  return events;
}

test("what replay reports of three days is what history says, and the quarters, half hours and hours of a day are the day", async () => {
  const from = MIDNIGHT - 2 * DAY;
  const events = calls(from, MIDNIGHT);
  now = MIDNIGHT + 5 * 60_000;
  await send(events);
  await start();
  const span = `queue=sales&channel=call&from=${new Date(from).toISOString()}&to=${new Date(MIDNIGHT).toISOString()}`;
  await until(span, MIDNIGHT);
  await vi.waitFor(
    async () => expect(await embedded.history.kept("here", "day")).toMatchObject({ to: MIDNIGHT }),
    PATIENCE,
  );
  const replay = new PureOwner({ sites: [SITE] }).feed(events).tick(now);
  for (const length of ["15m", "30m", "1h", "day"] as const) {
    const told = await rows(`${span}&interval=${length}`);
    const reported = replay.report(length, MIDNIGHT).intervals.flatMap(({ from: begins, queues }) => {
      const numbers = queues.sales?.call;
      return numbers === undefined ? [] : [{ begins, kpis: numbers.kpis }];
    });
    const shown = new Map(reported.map(({ begins, kpis }) => [begins, kpis]));
    expect(told.length).toBeGreaterThanOrEqual(length === "day" ? 2 : 40);
    for (const row of told) {
      const kpis = shown.get(Date.parse(row.from))!;
      const ids = kpisOfCell("queue").map(({ id }) => id);
      expect([row.from, row.kpis]).toEqual([row.from, Object.fromEntries(ids.map((id) => [id, kpis[id]]))]);
    }
  }
  const sum = (told: readonly Row[]): number =>
    told.reduce((total, { counters }) => total + (counters.answeredWait ?? 0), 0);
  const days = sum(await rows(`${span}&interval=day`));
  for (const interval of ["15m", "30m", "1h", "week"])
    expect(sum(await rows(`${span}&interval=${interval}`))).toBe(days);
});

test("the day that is shown live before midnight is the day that is kept after it, and a call told of late restates it for all to see", async () => {
  const noon = MIDNIGHT + 12 * HOUR;
  now = MIDNIGHT + DAY - 60_000;
  await send(calls(MIDNIGHT, noon));
  await start();
  const today = "queue=sales&channel=call&interval=day&from=2026-01-05&to=2026-01-06";
  await vi.waitFor(async () => expect((await rows(today)).length).toBe(1), PATIENCE);
  await vi.waitFor(() => expect(aggregator.live).toBe(true), PATIENCE);
  const [live] = await rows(today);
  const floor = await get<{ rows: readonly Record<string, unknown>[] }>("v1/views/floor?site=here");
  const board = floor.rows.find(({ kind }) => kind === "queue")!;
  expect([live!.kpis.offered, live!.kpis.serviceLevel]).toEqual([board["offered.day"], board["serviceLevel.day"]]);
  expect(live!.counters.offered).toBeGreaterThan(100);
  now = MIDNIGHT + DAY + 5 * 60_000;
  await vi.waitFor(
    async () => expect(await embedded.history.kept("here", "day")).toMatchObject({ to: MIDNIGHT + DAY }),
    PATIENCE,
  );
  const [kept] = await rows(today);
  // What to expect is asked of the last minutes; of a day that is over, of all of it.
  const { expectedWait: _live, ...before } = live!.kpis;
  const { expectedWait: _kept, ...after } = kept!.kpis;
  expect(after).toEqual(before);
  expect(kept!.counters).toEqual(live!.counters);
  await send([
    tell(3_000, "contact.queued", { contact: "late" }),
    tell(3_012, "contact.abandoned", { contact: "late" }),
  ]);
  const told = async () =>
    (await get<{ restatements: readonly Record<string, unknown>[] }>("v1/restatements?site=here&from=2026-01-05"))
      .restatements;
  const offered = live!.counters.offered!;
  await vi.waitFor(
    async () =>
      expect(await told()).toContainEqual(
        expect.objectContaining({
          interval: "day",
          kpi: "offered",
          scope: { site: "here", queue: "sales", channel: "call" },
          before: offered,
          after: offered + 1,
        }),
      ),
    PATIENCE,
  );
  expect((await rows(today))[0]).toMatchObject({ restated: 1, kpis: { offered: offered + 1 } });
});
