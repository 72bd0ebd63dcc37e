import type { AlertFacts, ToldFacts } from "@floorwalker/domain";
import { describe, expect, expectTypeOf, test } from "vitest";
import { type AlertRow, readAlertNotification, type SingleNotification } from "../src/alert/index.ts";

/** As an aggregator of the first version wrote it. */
const OLD = {
  key: "3f9ad1c07be2",
  state: "firing",
  rule: "sales-service-level",
  severity: "critical",
  site: "krakow",
  queue: "sales",
  channel: "call",
  kpi: "serviceLevel",
  window: "15m",
  value: 0.713,
  limit: 0.8,
  direction: "below",
  unit: "ratio",
  since: "2026-11-21T09:00:00.000Z",
  at: "2026-11-21T09:01:00.000Z",
  receivers: ["floor"],
} as const;

test("what the pure core tells of an alert is what rows and messages are parsed as", () => {
  type Message = Omit<
    SingleNotification,
    | "format"
    | "key"
    | "state"
    | "since"
    | "at"
    | "receivers"
    | "test"
    | "step"
    | "reminder"
    | "owner"
    | "snoozedUntil"
    | "worst"
  >;
  expectTypeOf<ToldFacts>().toExtend<Message>();
  expectTypeOf<SingleNotification>().toExtend<AlertFacts>();
  expectTypeOf<AlertRow>().toExtend<AlertFacts>();
});

describe("a message in the outbox", () => {
  test("of the first version, which names no format, is read as what it meant", () => {
    expect(readAlertNotification(JSON.stringify(OLD))).toEqual({
      ...OLD,
      format: 2,
      step: 0,
      reminder: 0,
      owner: null,
      snoozedUntil: null,
      worst: null,
      about: "kpi",
      default: false,
      since: Date.parse(OLD.since),
      at: Date.parse(OLD.at),
      holdForSeconds: 0,
      clear: 0.8,
      sample: null,
      minimumSample: 0,
    });
    const { queue: _queue, channel: _channel, ...site } = OLD;
    expect(readAlertNotification(JSON.stringify(site))).toMatchObject({ queue: null, channel: null });
  });

  test("of this version is read with what a newer aggregator may have added", () => {
    const message = readAlertNotification(JSON.stringify(OLD))!;
    expect(readAlertNotification(JSON.stringify({ ...message, mood: "bad" }))).toEqual(message);
  });

  test.for([
    "not json",
    "null",
    "7",
    "{}",
    JSON.stringify({ ...OLD, key: 7 }),
    JSON.stringify({ ...OLD, format: 3 }),
    JSON.stringify({ ...OLD, format: 2 }),
    JSON.stringify({ ...OLD, state: "pending" }),
    JSON.stringify({ ...OLD, since: "yesterday" }),
  ])("of an unknown format or of none is no message: %s", (payload) => {
    expect(readAlertNotification(payload)).toBeNull();
  });
});
