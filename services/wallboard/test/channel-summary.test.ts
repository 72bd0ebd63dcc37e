import { expect, test } from "vitest";
import { channelSummaries } from "../src/model/channel-summary.ts";
import { lineOf, NOW } from "./lines.ts";

test("a channel's level is its contacts in time of its contacts decided, not the mean of its queues' shares", () => {
  const [calls, mails] = channelSummaries(
    [
      lineOf({
        queue: "a",
        "decided.30m": 100,
        "inTime.30m": 90,
        target: 0.8,
        waiting: 2,
        oldestQueuedAt: NOW - 9_000,
      }),
      lineOf({
        queue: "b",
        "decided.30m": 10,
        "inTime.30m": 1,
        target: 0.9,
        waiting: 1,
        waitingPastThreshold: 1,
        oldestQueuedAt: NOW - 40_000,
      }),
      lineOf({ queue: "c" }),
      lineOf({ queue: "m", channel: "email", "decided.30m": 4, "inTime.30m": 4 }),
    ],
    "30m",
  );
  expect(calls).toMatchObject({
    channel: "call",
    onTarget: 1,
    judged: 2,
    waiting: 3,
    late: 1,
    oldestQueuedAt: NOW - 40_000,
  });
  expect(calls!.value).toBeCloseTo(91 / 110, 10);
  expect(calls!.target).toBeCloseTo((100 * 0.8 + 10 * 0.9) / 110, 10);
  expect(mails).toMatchObject({ channel: "email", value: 1, waiting: 0, oldestQueuedAt: null });
});

test("a mean over several queues is of everybody who was handled, and of nobody it is not known", () => {
  const [calls] = channelSummaries(
    [
      lineOf({ queue: "a", "averageHandleTime.30m": 100, "handled.30m": 9, "csat.day": 1, "csatCount.day": 3 }),
      lineOf({ queue: "b", "averageHandleTime.30m": 200, "handled.30m": 1, "csat.day": 0, "csatCount.day": 1 }),
      lineOf({ queue: "c", "averageHandleTime.30m": null, "handled.30m": 0 }),
    ],
    "30m",
  );
  expect(calls!.handleTime).toBe(110);
  expect(calls!.satisfaction).toBe(0.75);
  expect(channelSummaries([lineOf({})], "30m")[0]).toMatchObject({
    value: null,
    target: null,
    handleTime: null,
    satisfaction: null,
  });
});
