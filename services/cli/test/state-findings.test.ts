import { LIVE_SETTINGS, startAggregator } from "@floorwalker/aggregator";
import { type SiteConfig, unconfiguredSite } from "@floorwalker/domain";
import { openEmbedded } from "@floorwalker/embedded";
import { EVENTS_TOPIC } from "@floorwalker/events";
import { createMetrics, silentLogger } from "@floorwalker/runtime";
import { FOLD_VERSION } from "@floorwalker/stream";
import { expect, onTestFinished, test } from "vitest";
import { findingsOf, zoneFindings } from "../src/doctor/state-findings.ts";

const facts = { fold: FOLD_VERSION, partitions: 8, log: "a log" };
const checkpoint = { epoch: "1-a", sequence: 1, offset: 50, mark: "m" };
const bounds = { low: 10, high: 100 };
const topic = { partitions: 8, identity: "a log" };

test("state and topic that belong together have nothing to say", () => {
  expect(findingsOf({ checkpoint, facts }, 3, bounds, topic)).toEqual([]);
  expect(
    findingsOf({ checkpoint: { ...checkpoint, sequence: 0, offset: null }, facts: null }, 3, bounds, topic),
  ).toEqual([]);
});

test.each([
  ["another log", { facts: { ...facts, log: "old" } }, bounds, /made with another log, old \[other_log\]/, /adopt-log/],
  ["a log that ends before", {}, { low: 0, high: 49 }, /read up to offset 50, but the topic ends at 49/, /adopt-log/],
  [
    "a topic that was enlarged",
    { facts: { ...facts, partitions: 4 } },
    bounds,
    /with 4 partitions, the topic has 8/,
    /back to 4/,
  ],
  ["a newer fold", { facts: { ...facts, fold: FOLD_VERSION + 1 } }, bounds, /newer Floorwalker/, /newer/],
  [
    "an old fold whose log has lost its beginning",
    { facts: { ...facts, fold: 2 } },
    bounds,
    /of fold 2/,
    /state rebuild/,
  ],
  ["the first program's state on such a log", { facts: null }, bounds, /of fold 1/, /state rebuild/],
] as const)("%s is a failure with its fix", (_, given, where, message, fix) => {
  const [finding, ...others] = findingsOf({ checkpoint, facts, ...given }, 3, where, topic);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ check: "state", status: "failed", message: expect.stringMatching(message) });
  expect(finding!.message).toContain("partition 3");
  expect(finding!.fix).toMatch(fix);
});

test("an old fold whose log has all of it is a warning: it will be made anew", () => {
  const [finding] = findingsOf({ checkpoint, facts: null }, 0, { low: 0, high: 100 }, topic);
  expect(finding).toMatchObject({
    status: "warning",
    message: expect.stringContaining("make them anew from the topic's 100 records"),
  });
});

test("records that expired unread are a warning with their number", () => {
  const [finding] = findingsOf({ checkpoint, facts }, 0, { low: 60, high: 100 }, topic);
  expect(finding).toMatchObject({ status: "warning", message: expect.stringContaining("10 records expired") });
});

test("a zone that was changed while nothing ran is a failure with the clock that cut the days", async () => {
  const { log, store, close } = openEmbedded(":memory:");
  onTestFinished(close);
  await log.ensureTopics([{ topic: EVENTS_TOPIC, partitions: 1 }]);
  const here = (zone: string): SiteConfig => ({ ...unconfiguredSite("here"), zone });
  const aggregator = await startAggregator({
    log,
    store,
    settings: LIVE_SETTINGS,
    sites: () => ["here"],
    siteConfig: () => here("Europe/Warsaw"),
    clock: Date.now,
    topic: EVENTS_TOPIC,
    group: "test",
    logger: silentLogger,
    metrics: createMetrics({ processMetrics: false }),
    tickMs: 10,
    replay: false,
  });
  await expect.poll(() => aggregator.ready(), { timeout: 20_000, interval: 10 }).toBe(true);
  await aggregator.stop();
  expect(await zoneFindings(store, 0, [here("Europe/Warsaw")])).toEqual([]);
  expect(await zoneFindings(store, 0, [{ ...here("Asia/Tokyo"), id: "elsewhere" }])).toEqual([]);
  expect(await zoneFindings(store, 0, [here("Asia/Tokyo")])).toEqual([
    {
      check: "state",
      status: "failed",
      message: "partition 0: it holds days of here that Europe/Warsaw cuts, configured is Asia/Tokyo [other_zone]",
      fix: expect.stringContaining("Set the zone back"),
    },
  ]);
});
