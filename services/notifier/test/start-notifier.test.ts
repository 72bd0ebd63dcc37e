import { openEmbedded } from "@floorwalker/embedded";
import type { AlertNotification, DeliveryChannel, Store } from "@floorwalker/ports";
import { createMetrics, silentLogger } from "@floorwalker/runtime";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Notifier, type NotifierOptions, startNotifier } from "../src/index.ts";
import { delivered, down, recordingChannel } from "./recording-channel.ts";

const soon = { timeout: 5_000, interval: 10 };

let store: Store;
let closeStore: () => Promise<void>;
const running: Notifier[] = [];

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

async function start(receivers: Readonly<Record<string, DeliveryChannel>>, options: Partial<NotifierOptions> = {}) {
  const notifier = await startNotifier({
    store,
    partitions: 2,
    receivers: new Map(Object.entries(receivers)),
    clock: () => Date.now(),
    owner: crypto.randomUUID(),
    logger: silentLogger,
    random: () => 0,
    ...options,
    timing: { pollMs: 20, firstRetryMs: 10, longestRetryMs: 40, ...options.timing },
  });
  running.push(notifier);
  return notifier;
}

function alert(key: string, parts: Partial<AlertNotification> = {}): AlertNotification {
  return {
    key,
    state: "firing",
    rule: key,
    severity: "warning",
    site: "krakow",
    kpi: "serviceLevel",
    window: "15m",
    value: 0.7,
    limit: 0.8,
    direction: "below",
    unit: "ratio",
    since: "2026-11-21T09:00:00.000Z",
    at: "2026-11-21T09:01:00.000Z",
    receivers: ["floor"],
    ...parts,
  };
}

async function record(notifications: readonly (AlertNotification | string)[], partition = 0): Promise<void> {
  const { epoch, sequence } = await store.claim(partition);
  const outbox = notifications.map((one) => (typeof one === "string" ? one : JSON.stringify(one)));
  const parts = { offset: null, rows: [], records: [], dropBuckets: [], outbox };
  const views = [["alert:krakow:rule:site", `{"n":${sequence}}`]] as const;
  const commit = { partition, epoch, from: sequence, to: sequence + 1, views, ...parts };
  expect(await store.commit(commit)).toBe("committed");
}

const left = async (partition = 0): Promise<number> => (await store.outbox(partition, 1_000)).length;
const emptied = (partition = 0) => vi.waitFor(async () => expect(await left(partition)).toBe(0), soon);

describe("the notifier", () => {
  test("delivers what was recorded before and after its start, from every partition, each once", async () => {
    const floor = recordingChannel();
    await record([alert("before")]);
    await start({ floor });
    await record([alert("after")]);
    await record([alert("other-partition")], 1);
    await emptied();
    await emptied(1);
    expect(floor.attempts.toSorted()).toEqual(["after", "before", "other-partition"]);
  });

  test("a change of an alert wakes it long before the next poll", async () => {
    const floor = recordingChannel();
    await start({ floor }, { timing: { pollMs: 600_000 } });
    await record([alert("woken")]);
    await vi.waitFor(() => expect(floor.taken).toEqual(["woken"]), soon);
    await emptied();
  });

  test("stopped between two receivers and started again, everyone has the message, with the same key", async () => {
    const mail = recordingChannel();
    const chat = recordingChannel(() => down);
    await record([alert("k1", { receivers: ["mail", "chat"] })]);
    const first = await start({ mail, chat });
    await vi.waitFor(() => expect([mail.taken.length, chat.attempts.length > 1]).toEqual([1, true]), soon);
    await first.stop();
    expect(await left()).toBe(1);
    chat.answer = () => delivered;
    await start({ mail, chat });
    await emptied();
    expect(chat.taken).toEqual(["k1"]);
    // At least once: mail had it and has it again, recognisable by its key.
    expect(mail.taken).toEqual(["k1", "k1"]);
  });

  test("what was taken while it stopped is acknowledged and does not come again", async () => {
    const answer = Promise.withResolvers<typeof delivered>();
    const slow = recordingChannel(() => answer.promise);
    await record([alert("k1")]);
    const first = await start({ floor: slow });
    await vi.waitFor(() => expect(slow.attempts).toEqual(["k1"]), soon);
    const stopped = first.stop();
    answer.resolve(delivered);
    await stopped;
    expect(await left()).toBe(0);
  });

  test("a receiver that is down gets everything in order when it is up; others do not wait for it", async () => {
    const up = recordingChannel();
    const broken = recordingChannel(() => down);
    await start({ up, broken });
    const keys = Array.from({ length: 250 }, (_, index) => `k${index}`);
    await record(keys.map((key) => alert(key, { rule: "one-rule", receivers: ["broken", "up"] })));
    await vi.waitFor(() => expect(up.taken).toEqual(keys), soon);
    expect(await left()).toBe(250);
    expect(new Set(broken.attempts)).toEqual(new Set(["k0"]));
    broken.answer = () => delivered;
    await emptied();
    expect(broken.taken).toEqual(keys);
    expect(up.taken).toEqual(keys);
  });

  test("a resolve never overtakes what fired, while another rule's message passes both", async () => {
    let healthy = false;
    const floor = recordingChannel(({ rule }) => (rule === "sick" && !healthy ? down : delivered));
    await record([
      alert("fired", { rule: "sick" }),
      alert("resolved", { rule: "sick", state: "resolved" }),
      alert("other", { rule: "well" }),
    ]);
    await start({ floor });
    await vi.waitFor(() => expect(floor.taken).toEqual(["other"]), soon);
    expect(floor.attempts).not.toContain("resolved");
    healthy = true;
    await emptied();
    expect(floor.taken).toEqual(["other", "fired", "resolved"]);
  });

  test("what is refused, unreadable or for a receiver nobody configured is counted and holds nothing up", async () => {
    const metrics = createMetrics({ processMetrics: false });
    const floor = recordingChannel(({ key }) =>
      key === "bad" ? { result: "refused", reason: "HTTP 400" } : delivered,
    );
    await start({ floor }, { metrics });
    await record([alert("bad"), "not json", '{"key":"x"}', alert("lost", { receivers: ["nobody"] }), alert("good")]);
    await emptied();
    expect(floor.attempts).toEqual(["bad", "good"]);
    const text = await metrics.text();
    for (const line of [
      'floorwalker_notifier_deliveries_total{receiver="floor",result="delivered"} 1',
      'floorwalker_notifier_deliveries_total{receiver="floor",result="refused"} 1',
      'floorwalker_notifier_deliveries_total{receiver="floor",result="retry"} 0',
      'floorwalker_notifier_deliveries_total{receiver="nobody",result="refused"} 1',
      "floorwalker_notifier_unreadable_entries_total 2",
      "floorwalker_notifier_pending_entries 0",
    ])
      expect(text).toContain(line);
  });

  test("the wait between attempts doubles up to its bound", async () => {
    vi.useFakeTimers();
    const at: number[] = [];
    const floor = recordingChannel(() => {
      at.push(Date.now());
      return at.length < 6 ? down : delivered;
    });
    await record([alert("k1")]);
    await start({ floor }, { timing: { firstRetryMs: 100, longestRetryMs: 400 } });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await left()).toBe(0);
    // Half of 100, 200, 400, 400, 400: the jitter is at its least here.
    expect(at.slice(1).map((time, index) => time - at[index]!)).toEqual([50, 100, 200, 200, 200]);
  });

  test("a channel that throws, against its law, is tried again", async () => {
    let broken = true;
    const floor = recordingChannel(() => {
      if (!broken) return delivered;
      broken = false;
      throw new Error("a bug");
    });
    await record([alert("k1")]);
    await start({ floor });
    await emptied();
    expect(floor.taken).toEqual(["k1"]);
  });
});

describe("two notifiers", () => {
  test("that both live never deliver the same entry twice", async () => {
    const floor = recordingChannel();
    await Promise.all([start({ floor }), start({ floor })]);
    for (let batch = 0; batch < 10; batch++) {
      await record(Array.from({ length: 5 }, (_, index) => alert(`a${batch}-${index}`)));
      await record(
        Array.from({ length: 5 }, (_, index) => alert(`b${batch}-${index}`)),
        1,
      );
    }
    await emptied();
    await emptied(1);
    expect(floor.attempts).toHaveLength(100);
    expect(new Set(floor.attempts).size).toBe(100);
  });

  test("the second goes on when the first stops, and within the lease when it died", async () => {
    vi.useFakeTimers();
    const floor = recordingChannel();
    // A holder that died: it has the lease and says nothing more.
    expect(await store.leaseOutbox(0, "dead", 30_000)).toBe(true);
    const heir = await start({ floor });
    const other = await start({ floor });
    await record([alert("k1")]);
    await vi.advanceTimersByTimeAsync(29_900);
    expect(floor.attempts).toEqual([]);
    await vi.advanceTimersByTimeAsync(500);
    expect(floor.attempts).toEqual(["k1"]);
    await Promise.all([heir.stop(), vi.advanceTimersByTimeAsync(1_000)]);
    await record([alert("k2")]);
    await vi.advanceTimersByTimeAsync(500);
    expect(floor.attempts).toEqual(["k1", "k2"]);
    expect(other.healthy()).toBe(true);
  });

  test("no attempt begins when the lease might not outlast it; with the store back they go on", async () => {
    vi.useFakeTimers();
    const floor = recordingChannel(() => down);
    let hanging: (() => void)[] | null = null;
    const lease = store.leaseOutbox.bind(store);
    store.leaseOutbox = async (...call) => {
      if (hanging !== null) await new Promise<void>((resolve) => hanging!.push(resolve));
      return lease(...call);
    };
    await record([alert("k1")]);
    const notifier = await start({ floor }, { timing: { leaseMs: 30_000, attemptMs: 15_000 } });
    await vi.advanceTimersByTimeAsync(1_000);
    const stuck: (() => void)[] = [];
    hanging = stuck;
    await vi.advanceTimersByTimeAsync(15_100);
    const before = floor.attempts.length;
    expect(before).toBeGreaterThan(100);
    await vi.advanceTimersByTimeAsync(13_000);
    expect(floor.attempts).toHaveLength(before);
    expect(notifier.healthy()).toBe(true);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(notifier.healthy()).toBe(false);
    hanging = null;
    for (const resume of stuck) resume();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(floor.attempts.length).toBeGreaterThan(before);
    expect(notifier.healthy()).toBe(true);
  });
});
