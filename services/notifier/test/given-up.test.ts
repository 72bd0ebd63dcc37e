import { reportNotices } from "@floorwalker/domain";
import type { DeliveryResult } from "@floorwalker/ports";
import { describe, expect, test, vi } from "vitest";
import type { NotifierOptions } from "../src/index.ts";
import { alert, freshStoreForEachTest, left, record, start } from "./notifier-fixture.ts";
import { delivered, down, recordingChannel } from "./recording-channel.ts";

freshStoreForEachTest();

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const YEARS = 2_000 * DAY;
const shut: DeliveryResult = { result: "retry", reason: "HTTP 401", needsMending: true };
/** An attempt each half hour, where nothing asks for another pace. */
const pace = { pollMs: HOUR, leaseMs: 4 * HOUR, firstRetryMs: HOUR, longestRetryMs: HOUR };
const ofOneRule = (count: number) =>
  Array.from({ length: count }, (_, index) => alert(`k${index}`, { rule: "flapping" }));

describe("what does not get through", () => {
  test("what somebody must mend is tried ever less often, at once when it is configured otherwise, and for a day of the receiver, not of each message", async () => {
    vi.useFakeTimers();
    const floor = recordingChannel(() => shut);
    await record([alert("k1")]);
    const notifier = await start({ floor }, { pace: { ...pace, firstRetryMs: 1_000, longestRetryMs: 60_000 } });
    await vi.advanceTimersByTimeAsync(HOUR);
    expect([floor.attempts.length < 25, await left()]).toEqual([true, 1]);
    const open = recordingChannel();
    await notifier.use(new Map([["floor", open]]));
    await vi.advanceTimersByTimeAsync(2_000);
    expect([open.taken, await left()]).toEqual([["k1"], 0]);
    await notifier.use(new Map([["floor", floor]]));
    await record(ofOneRule(3));
    await vi.advanceTimersByTimeAsync(DAY - 100_000);
    expect(await left()).toBe(3);
    await record([alert("younger")]);
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(await left()).toBe(1);
  });

  test("the day is one of such answers: who was down for longer is behind a proxy for hours when he comes back, and loses no message", async () => {
    vi.useFakeTimers();
    let answer = down;
    const floor = recordingChannel(() => answer);
    await record([alert("k1")]);
    await start({ floor }, { pace });
    await vi.advanceTimersByTimeAsync(25 * HOUR);
    answer = shut;
    await vi.advanceTimersByTimeAsync(23 * HOUR);
    answer = down;
    await vi.advanceTimersByTimeAsync(HOUR);
    answer = shut;
    await vi.advanceTimersByTimeAsync(2 * HOUR);
    answer = delivered;
    await vi.advanceTimersByTimeAsync(HOUR);
    expect([floor.taken, await left()]).toEqual([["k1"], 0]);
  });

  test("it is tried for three days, whoever waits before it, then refused: an outbox does not grow without an end", async () => {
    vi.useFakeTimers();
    const floor = recordingChannel(() => down);
    await record(ofOneRule(5));
    await start({ floor }, { pace });
    await vi.advanceTimersByTimeAsync(3 * DAY - 100_000);
    expect(await left()).toBe(5);
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(await left()).toBe(0);
  });

  test("the three days go on when it is started again; an hour more is for what was told while both were away", async () => {
    vi.useFakeTimers();
    const floor = recordingChannel(() => down);
    await record([alert("k1")]);
    const first = await start({ floor }, { pace });
    await vi.advanceTimersByTimeAsync(DAY);
    await Promise.all([first.stop(), vi.advanceTimersByTimeAsync(1_000)]);
    await vi.advanceTimersByTimeAsync(2 * DAY);
    await start({ floor }, { pace });
    await vi.advanceTimersByTimeAsync(HOUR - 100_000);
    expect(await left()).toBe(1);
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(await left()).toBe(0);
  });

  test("the day of what must be mended begins anew with each notifier, and the three days of its message do not", async () => {
    vi.useFakeTimers();
    const floor = recordingChannel(() => shut);
    await record([alert("k1")]);
    const first = await start({ floor }, { pace });
    await vi.advanceTimersByTimeAsync(20 * HOUR);
    await Promise.all([first.stop(), vi.advanceTimersByTimeAsync(1_000)]);
    await vi.advanceTimersByTimeAsync(40 * HOUR);
    await start({ floor }, { pace });
    await vi.advanceTimersByTimeAsync(11 * HOUR);
    expect(await left()).toBe(1);
    await vi.advanceTimersByTimeAsync(3 * HOUR);
    expect(await left()).toBe(0);
  });

  test("what could not be written, as a report of a day that is not kept yet, is no other answer of its receiver: the day goes on", async () => {
    vi.useFakeTimers();
    const floor = recordingChannel(() => shut);
    let asked = 0;
    const writeReport: NotifierOptions["writeReport"] = async () =>
      asked++ === 0
        ? { result: "retry", reason: "nothing is kept of the day yet" }
        : { result: "skipped", reason: "nothing is kept of the day" };
    await record([alert("k1")]);
    await start({ floor }, { pace, writeReport });
    await vi.advanceTimersByTimeAsync(20 * HOUR);
    const daily = { minute: 360, length: "30m", to: [{ receiver: "floor", scope: { kind: "site" } }] } as const;
    await record(reportNotices(daily, "krakow", 20_770, Date.now()).map((notice) => JSON.stringify(notice)));
    await vi.advanceTimersByTimeAsync(5 * HOUR);
    expect([asked, await left()]).toEqual([2, 0]);
  });

  test("a clock that wakes up years ahead, and is set right before the next look, gives nothing up", async () => {
    vi.useFakeTimers();
    let ahead = 0;
    const floor = recordingChannel(() => down);
    await record([alert("k1")]);
    await start({ floor }, { pace, clock: () => Date.now() + ahead });
    await vi.advanceTimersByTimeAsync(3 * HOUR);
    const tried = floor.attempts.length;
    ahead = YEARS;
    await vi.advanceTimersByTimeAsync(HOUR / 2);
    ahead = 0;
    await vi.advanceTimersByTimeAsync(60_000);
    expect([floor.attempts.length > tried, await left()]).toEqual([true, 1]);
  });
});
