import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { DeliveryResult } from "@floorwalker/ports";
import { createMetrics, type Receiver } from "@floorwalker/runtime";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { ReceiverChannels } from "../src/index.ts";
import { alert, emptied, freshStoreForEachTest, left, record, soon, start, store } from "./notifier-fixture.ts";
import { delivered, down, recordingChannel } from "./recording-channel.ts";

freshStoreForEachTest();

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
    await start({ floor }, { pace: { pollMs: 600_000 } });
    await record([alert("woken")]);
    await vi.waitFor(() => expect(floor.taken).toEqual(["woken"]), soon);
    await emptied();
  });

  test("what is on its way to a receiver that is configured otherwise goes by the new one; a new receiver is one at once", async () => {
    const before = recordingChannel(() => down);
    const notifier = await start({ mail: before });
    await record([alert("k1", { receivers: ["mail"] })]);
    await vi.waitFor(() => expect(before.attempts.length).toBeGreaterThan(0), soon);
    const [after, chat] = [recordingChannel(), recordingChannel()];
    await notifier.use(
      new Map([
        ["mail", after],
        ["chat", chat],
      ]),
    );
    const tried = before.attempts.length;
    await record([alert("k2", { receivers: ["mail", "chat"] })]);
    await emptied();
    expect([after.taken, chat.taken, before.taken]).toEqual([["k1", "k2"], ["k2"], []]);
    expect(before.attempts).toHaveLength(tried);
  });

  test("stopped between two receivers and started again, who has had the message is not told again, and the other is", async () => {
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
    expect([mail.attempts, chat.taken]).toEqual([["k1"], ["k1"]]);
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

  test("after the store lost everything a new alert is delivered, though the one of its number is acknowledged late", async () => {
    const answer = Promise.withResolvers<typeof delivered>();
    const floor = recordingChannel(({ key }) => (key === "lost" ? answer.promise : delivered));
    await record([alert("lost")]);
    await start({ floor });
    await vi.waitFor(() => expect(floor.attempts).toEqual(["lost"]), soon);
    await store.erase();
    await record([alert("new")]);
    answer.resolve(delivered);
    await emptied();
    expect(floor.taken).toEqual(["lost", "new"]);
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
    await start({ floor }, { pace: { firstRetryMs: 100, longestRetryMs: 400 } });
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

  test("when one message gets through, those that failed before do not sit out their wait", async () => {
    vi.useFakeTimers();
    let up = false;
    const floor = recordingChannel(() => (up ? delivered : down));
    await start({ floor }, { pace: { firstRetryMs: 60_000, longestRetryMs: 60_000 } });
    await record([alert("k1"), alert("k2")]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(floor.attempts).toEqual(["k1", "k2"]);
    up = true;
    await record([alert("k3")]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(floor.taken).toEqual(["k3", "k1", "k2"]);
  });

  test("one that is down for an hour gets everything in order afterwards, one that is slow or answers nonsense too; nobody waits for them", async () => {
    vi.useFakeTimers();
    const up = recordingChannel();
    const gone = recordingChannel(() => (Date.now() < back ? down : delivered));
    const slow = recordingChannel(async () => {
      await new Promise((resolve) => setTimeout(resolve, 9_000));
      return delivered;
    });
    let answers = 0;
    const odd = recordingChannel(() => {
      if (answers++ % 3 < 2) throw new SyntaxError("an answer that is no JSON");
      return delivered;
    });
    const back = Date.now() + 3_600_000;
    const keys = Array.from({ length: 100 }, (_, index) => `k${index}`);
    await start({ up, gone, slow, odd }, { pace: { pollMs: 2_000, firstRetryMs: 1_000, longestRetryMs: 60_000 } });
    await record(keys.map((key) => alert(key, { rule: "one-rule", receivers: ["up", "gone", "slow", "odd"] })));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(up.taken).toEqual(keys);
    await vi.advanceTimersByTimeAsync(3_500_000);
    expect([gone.taken, slow.taken]).toEqual([[], keys]);
    // Tried about once a minute, not more.
    expect(gone.attempts.length).toBeLessThan(150);
    await vi.advanceTimersByTimeAsync(600_000);
    expect([gone.taken, odd.taken]).toEqual([keys, keys]);
    expect(await left()).toBe(0);
  });

  test("a receiver that asks to be left alone is, and not for longer", async () => {
    vi.useFakeTimers();
    const at: number[] = [];
    const floor = recordingChannel(() => {
      at.push(Date.now());
      return at.length < 2 ? { result: "retry", reason: "HTTP 429", afterMs: 30_000 } : delivered;
    });
    await record([alert("k1"), alert("k2"), alert("k3")]);
    await start({ floor });
    await vi.advanceTimersByTimeAsync(40_000);
    expect(await left()).toBe(0);
    expect(at).toHaveLength(4);
    expect(at[1]! - at[0]!).toBeGreaterThanOrEqual(30_000);
  });

  test("a receiver that takes one message a minute passes over nobody who waits, though others come meanwhile", async () => {
    vi.useFakeTimers();
    let next = 0;
    const floor = recordingChannel(() => {
      if (Date.now() < next) return { result: "retry", reason: "HTTP 429", afterMs: next - Date.now() };
      next = Date.now() + 60_000;
      return delivered;
    });
    await start({ floor });
    await record([alert("k0"), alert("k1")]);
    for (let minute = 0; minute < 3; minute++) {
      await vi.advanceTimersByTimeAsync(30_000);
      await record([alert(`n${minute}`)]);
      await vi.advanceTimersByTimeAsync(30_000);
    }
    expect(floor.taken.slice(0, 3)).toEqual(["k0", "k1", "n0"]);
  });

  test("however many wait for a receiver that is down, each is read once, a page at a time", async () => {
    const read: { readonly limit: number; readonly entries: number }[] = [];
    const outbox = store.outbox.bind(store);
    store.outbox = async (partition, limit, after) => {
      const entries = await outbox(partition, limit, after);
      if (partition === 0) read.push({ limit, entries: entries.length });
      return entries;
    };
    await record(Array.from({ length: 1_000 }, (_, index) => alert(`k${index}`, { rule: "one-rule" })));
    const floor = recordingChannel(() => down);
    await start({ floor });
    await vi.waitFor(() => expect(read.length).toBeGreaterThan(20), soon);
    expect(Math.max(...read.map(({ limit }) => limit))).toBe(100);
    expect(read.reduce((sum, { entries }) => sum + entries, 0)).toBe(1_000);
    floor.answer = () => delivered;
    await emptied();
    expect(floor.taken).toHaveLength(1_000);
  });

  test("however many receivers answer at one moment, each entry is acknowledged in one call or two, not with all others again and again", async () => {
    const acknowledged: number[] = [];
    const acknowledge = store.acknowledge.bind(store);
    store.acknowledge = async (partition, ids) => {
      acknowledged.push(ids.length);
      await acknowledge(partition, ids);
    };
    const answer = Promise.withResolvers<typeof delivered>();
    const names = Array.from({ length: 60 }, (_, index) => `r${index}`);
    const channels = names.map(() => recordingChannel(() => answer.promise));
    await record(names.map((name) => alert(`k-${name}`, { rule: "one-rule", receivers: [name] })));
    await start(Object.fromEntries(names.map((name, index) => [name, channels[index]!])));
    await vi.waitFor(() => expect(channels.every(({ attempts }) => attempts.length === 1)).toBe(true), soon);
    answer.resolve(delivered);
    await emptied();
    expect(acknowledged.reduce((sum, ids) => sum + ids, 0)).toBeLessThanOrEqual(2 * names.length);
  });

  test("what is acknowledged, or noted, while the outbox is read from its beginning is told nobody again, though the answer is of before", async () => {
    const outbox = store.outbox.bind(store);
    const [asked, read] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let reads = 0;
    store.outbox = async (partition, ...given) => {
      const found = await outbox(partition, ...given);
      if (partition !== 0 || given[1] !== undefined || ++reads !== 2) return found;
      asked.resolve();
      await read.promise;
      return found.map((entry) => ({ ...entry, done: [] }));
    };
    const answer = Promise.withResolvers<typeof delivered>();
    const [floor, other, gone] = [
      recordingChannel(() => answer.promise),
      recordingChannel(() => answer.promise),
      recordingChannel(() => down),
    ];
    await record([alert("k1"), alert("k2", { receivers: ["other", "gone"] })]);
    await start({ floor, other, gone }, { pace: { firstRetryMs: 60_000, longestRetryMs: 60_000 } });
    await vi.waitFor(() => expect([floor.attempts, other.attempts]).toEqual([["k1"], ["k2"]]), soon);
    // Another claims the partition: the outbox is read from its beginning.
    await record([alert("k3", { receivers: ["gone"] })]);
    await asked.promise;
    answer.resolve(delivered);
    await vi.waitFor(async () => {
      const kept = await outbox(0, 9);
      expect(kept.map(({ done }) => done)).toEqual([["other"], []]);
    }, soon);
    read.resolve();
    await vi.waitFor(() => expect(gone.attempts).toContain("k3"), soon);
    await record([alert("k4")]);
    await vi.waitFor(() => expect(floor.attempts).toContain("k4"), soon);
    expect([floor.attempts, other.attempts]).toEqual([["k1", "k4"], ["k2"]]);
  });

  test("a receiver that is taken out of the configuration is sent nothing more, also of what was on its way", async () => {
    const floor = recordingChannel(() => down);
    const notifier = await start({ floor, other: recordingChannel() });
    await record([alert("k1", { receivers: ["floor", "other"] })]);
    await vi.waitFor(() => expect(floor.attempts.length).toBeGreaterThan(0), soon);
    await notifier.use(new Map(), ["floor"]);
    const tried = floor.attempts.length;
    await emptied();
    await record([alert("k2", { receivers: ["floor"] })]);
    await emptied();
    expect(floor.attempts).toHaveLength(tried);
  });

  test("a new receiver is one at once, though an attempt hangs at the one that it takes the place of and at one that is changed", async () => {
    const hanging = Promise.withResolvers<DeliveryResult>();
    const [gone, before, changed, added] = [
      recordingChannel(() => hanging.promise),
      recordingChannel(() => hanging.promise),
      recordingChannel(),
      recordingChannel(),
    ];
    const notifier = await start({ gone, floor: before });
    await record([alert("k1", { receivers: ["gone", "floor"] })]);
    await vi.waitFor(() => expect([gone.attempts, before.attempts]).toEqual([["k1"], ["k1"]]), soon);
    const taken = new Map([
      ["floor", changed],
      ["added", added],
    ]);
    const used = notifier.use(taken, ["gone"]);
    await record([alert("k2", { receivers: ["added"] })]);
    const isTold = await vi.waitUntil(() => added.taken.includes("k2"), { timeout: 10_000 }).catch(() => false);
    hanging.resolve(down);
    await used;
    await emptied();
    expect([isTold, changed.taken, gone.attempts]).toEqual([true, ["k1"], ["k1"]]);
  });

  test("which receivers are gone is told when the configuration is read again", async () => {
    const told: unknown[] = [];
    const use = async (...given: readonly unknown[]): Promise<void> => void told.push(given);
    const channels = new ReceiverChannels();
    const settings = { url: "http://127.0.0.1:9/" };
    const floor = { id: "floor", type: "webhook", language: "en", settings } as unknown as Receiver;
    await channels.take(new Map([["floor", floor]]));
    for (const _ of [1, 2]) await channels.change(new Map(), { use });
    expect(told).toEqual([
      [new Map(), ["floor"]],
      [new Map(), []],
    ]);
  });

  test("a stop breaks off an attempt that nobody answers; its message stays for whoever comes next", async () => {
    const asked = Promise.withResolvers<void>();
    const silent = createServer(() => asked.resolve()).listen(0, "127.0.0.1");
    await once(silent, "listening");
    onTestFinished(() => {
      silent.closeAllConnections();
      silent.close();
    });
    const { port } = silent.address() as AddressInfo;
    const channels = new ReceiverChannels();
    const settings = { url: `http://127.0.0.1:${port}/` };
    const floor = { id: "floor", type: "webhook", language: "en", settings } as unknown as Receiver;
    const notifier = await start(Object.fromEntries(await channels.take(new Map([["floor", floor]]))));
    await record([alert("on its way")]);
    await asked.promise;
    const began = performance.now();
    await channels.stop(notifier);
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(await left()).toBe(1);
  });
});
