/** Who names a receiver and who sends to it read one configuration at different moments, and it is edited while it is read. */
import type { LogFields, Logger } from "@floorwalker/runtime";
import { expect, test, vi } from "vitest";
import { alert, freshStoreForEachTest, left, record, start } from "./notifier-fixture.ts";
import { down, recordingChannel } from "./recording-channel.ts";

freshStoreForEachTest();

const pace = { pollMs: 2_000, firstRetryMs: 1_000, longestRetryMs: 60_000, awaitedMs: 120_000 };

function remembering() {
  const said: (readonly [string, unknown])[] = [];
  const note = (event: string, fields: LogFields = {}): void => void said.push([event, fields.receiver]);
  const logger: Logger = { debug: () => {}, info: () => {}, warn: note, error: note, fatal: note, child: () => logger };
  return { said, logger };
}

test("what is for a receiver that is read some seconds later is told then, in its order and once; others do not wait", async () => {
  vi.useFakeTimers();
  const [here, late] = [recordingChannel(), recordingChannel()];
  const { said, logger } = remembering();
  const notifier = await start({ here }, { pace, logger });
  const ofOneRule = ["k1", "k2", "k3"].map((key) => alert(key, { rule: "one", receivers: ["late", "here"] }));
  await record(ofOneRule.slice(0, 2));
  await vi.advanceTimersByTimeAsync(60_000);
  expect([here.taken, await left()]).toEqual([["k1", "k2"], 2]);
  await notifier.use(new Map([["late", late]]));
  await record(ofOneRule.slice(2));
  await vi.advanceTimersByTimeAsync(5_000);
  expect([here.taken, late.attempts, await left()]).toEqual([["k1", "k2", "k3"], ["k1", "k2", "k3"], 0]);
  expect(said).toEqual([
    ["alert_receiver_awaited", "late"],
    ["alert_receiver_awaited", "late"],
  ]);
});

test("one that nobody configures for two minutes is refused with its reason, whatever is told it meanwhile", async () => {
  vi.useFakeTimers();
  const { said, logger } = remembering();
  await start({}, { pace, logger });
  await record([alert("k1", { receivers: ["nobody"] })]);
  await vi.advanceTimersByTimeAsync(100_000);
  await record([alert("k2", { receivers: ["nobody"] })]);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(await left()).toBe(1);
  await vi.advanceTimersByTimeAsync(100_000);
  expect(await left()).toBe(0);
  expect(said.filter(([event]) => event === "alert_receiver_unknown")).toHaveLength(2);
});

test("one that is taken out and put back within two minutes loses nothing and is sent nothing meanwhile; left out, it is refused", async () => {
  vi.useFakeTimers();
  const floor = recordingChannel(() => down);
  const notifier = await start({ floor }, { pace });
  await record([alert("k1")]);
  await vi.advanceTimersByTimeAsync(5_000);
  await notifier.use(new Map(), ["floor"]);
  const tried = floor.attempts.length;
  await vi.advanceTimersByTimeAsync(100_000);
  expect([floor.attempts.length, await left()]).toEqual([tried, 1]);
  const back = recordingChannel();
  await notifier.use(new Map([["floor", back]]));
  await vi.advanceTimersByTimeAsync(5_000);
  expect([back.taken, await left()]).toEqual([["k1"], 0]);
  await notifier.use(new Map([["floor", floor]]));
  await record([alert("k2")]);
  await vi.advanceTimersByTimeAsync(5_000);
  await notifier.use(new Map(), ["floor"]);
  await vi.advanceTimersByTimeAsync(125_000);
  expect(await left()).toBe(0);
});

test("killed while it waits for one, the next notifier waits anew and tells it", async () => {
  vi.useFakeTimers();
  const late = recordingChannel();
  const first = await start({}, { pace });
  await record([alert("k1", { receivers: ["late"] })]);
  await vi.advanceTimersByTimeAsync(60_000);
  await Promise.all([first.stop(), vi.advanceTimersByTimeAsync(1_000)]);
  const second = await start({}, { pace });
  await vi.advanceTimersByTimeAsync(100_000);
  await second.use(new Map([["late", late]]));
  await vi.advanceTimersByTimeAsync(5_000);
  expect([late.attempts, await left()]).toEqual([["k1"], 0]);
});
