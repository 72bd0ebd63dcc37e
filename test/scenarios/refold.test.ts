/** `floorwalker state refold`: contacts are folded anew in small commits, at the offset that is there, by who owns the partition. */
import {
  type AggregatorSettings,
  CommitRefused,
  LIVE_SETTINGS,
  refoldPartition,
  startAggregator,
} from "@floorwalker/aggregator";
import { C, type Interval, SITE_CELL, type SiteConfig, unconfiguredSite } from "@floorwalker/domain";
import { type Embedded, openEmbedded } from "@floorwalker/embedded";
import { EVENTS_TOPIC, encodeEvent, INTERVALS_TOPIC, readInterval } from "@floorwalker/events";
import type { Commit } from "@floorwalker/ports";
import { createMetrics, silentLogger } from "@floorwalker/runtime";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { T0, tell } from "../support/src/tell.ts";

const PATIENCE = { timeout: 20_000, interval: 10 };
const CALLS = 23;
const NOW = T0 + 3_600_000;
let embedded: Embedded;
let now: number;

async function begin(): Promise<void> {
  now = NOW;
  embedded = openEmbedded(":memory:", () => now);
  await embedded.log.ensureTopics([{ topic: EVENTS_TOPIC, partitions: 1 }]);
}

beforeEach(async () => {
  await begin();
  const events = Array.from({ length: CALLS }, (_, call) => [
    tell(call, "contact.queued", { id: `${call}-1`, contact: `c${call}` }),
    // The last three wait, the others are over and remembered.
    ...(call >= CALLS - 3 ? [] : [tell(call + 9, "contact.abandoned", { id: `${call}-2`, contact: `c${call}` })]),
  ]).flat();
  await embedded.log.append(
    EVENTS_TOPIC,
    0,
    events.map((event) => ({ key: "here", value: Buffer.from(encodeEvent(event)) })),
  );
  await run();
});
afterEach(() => embedded.close());

test("every contact that is remembered is folded anew, some in each commit; where the fold is the same no number changes", async () => {
  const before = await stored();
  const commits: Commit[] = [];
  watch((commit) => void commits.push(commit));
  expect(await refold(5)).toEqual({ result: "refolded", contacts: CALLS, changed: 0 });
  // 3 open ones; 20 remembered ones.
  expect(commits).toHaveLength(1 + 4);
  vi.restoreAllMocks();
  for (const { records, offset } of commits) {
    expect(records.length).toBeLessThanOrEqual(5);
    expect(offset).toBe(before.offset);
  }
  expect(await stored()).toEqual(before);
  expect(await refold(1_000)).toEqual({ result: "refolded", contacts: CALLS, changed: 0 });
  // An aggregator goes on from there.
  await run();
  expect(await stored()).toEqual(before);
});

test("contacts are folded anew by the clock that cut their days: by another one of a listed site nothing is", async () => {
  const by = (zone: string) => (site: string) => ({ ...unconfiguredSite(site), zone });
  const listed = { siteConfig: by("Europe/Warsaw"), sites: () => ["here"] };
  const aggregator = await startAggregator({ ...ofAll(), ...listed });
  await expect.poll(() => aggregator.ready(), PATIENCE).toBe(true);
  await aggregator.stop();
  const other = await refold(1_000, LIVE_SETTINGS, by("Asia/Tokyo"));
  expect(other).toMatchObject({ result: "refused", reason: "other_zone" });
  expect(await refold(1_000, LIVE_SETTINGS, listed.siteConfig)).toMatchObject({ result: "refolded" });
  expect(await refold(1_000)).toMatchObject({ result: "refolded" });
});

test("what today's fold changes in a quarter that has closed is told anew by the next owner", async () => {
  await embedded.close();
  await begin();
  const over = (id: string, after: number, type: "contact.queued" | "contact.abandoned") =>
    tell(after, type, { id, contact: "over the quarter" });
  const events = [over("q", 890, "contact.queued"), over("a", 905, "contact.abandoned")];
  await embedded.log.append(
    EVENTS_TOPIC,
    0,
    events.map((event) => ({ key: "here", value: Buffer.from(encodeEvent(event)) })),
  );
  const told = await tellsAll();
  expect(abandonedIn(told)).toEqual([0, 1]);
  // Another fold, for all that an interval can see of it.
  await refold(1_000, { ...LIVE_SETTINGS, attribution: "offered" });
  expect(abandonedIn([...told, ...(await tellsAll())])).toEqual([1, 0]);
});

/** The queue's abandoned calls by quarter, as whoever reads all that was told has them. */
function abandonedIn(told: readonly Interval[]): readonly number[] {
  const latest = new Map<number, number>();
  for (const { cell, length, from, counters } of told)
    if (length === "15m" && cell === SITE_CELL) latest.set(from, counters[C.abandoned]!);
  return [...latest].sort(([one], [other]) => one - other).map(([, count]) => count);
}

/** What an owner tells of closed intervals until it has nothing more to tell. */
async function tellsAll(): Promise<readonly Interval[]> {
  const told: Interval[] = [];
  now += 900_000;
  const append = embedded.log.append.bind(embedded.log);
  vi.spyOn(embedded.log, "append").mockImplementation(async (topic, partition, messages) => {
    if (topic === INTERVALS_TOPIC)
      told.push(...messages.map(({ value }) => readInterval(Buffer.from(value).toString())));
    return append(topic, partition, messages);
  });
  const metrics = createMetrics({ processMetrics: false });
  const aggregator = await startAggregator({ ...ofAll(), metrics, intervals: INTERVALS_TOPIC });
  await expect.poll(() => aggregator.ready(), PATIENCE).toBe(true);
  await expect
    .poll(async () => /intervals_waiting\{[^}]*\} 0$/m.test(await metrics.text()) && told.length > 0, PATIENCE)
    .toBe(true);
  await aggregator.stop();
  vi.restoreAllMocks();
  return told;
}

test("who is fenced in the middle of it stops; what is done stays done, and said again it comes to its end", async () => {
  const before = await stored();
  let left = 3;
  watch(async () => {
    if (--left === 0) await embedded.store.claim(0, { nonce: "an aggregator", facts: await facts() });
  });
  await expect(refold(5)).rejects.toThrow(CommitRefused);
  expect(await refold(5)).toMatchObject({ contacts: CALLS });
  expect(await stored()).toEqual(before);
});

const facts = async () => (await embedded.store.stored(0))!.facts!;

/** Every commit is seen before it is made. */
function watch(see: (commit: Commit) => void | Promise<void>): void {
  const commit = embedded.store.commit.bind(embedded.store);
  vi.spyOn(embedded.store, "commit").mockImplementation(async (given) => {
    await see(given);
    return commit(given);
  });
}

const common = () => ({
  ...embedded,
  settings: LIVE_SETTINGS,
  siteConfig: unconfiguredSite,
  clock: () => now,
  topic: EVENTS_TOPIC,
  logger: silentLogger,
});

const refold = (
  most: number,
  settings: AggregatorSettings = LIVE_SETTINGS,
  siteConfig: (site: string) => SiteConfig = unconfiguredSite,
) =>
  refoldPartition({
    partition: 0,
    partitions: 1,
    nonce: () => crypto.randomUUID(),
    most,
    options: { ...common(), settings, siteConfig, isListed: () => siteConfig !== unconfiguredSite },
  });

const ofAll = () => ({
  ...common(),
  sites: () => [],
  metrics: createMetrics({ processMetrics: false }),
  tickMs: 10,
  replay: false,
  group: "test",
});

async function run(): Promise<void> {
  const aggregator = await startAggregator(ofAll());
  await expect.poll(() => aggregator.ready(), PATIENCE).toBe(true);
  await aggregator.stop();
}

/** All that is stored of numbers and contacts. */
async function stored() {
  const { store } = embedded;
  const rows: [string, string][] = [];
  for await (const chunk of store.load(0))
    for (const [key, value] of chunk) rows.push([key, Buffer.from(value).toString("latin1")]);
  const records: [string, string][] = [];
  for await (const chunk of store.bucket(0, { class: "call", bucket: Math.floor(T0 / 86_400_000) }))
    for (const [key, value] of chunk) records.push([key, Buffer.from(value).toString("latin1")]);
  expect(records).toHaveLength(CALLS - 3);
  return { rows: new Map(rows), records: new Map(records), offset: (await store.stored(0))!.checkpoint.offset };
}
