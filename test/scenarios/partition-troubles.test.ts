/** What one partition, one site or one record can do to the others: nothing. Faults of the program are injected. */
import { setTimeout as sleep } from "node:timers/promises";
import {
  AGGREGATOR_GROUP,
  type Aggregator,
  type AggregatorOptions,
  LIVE_SETTINGS,
  startAggregator,
} from "@floorwalker/aggregator";
import { unconfiguredSite } from "@floorwalker/domain";
import { EmbeddedLog, openEmbedded } from "@floorwalker/embedded";
import { deadLetterTopic, EVENTS_TOPIC, encodeEvent, eventRecords } from "@floorwalker/events";
import type { LogRecord, Store } from "@floorwalker/ports";
import { createMetrics, SYSTEM_TIMING, silentLogger, type Timing } from "@floorwalker/runtime";
import { FOLD_VERSION, PartitionState, SiteState, viewRow } from "@floorwalker/stream";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { T0, tell } from "../support/src/tell.ts";

const PATIENCE = { timeout: 20_000, interval: 10 };
type Method<T, K extends keyof T> = T[K] extends (...given: infer G) => infer R ? (this: T, ...given: G) => R : never;

const TEN_TIMES_FASTER: Timing = {
  monotonic: () => 10 * SYSTEM_TIMING.monotonic(),
  after: (ms, call) => SYSTEM_TIMING.after(ms / 10, call),
};
let embedded: ReturnType<typeof openEmbedded>;
let running: Aggregator | null;
let metrics = createMetrics({ processMetrics: false });

beforeEach(async () => {
  embedded = openEmbedded(":memory:");
  running = null;
  await embedded.log.ensureTopics([{ topic: EVENTS_TOPIC, partitions: 2 }]);
});

afterEach(async () => {
  vi.restoreAllMocks();
  await running?.stop();
  await embedded.close();
});

test("a record that the fold fails on twice is set aside with its error, all others count", async () => {
  const insert = Reflect.get(PartitionState.prototype, "insert") as Method<PartitionState, "insert">;
  vi.spyOn(PartitionState.prototype, "insert").mockImplementation(function (this: PartitionState, ...given) {
    if (given[0].id === "poison") throw new Error("cannot fold poison");
    return insert.apply(this, given);
  });
  await start();
  await send(0, "here", ["1", "2", "poison", "3"]);
  await send(0, "there", ["4"]);
  await shown("here", 3);
  await shown("there", 1);
  const [letter] = await letters(1);
  expect(JSON.parse(text(letter!))).toMatchObject({ id: "poison" });
  expect(Buffer.from(letter!.headers["_dlq.errors.code"]!).toString()).toBe("fold_failed");
  expect(Buffer.from(letter!.headers["_dlq.errors.message"]!).toString()).toContain("cannot fold poison");
  expect(await metric('events_total{outcome="fold_failed"}')).toBe(1);
  expect(running!.notes()).toBeNull();
});

test("of a record of many events the ones that the fold fails on are set aside, all others count; also when it fails after them", async () => {
  const insert = Reflect.get(PartitionState.prototype, "insert") as Method<PartitionState, "insert">;
  const draft = Reflect.get(PartitionState.prototype, "draft") as Method<PartitionState, "draft">;
  const poisoned = new WeakSet<PartitionState>();
  vi.spyOn(PartitionState.prototype, "insert").mockImplementation(function (this: PartitionState, ...given) {
    if (given[0].id === "37") throw new Error("cannot fold poison");
    if (given[0].id === "50") poisoned.add(this);
    return insert.apply(this, given);
  });
  vi.spyOn(PartitionState.prototype, "draft").mockImplementation(function (this: PartitionState, ...given) {
    if (poisoned.has(this)) throw new Error("cannot write it down");
    return draft.apply(this, given);
  });
  const ids = Array.from({ length: 64 }, (_, index) => String(index));
  await start();
  await send(0, "there", ["before"]);
  await send(0, "here", ids, "together");
  await send(0, "there", ["after"]);
  await shown("here", 62);
  await shown("there", 2);
  const of = (letter: LogRecord): string =>
    [
      (JSON.parse(text(letter)) as { id: string }).id,
      ...["code", "offset", "index"].map((name) => Buffer.from(letter.headers[`_dlq.errors.${name}`]!).toString()),
    ].join(" ");
  // A letter is written at least once: the record was folded anew after the first of them.
  expect([...new Set((await letters(3)).map(of))]).toEqual(["37 fold_failed 1 37", "50 fold_failed 1 50"]);
  expect(running!.notes()).toBeNull();
});

test("a site whose stored state cannot be read stops alone, visibly; its events are kept", async () => {
  await start();
  await send(0, "broken", ["1"]);
  await send(0, "sound", ["2"]);
  await shown("broken", 1);
  await shown("sound", 1);
  await running!.stop();
  const restore = Reflect.get(SiteState.prototype, "restore") as Method<SiteState, "restore">;
  vi.spyOn(SiteState.prototype, "restore").mockImplementation(function (this: SiteState, ...given) {
    if (this.id === "broken") throw new Error("a row that nobody can read");
    return restore.apply(this, given);
  });
  await start();
  await send(0, "broken", ["3"]);
  await send(0, "sound", ["4"]);
  await shown("sound", 2);
  const [letter] = await letters(1);
  expect(JSON.parse(text(letter!))).toMatchObject({ id: "3" });
  expect(Buffer.from(letter!.headers["_dlq.errors.code"]!).toString()).toBe("site_stopped");
  expect(running!.ready()).toBe(true);
  expect(running!.notes()).toContain("site broken has stopped: site broken: a row that nobody can read");
  expect(await metric('site_stopped{site="broken"}')).toBe(1);
  expect(await row("broken")).toMatchObject({ "offered.day": 1, stoppedSince: expect.any(Number) });
  // A program that can read it again takes it up where it stood.
  await running!.stop();
  vi.restoreAllMocks();
  await start();
  await send(0, "broken", ["5"]);
  await shown("broken", 2);
  expect(await row("broken")).not.toHaveProperty("stoppedSince");
});

test("a partition whose commits are refused starts again alone; the other one is never put down", async () => {
  const claims = [0, 0];
  let refuse = 0;
  const store = withStore({
    claim: (partition, claimant) => {
      claims[partition]!++;
      return embedded.store.claim(partition, claimant);
    },
    commit: (commit) =>
      commit.partition === 0 && refuse-- > 0 ? Promise.resolve("diverged") : embedded.store.commit(commit),
  });
  await start({ store });
  await vi.waitUntil(() => running!.live, PATIENCE);
  refuse = 1;
  await send(0, "here", ["1"]);
  await send(1, "there", ["2"]);
  await shown("here", 1);
  await shown("there", 1, 1);
  expect(claims).toEqual([2, 1]);
  expect(await metric('partition_restarts_total{partition="0"}')).toBe(1);
});

test("a fenced owner stands back while the other one commits, and claims again when it has stopped", async () => {
  await start();
  await send(0, "here", ["1"]);
  await shown("here", 1);
  const facts = { fold: FOLD_VERSION, partitions: 2, log: await embedded.log.identity(EVENTS_TOPIC) };
  const claim = await embedded.store.claim(0, { nonce: "another", facts });
  if (claim.result === "refused") throw new Error(claim.reason);
  let { epoch, sequence, offset, mark } = claim.checkpoint;
  const another = async (): Promise<string> => {
    const parts = { rows: [], records: [], dropBuckets: [], views: [], outbox: [] };
    sequence++;
    return embedded.store.commit({ partition: 0, epoch, from: sequence - 1, to: sequence, offset, mark, ...parts });
  };
  await send(0, "here", ["2"]);
  // Ten times faster than it says: two of its looks, 3 s apart.
  for (const until = Date.now() + 700; Date.now() < until; ) {
    expect(await another()).toBe("committed");
    await sleep(20);
  }
  await shown("here", 2);
  expect(await another()).toBe("fenced");
});

test("only a loop that has not turned for a minute asks for a restart: not a store that refuses", async () => {
  let now = 0;
  let hanging = false;
  const answer = Promise.withResolvers<never>();
  let commits: "pass" | "refuse" | "hang" = "pass";
  const store = withStore({
    commit: (commit) => {
      if (commits === "hang") {
        hanging = true;
        return answer.promise;
      }
      if (commits === "refuse") return Promise.reject(new Error("READONLY"));
      return embedded.store.commit(commit);
    },
  });
  await start({
    store,
    timing: { monotonic: () => now + SYSTEM_TIMING.monotonic(), after: (ms, call) => SYSTEM_TIMING.after(ms, call) },
  });
  await vi.waitUntil(() => running!.live, PATIENCE);
  commits = "refuse";
  await send(0, "here", ["1"]);
  await vi.waitFor(
    async () => expect(await metric('partition_restarts_total{partition="0"}')).toBeGreaterThan(0),
    PATIENCE,
  );
  now += 120_000;
  await vi.waitFor(() => expect(running!.turning()).toBe(true), PATIENCE);
  commits = "hang";
  await send(1, "there", ["2"]);
  await vi.waitUntil(() => hanging, PATIENCE);
  // A clock is believed when it has stood for a quarter of an hour.
  now += 961_000;
  expect(running!.turning()).toBe(false);
  commits = "pass";
  answer.reject(new Error("no answer"));
});

test("a topic made anew is refused until somebody says that it is the right one; nothing is skipped", async () => {
  await start();
  await send(0, "here", ["1", "2"]);
  await shown("here", 2);
  await running!.stop();
  await embedded.log.removeTopics([EVENTS_TOPIC]);
  await embedded.log.ensureTopics([{ topic: EVENTS_TOPIC, partitions: 2 }]);
  await send(0, "here", ["3", "4", "5"]);
  await start();
  await vi.waitFor(() => expect(running!.ready()).toContain("other_log"), PATIENCE);
  expect(running!.ready()).toContain("floorwalker state adopt-log");
  expect(await metric('partition_refused{partition="0",reason="other_log"}')).toBe(1);
  expect(await row("here")).toMatchObject({ "offered.day": 2 });
  const facts = { fold: FOLD_VERSION, partitions: 2, log: await embedded.log.identity(EVENTS_TOPIC) };
  for (const partition of [0, 1]) await embedded.store.adopt(partition, facts);
  await shown("here", 5);
  await vi.waitFor(() => expect(running!.ready()).toBe(true), PATIENCE);
  expect(await metric('partition_refused{partition="0",reason="other_log"}')).toBeNull();
});

test("a zone that was changed while nothing ran is refused, with its place and what to do; who is no longer listed goes on by his", async () => {
  const configured = (zone: string): Partial<AggregatorOptions> => ({
    siteConfig: (site) => ({ ...unconfiguredSite(site), ...(site === "here" ? { zone } : {}) }),
    sites: (partition) => (partition === 0 ? ["here"] : []),
    placeOf: () => "sites.yaml:3: sites[0]",
  });
  await start(configured("Europe/Warsaw"));
  await send(0, "here", ["1"]);
  await shown("here", 1);
  await running!.stop();
  await start(configured("Asia/Tokyo"));
  await vi.waitFor(() => expect(running!.ready()).toContain("other_zone"), PATIENCE);
  expect(running!.ready()).toMatch(
    /days of here that Europe\/Warsaw cuts, this is Asia\/Tokyo \(sites.yaml:3: sites\[0\].zone\). Set it back/,
  );
  expect(await metric('partition_refused{partition="0",reason="other_zone"}')).toBe(1);
  await running!.stop();
  // Of none of the others nobody had configured anything: "there" is listed later, by any clock.
  await start();
  await send(0, "here", ["2"]);
  await send(0, "there", ["3"]);
  await shown("here", 2);
  await shown("there", 1);
  expect(await row("here")).toMatchObject({ zone: "Europe/Warsaw" });
  await running!.stop();
  // Listed again while it runs: his clock is asked for then too.
  let listed: Partial<AggregatorOptions> = { sites: () => [], siteConfig: unconfiguredSite };
  await start({ sites: (partition) => listed.sites!(partition), siteConfig: (site) => listed.siteConfig!(site) });
  await vi.waitFor(() => expect(running!.ready()).toBe(true), PATIENCE);
  listed = configured("Asia/Tokyo");
  running!.reconfigure();
  await vi.waitFor(() => expect(running!.ready()).toContain("other_zone"), PATIENCE);
  await running!.stop();
  await start({
    ...configured("Europe/Warsaw"),
    siteConfig: (site) => ({ ...unconfiguredSite(site), zone: "Europe/Warsaw" }),
    sites: (partition) => (partition === 0 ? ["here", "there"] : []),
  });
  await vi.waitFor(() => expect(running!.ready()).toBe(true), PATIENCE);
  await send(0, "there", ["4"]);
  await shown("there", 2);
  expect(await row("there")).toMatchObject({ zone: "Europe/Warsaw" });
});

test("records that expired while nobody read are counted and said, and the rest goes on", async () => {
  let now = Date.now();
  await embedded.close();
  embedded = openEmbedded(":memory:", () => now, { monotonic: () => now });
  await embedded.log.ensureTopics([{ topic: EVENTS_TOPIC, partitions: 2, retentionMs: 60_000 }]);
  await start();
  await send(0, "here", ["1"]);
  await shown("here", 1);
  await running!.stop();
  await send(0, "here", ["2", "3"]);
  // A clock is believed when it has stood for a quarter of an hour.
  now += 961_000;
  await send(0, "here", ["4"]);
  expect(embedded.log).toBeInstanceOf(EmbeddedLog);
  (embedded.log as EmbeddedLog).trim();
  await start();
  await shown("here", 2);
  expect(await metric(`log_records_expired_total{topic="${EVENTS_TOPIC}",partition="0"}`)).toBe(2);
  expect(running!.notes()).toContain("2 records expired before they were read");
});

async function start(others: Partial<AggregatorOptions> = {}): Promise<void> {
  metrics = createMetrics({ processMetrics: false });
  running = await startAggregator({
    log: embedded.log,
    store: embedded.store,
    settings: LIVE_SETTINGS,
    siteConfig: unconfiguredSite,
    sites: () => [],
    clock: Date.now,
    timing: TEN_TIMES_FASTER,
    logger: silentLogger,
    metrics,
    tickMs: 100,
    replay: false,
    topic: EVENTS_TOPIC,
    group: AGGREGATOR_GROUP,
    ...others,
  });
}

function send(partition: number, site: string, ids: readonly string[], how: "alone" | "together" = "alone") {
  const events = ids.map((id) =>
    Buffer.from(encodeEvent(tell((Date.now() - T0) / 1000, "contact.queued", { id, site, contact: `c-${id}` }))),
  );
  const records = how === "together" ? [events] : events.map((event) => [event]);
  return embedded.log.append(EVENTS_TOPIC, partition, records.flatMap(eventRecords));
}

async function row(site: string, partition = 0): Promise<Readonly<Record<string, unknown>> | null> {
  const { rows } = await embedded.store.snapshot(partition);
  const bytes = rows.get(`site:${site}`);
  return bytes === undefined ? null : viewRow(`site:${site}`, bytes);
}

const shown = (site: string, offered: number, partition = 0): Promise<void> =>
  vi.waitFor(async () => expect((await row(site, partition))?.["offered.day"]).toBe(offered), PATIENCE);

async function metric(series: string): Promise<number | null> {
  const line = (await metrics.text()).split("\n").find((each) => each.startsWith(`floorwalker_${series} `));
  return line === undefined ? null : Number(line.split(" ").at(-1));
}

async function letters(count: number): Promise<readonly LogRecord[]> {
  const found: LogRecord[] = [];
  const reader = await embedded.log.consume({
    group: crypto.randomUUID(),
    topics: [deadLetterTopic(EVENTS_TOPIC)],
    assigned: async () => 0,
    revoked: async () => {},
    batch: async ({ records }) => void found.push(...records),
  });
  await vi.waitUntil(() => found.length >= count, PATIENCE);
  await reader.stop();
  return found;
}

const withStore = (changed: Partial<Store>): Store =>
  new Proxy(embedded.store, {
    get(target, name) {
      const own: unknown = Reflect.get(changed, name) ?? Reflect.get(target, name);
      return typeof own === "function" ? (own.bind(target) as unknown) : own;
    },
  });

const text = (record: LogRecord): string => Buffer.from(record.value).toString();
