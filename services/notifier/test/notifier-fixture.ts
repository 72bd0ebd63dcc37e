/** An embedded store in memory, notifiers on it that are stopped after each test, and an aggregator's hand to record alerts. */

import { OPEN_PRIVACY, type SiteConfig, unconfiguredSite } from "@floorwalker/domain";
import { openEmbedded } from "@floorwalker/embedded";
import type { Store } from "@floorwalker/ports";
import { claimed, nothing } from "@floorwalker/ports/contract";
import type { AlertNotification } from "@floorwalker/protocol/alerts";
import { digestBy, emptyConfiguration, SYSTEM_TIMING, silentLogger } from "@floorwalker/runtime";
import { afterEach, beforeEach, expect, vi } from "vitest";
import {
  messageWriters,
  type Notifier,
  type NotifierOptions,
  receiverDisclosure,
  startNotifier,
} from "../src/index.ts";
import type { Channel } from "../src/receiver-lane.ts";

export const soon = { timeout: 30_000, interval: 10 };

export let store: Store;
let closeStore: () => Promise<void>;
const running: Notifier[] = [];

/** Call once in a test file. */
export function freshStoreForEachTest(): void {
  beforeEach(() => {
    const embedded = openEmbedded(":memory:", () => Date.now());
    store = embedded.store;
    closeStore = embedded.close;
  });
  afterEach(async () => {
    const stopped = Promise.all(running.splice(0).map((notifier) => notifier.stop()));
    if (vi.isFakeTimers()) await vi.advanceTimersByTimeAsync(1_000);
    await stopped;
    vi.useRealTimers();
    await closeStore();
  });
}

/** Whoever gets a message is told of agents by that preset. */
export const toldBy = (preset: string, site: SiteConfig = unconfiguredSite("krakow")) =>
  receiverDisclosure({
    sites: () => new Map([[site.id, site]]),
    receivers: () => ({ get: () => ({ privacy: preset }) }),
    privacy: () => OPEN_PRIVACY,
    digest: () => digestBy("a-key-of-tests"),
    clock: Date.now,
    timing: SYSTEM_TIMING,
    readMs: 100,
  });

export async function start(receivers: Readonly<Record<string, Channel>>, options: Partial<NotifierOptions> = {}) {
  const notifier = await startNotifier({
    store,
    partitions: 2,
    receivers: new Map(Object.entries(receivers)),
    owner: crypto.randomUUID(),
    logger: silentLogger,
    ...messageWriters({
      config: emptyConfiguration,
      privacyKey: "a-key-of-tests",
      rows: null,
      history: null,
      publicUrl: () => null,
      linkSecret: null,
      clock: Date.now,
      timing: SYSTEM_TIMING,
      logger: silentLogger,
    }),
    writeReport: async () => ({ result: "skipped", reason: "no test of reports" }),
    random: () => 0,
    ...options,
    pace: { pollMs: 20, firstRetryMs: 10, longestRetryMs: 40, awaitedMs: 50, ...options.pace },
  });
  running.push(notifier);
  return notifier;
}

type KpiNotification = Extract<AlertNotification, { about: "kpi" }>;

export function alert(key: string, parts: Partial<KpiNotification> = {}): KpiNotification {
  return {
    format: 2,
    step: 0,
    reminder: 0,
    owner: null,
    snoozedUntil: null,
    worst: null,
    key,
    state: "firing",
    rule: key,
    default: false,
    severity: "warning",
    site: "krakow",
    queue: null,
    channel: null,
    holdForSeconds: 60,
    about: "kpi",
    kpi: "serviceLevel",
    window: "15m",
    value: 0.7,
    limit: 0.8,
    clear: 0.85,
    sample: 40,
    minimumSample: 15,
    direction: "below",
    unit: "ratio",
    since: Date.now() - 60_000,
    at: Date.now(),
    receivers: ["floor"],
    ...parts,
  };
}

export async function record(notifications: readonly (AlertNotification | string)[], partition = 0): Promise<void> {
  const { epoch, sequence } = await claimed(store, partition);
  const outbox = notifications.map((one) => (typeof one === "string" ? one : JSON.stringify(one)));
  const views = [["alert:krakow:rule:site", Buffer.from(`{"n":${sequence}}`)]] as const;
  const commit = { ...nothing, partition, epoch, from: sequence, to: sequence + 1, views, outbox };
  expect(await store.commit(commit)).toBe("committed");
}

export const left = async (partition = 0): Promise<number> => (await store.outbox(partition, 1_000)).length;
export const emptied = (partition = 0) => vi.waitFor(async () => expect(await left(partition)).toBe(0), soon);
