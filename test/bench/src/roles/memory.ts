/** Memory of one process that holds what it was asked to, after a full collection. Started with --expose-gc. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LIVE_SETTINGS, startAggregator } from "@floorwalker/aggregator";
import { type CanonicalEvent, compareEvents, unconfiguredSite } from "@floorwalker/domain";
import { openEmbedded } from "@floorwalker/embedded";
import { decodeEvent, EVENTS_TOPIC, encodeEvent } from "@floorwalker/events";
import type { StoredValue } from "@floorwalker/ports";
import { createLogger, createMetrics } from "@floorwalker/runtime";
import { PartitionState } from "@floorwalker/stream";
import { readBankCalls } from "../../../support/src/bank-calls.ts";
import { type Counts, expectedCounts, foldedCounts } from "../expected-counts.ts";
import { answer, question } from "../in-child.ts";
import { benchSite, record, SMALL_SITE } from "../recording.ts";

export interface MemoryQuestion {
  readonly what: "nothing" | "month" | "open events" | "open contacts";
  /** File of the bank's calls; null: a simulated month of that size. */
  readonly bank: string | null;
  readonly contacts: number;
  readonly until: number;
}

export interface MemoryAnswer {
  readonly heapMb: number;
  readonly rssMb: number;
  readonly maxRssMb: number;
  readonly events: number;
  readonly expected: Counts;
  readonly actual: Counts;
}

const MONTH_EVENTS = 90_000;
const APPEND = 5_000;
const STEP = 5_000;
const MB = 1024 * 1024;
const NONE: Counts = { offered: 0, abandoned: 0, surveys: 0 };

const asked = question<MemoryQuestion>();
if (asked.what === "nothing") report(0, NONE, NONE);
else if (asked.what === "month") await month(monthEvents());
else openContacts(asked.what === "open contacts");

function monthEvents(): CanonicalEvent[] {
  const events =
    asked.bank === null ? record(MONTH_EVENTS, 1, asked.until).events.flat() : [...readBankCalls(asked.bank).events];
  return events.sort(compareEvents);
}

/** Through the embedded log, the aggregator and the embedded store, as a replay does it. */
async function month(events: CanonicalEvent[]): Promise<void> {
  const expected = expectedCounts(events);
  const total = events.length;
  const folder = mkdtempSync(join(tmpdir(), "floorwalker-bench-"));
  const { log, store, close } = openEmbedded(join(folder, "state.sqlite"));
  await log.ensureTopics([{ topic: EVENTS_TOPIC, partitions: 1 }]);
  for (let at = 0; at < total; at += APPEND) {
    const messages = events.slice(at, at + APPEND);
    await log.append(
      EVENTS_TOPIC,
      0,
      messages.map((event) => ({ key: event.site, value: Buffer.from(encodeEvent(event)) })),
    );
  }
  events.length = 0;
  const done = Promise.withResolvers<void>();
  let folded = 0;
  const settings = { ...LIVE_SETTINGS, retentionMs: null, horizonMs: null };
  const siteConfig = asked.bank === null ? (site: string) => benchSite(site, SMALL_SITE) : unconfiguredSite;
  const aggregator = await startAggregator({
    log,
    store,
    settings,
    siteConfig,
    sites: () => [],
    clock: Date.now,
    logger: createLogger({ service: "bench", level: "warn", to: "stderr" }),
    metrics: createMetrics(),
    tickMs: 100,
    replay: true,
    topic: EVENTS_TOPIC,
    group: "bench",
    folded: (records) => {
      folded += records;
      if (folded >= total) done.resolve();
    },
  });
  await done.promise;
  // Before the owner puts its state down.
  const measured = memory();
  await aggregator.stop();
  const state = new PartitionState({ ...settings, siteConfig });
  const rows: StoredValue[] = [];
  for await (const chunk of store.load(0)) rows.push(...chunk);
  state.restore(rows, []);
  await close();
  rmSync(folder, { recursive: true, force: true });
  report(total, expected, foldedCounts([state]), measured);
}

/** Calls that wait or are being talked on, as they come out of the log; `folded` false: only their events. */
function openContacts(folded: boolean): void {
  const state = new PartitionState({ ...LIVE_SETTINGS, siteConfig: unconfiguredSite });
  const held: CanonicalEvent[] = [];
  const total = asked.contacts * 2;
  for (let index = 0; index < total; index++) {
    const event = decodeEvent(Buffer.from(encodeEvent(openCall(index))))!;
    if (folded) state.insert(event, event.time);
    else held.push(event);
    if (folded && index % STEP === STEP - 1) {
      state.advance(null);
      state.draft(false);
    }
  }
  state.advance(null);
  state.draft(false);
  const expected = { ...NONE, offered: folded ? asked.contacts : 0 };
  const measured = memory();
  report(held.length || total, expected, folded ? foldedCounts([state]) : NONE, measured);
}

function openCall(index: number): CanonicalEvent {
  const call = Math.floor(index / 2);
  const isAnswer = index % 2 === 1;
  return {
    id: `bench-${index}`,
    source: "/acd/bench",
    type: isAnswer ? "cc.contact.answered" : "cc.contact.queued",
    time: asked.until + call,
    recordedTime: null,
    site: "open",
    channel: "call",
    contact: `bench-call-${call}`,
    segment: null,
    queue: `queue-${call % 10}`,
    agent: isAnswer ? `agent-${call % 1_000}` : null,
    data: isAnswer ? { waitMs: 0 } : {},
  };
}

function memory(): Pick<MemoryAnswer, "heapMb" | "rssMb" | "maxRssMb"> {
  const maxRssMb = process.resourceUsage().maxRSS / 1024;
  gc!();
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  return { heapMb: (heapUsed + arrayBuffers) / MB, rssMb: rss / MB, maxRssMb };
}

function report(events: number, expected: Counts, actual: Counts, measured = memory()): void {
  answer({ ...measured, events, expected, actual } satisfies MemoryAnswer);
}
