/**
 * States of programs whose rows named no format (ffec8ce, and 9ecdf15, the last of its kind), as they really wrote them: the
 * numbers are made anew from the log where it has all of it, else the claim is refused until the operator has decided.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type Aggregator, LIVE_SETTINGS, startAggregator, startOver } from "@floorwalker/aggregator";
import { type CanonicalEvent, DEFAULT_POLICY, unconfiguredSite } from "@floorwalker/domain";
import { type Embedded, openEmbedded } from "@floorwalker/embedded";
import { EVENTS_TOPIC, encodeEvent } from "@floorwalker/events";
import { createMetrics, SYSTEM_TIMING, silentLogger, type Timing } from "@floorwalker/runtime";
import { FOLD_VERSION, viewRow } from "@floorwalker/stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { GOLDEN_NOW, GOLDEN_RULE, GOLDEN_SALES, writeGoldenFile } from "../support/src/golden-state.ts";

const NOW = GOLDEN_NOW + 60_000;
/** A refused claim is asked again every few seconds. */
const TEN_TIMES_FASTER: Timing = {
  monotonic: () => 10 * SYSTEM_TIMING.monotonic(),
  after: (ms, call) => SYSTEM_TIMING.after(ms / 10, call),
};
const PATIENCE = { timeout: 10_000, interval: 10 };

describe.each(["ffec8ce", "9ecdf15"] as const)("a state that %s wrote", { timeout: 30_000 }, (program) => {
  let folder: string;
  let file: string;
  let embedded: Embedded;
  let running: Aggregator | null = null;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "floorwalker-test-"));
    file = join(folder, "state.sqlite");
    writeGoldenFile(file, program);
  });
  afterEach(async () => {
    await running?.stop();
    running = null;
    await embedded.close();
    await rm(folder, { recursive: true });
  });
  const open = (): void => {
    embedded = openEmbedded(file, () => NOW);
  };

  test("is made anew from its log: its numbers are as if this program had counted from the start, and nobody is told of its alert again", async () => {
    open();
    const { store } = embedded;
    // The call that waited is answered, a new one comes, and what was read before comes again.
    await later();
    const goneOn = await rowsAfterRun();
    expect(goneOn.queue).toMatchObject({ "offered.day": 9, "answered.day": 6, "abandoned.day": 2, waiting: 1 });
    expect((await store.stored(0))!.facts).toMatchObject({ fold: FOLD_VERSION });
    const told = await store.outbox(0, 9);
    expect(told.map(({ payload }) => JSON.parse(payload) as object)).toMatchObject([{ rule: "long-wait" }]);
    expect(told[0]!.done).toEqual([]);
    await store.acknowledge(0, [told[0]!.id]);
    expect(await store.outbox(0, 9)).toEqual([]);
    // Another program of this kind goes on with it as it is.
    expect(await rowsAfterRun()).toEqual(goneOn);

    await store.erase();
    expect(await rowsAfterRun()).toEqual(goneOn);
  });

  test("is shown to boards as it was left, until every row of it is told anew as vectors", async () => {
    open();
    const left = (await embedded.store.snapshot(0)).rows;
    const shown = [...left].map(([id, bytes]) => viewRow(id, bytes));
    expect(shown.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["queue", "site", "alert"]));
    expect([...left.values()].every(namesFormat)).toBe(false);
    await later();
    await rowsAfterRun();
    const told = (await embedded.store.snapshot(0)).rows;
    expect([...told].filter(([, bytes]) => !namesFormat(bytes))).toEqual([]);
    expect([...told.keys()]).toEqual(expect.arrayContaining([...left.keys()].filter((id) => !id.startsWith("alert"))));
  });

  test("is refused with the fix where the log has lost its beginning, and stays as it is; made anew by the operator's word it has what the log has", async () => {
    loseFirstRecords(9);
    open();
    const { store, log } = embedded;
    await later();
    const before = await store.stored(0);
    running = await start();
    await expect.poll(() => running!.ready(), PATIENCE).toMatch(/older_fold: .*floorwalker state rebuild/);
    expect(await store.stored(0)).toEqual(before);
    const facts = { fold: FOLD_VERSION, partitions: 1, log: await log.identity(EVENTS_TOPIC) };
    expect(await startOver(store, 0, facts)).toBe(true);
    // Of 9 calls those of the 10 records that are left, and the one whose first event came again: as far as the log knows, it waits.
    const numbers = () => row("queue:krakow:sales:call");
    await expect.poll(numbers, PATIENCE).toMatchObject({ "offered.day": 8, "abandoned.day": 1, waiting: 2 });
  });

  test("is refused where its log was adopted: the numbers are not those of this log", async () => {
    open();
    const { store, log } = embedded;
    await store.adopt(0, { fold: FOLD_VERSION, partitions: 1, log: await log.identity(EVENTS_TOPIC) });
    running = await start();
    await expect.poll(() => running!.ready(), PATIENCE).toMatch(/older_fold/);
  });

  function loseFirstRecords(count: number): void {
    const database = new DatabaseSync(file);
    database.exec(`DELETE FROM log_records WHERE id IN (SELECT id FROM log_records ORDER BY id LIMIT ${count})`);
    database.close();
  }

  const later = () =>
    embedded.log.append(EVENTS_TOPIC, 0, [
      message({ id: "e20", type: "cc.contact.answered", contact: "c7", agent: "a1" }),
      message({ id: "e21", type: "cc.contact.queued", contact: "c8" }),
      message({ id: "e1", type: "cc.contact.queued", contact: "c0", time: GOLDEN_NOW - 300_000 }),
    ]);

  const start = (): Promise<Aggregator> =>
    startAggregator({
      ...embedded,
      settings: LIVE_SETTINGS,
      siteConfig: (site) => ({
        ...unconfiguredSite(site),
        queues: [{ ...DEFAULT_POLICY.call, ...GOLDEN_SALES }],
        rules: [GOLDEN_RULE],
      }),
      sites: () => [],
      clock: () => NOW,
      logger: silentLogger,
      metrics: createMetrics({ processMetrics: false }),
      tickMs: 10,
      replay: false,
      topic: EVENTS_TOPIC,
      group: "test",
      timing: TEN_TIMES_FASTER,
    });

  async function rowsAfterRun() {
    const before = (await embedded.store.snapshot(0)).position;
    running = await start();
    const moved = async () => (await embedded.store.snapshot(0)).position.epoch !== before.epoch;
    await expect.poll(async () => (await moved()) && (await oldestWaiting()), PATIENCE).toBe(NOW - 10_000);
    await running.stop();
    running = null;
    return { queue: await row("queue:krakow:sales:call"), site: await row("site:krakow") };
  }

  const row = async (id: string) => {
    const bytes = (await embedded.store.snapshot(0)).rows.get(id);
    return bytes === undefined ? null : viewRow(id, bytes);
  };
  const oldestWaiting = async () => (await row("queue:krakow:sales:call"))?.oldestQueuedAt;
});

/** Rows of programs before vectors are JSON. */
const namesFormat = (bytes: Uint8Array): boolean => bytes[0]! < 0x20;

function message(event: Pick<CanonicalEvent, "id" | "type" | "contact"> & Partial<CanonicalEvent>) {
  const whole: CanonicalEvent = {
    source: "/acd",
    time: NOW - 10_000,
    recordedTime: null,
    site: "krakow",
    channel: "call",
    segment: null,
    queue: "sales",
    agent: null,
    data: {},
    ...event,
  };
  return { key: "krakow", value: Buffer.from(encodeEvent(whole)) };
}
