/** What a look back asks for, and what it shows of the answer. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { HistoryAnswer, HistoryRow } from "../src/answers/history.ts";
import { toldValue } from "../src/desk/history/history-charts.ts";
import { dateAfter, historyQuery, readHistoryChoice, usualKpis, weekBefore } from "../src/model/history-choice.ts";
import { historyIntervals } from "../src/model/history-intervals.ts";

const read = (query: string) => readHistoryChoice(new URLSearchParams(query));

describe("the address", () => {
  test("says of whom, when, in what intervals and what; the history is asked the same", () => {
    const choice = read(
      "queue=sales&channel=call&from=2026-11-20&to=2026-11-23&interval=1h&kpis=offered,csat&compare=week",
    );
    expect(choice).toMatchObject({ interval: "1h", compared: true, kpis: ["offered", "csat"] });
    expect(historyQuery(choice, "krakow")).toEqual({
      site: "krakow",
      queue: "sales",
      channel: "call",
      from: "2026-11-20",
      to: "2026-11-23",
      interval: "1h",
      kpis: "offered,csat",
    });
  });

  test("of a region names no site, and people are looked at by other KPIs than queues", () => {
    expect(historyQuery(read("region=pl"), "krakow")).toEqual({
      region: "pl",
      from: "today",
      interval: "30m",
      kpis: usualKpis({}).join(","),
    });
    expect(read("agent=a1").kpis).not.toContain("offered");
  });

  test.each([
    ["", "30m"],
    ["from=yesterday", "30m"],
    ["from=last-week", "1h"],
    ["from=this-month", "day"],
    ["from=2026-11-20&to=2026-11-21", "30m"],
    ["from=2026-11-14&to=2026-11-21", "1h"],
    ["from=2026-10-14&to=2026-11-21", "day"],
    ["from=nonsense&to=more&interval=3h", "30m"],
  ])("%s is shown by intervals of %s", (query, interval) => expect(read(query).interval).toBe(interval));
});

test("the week before is the same weekdays by the clock, over the end of a month, a year and a change of clocks", () => {
  expect(weekBefore({ from: "2026-11-02T00:00:00+01:00", to: "2026-11-02T14:30:00+01:00" })).toEqual({
    from: "2026-10-26T00:00",
    to: "2026-10-26T14:30",
  });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: -400, max: 400 }), (day, days) => {
      const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
      expect(dateAfter(dateAfter(date, days), -days)).toBe(date);
      const weekday = (of: string): number => new Date(`${of}T00:00Z`).getUTCDay();
      expect(weekday(dateAfter(date, 7 * days))).toBe(weekday(date));
    }),
  );
});

const row = (from: string, to: string, offered: number): HistoryRow => ({
  from,
  to,
  scope: {},
  counters: {},
  kpis: { offered },
  restated: 0,
  policies: [],
});
const answer = (over: Partial<HistoryAnswer>): HistoryAnswer => ({
  zone: "Europe/Warsaw",
  interval: "1h",
  from: "2026-11-25T08:00:00+01:00",
  to: "2026-11-25T12:00:00+01:00",
  since: "2026-11-25T09:00:00+01:00",
  until: "2026-11-25T11:15:00+01:00",
  rows: [row("2026-11-25T09:00:00+01:00", "2026-11-25T10:00:00+01:00", 4)],
  ...over,
});

test("an interval without a row is nothing that happened where the history knows, and not known where it does not", () => {
  expect(historyIntervals(answer({}), null).map(({ state, row: told }) => [state, told?.kpis.offered ?? null])).toEqual(
    [
      ["unknown", null],
      ["done", 4],
      ["done", null],
      ["running", null],
    ],
  );
});

test("each interval stands beside the same weekday and hour of the week before", () => {
  const before = answer({ rows: [row("2026-11-18T10:00:00+01:00", "2026-11-18T11:00:00+01:00", 9)] });
  const found = historyIntervals(answer({}), before).map((each) => each.before?.kpis.offered ?? null);
  expect(found).toEqual([null, null, 9, null]);
});

test("days go by their date, over a change of clocks too, and the day in progress is in progress", () => {
  const days = answer({
    interval: "day",
    from: "2026-10-24T00:00:00+02:00",
    to: "2026-10-27T00:00:00+01:00",
    since: "2026-10-01T00:00:00+02:00",
    until: "2026-10-26T11:00:00+01:00",
    rows: [
      row("2026-10-24T00:00:00+02:00", "2026-10-25T00:00:00+02:00", 1),
      row("2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00", 2),
      row("2026-10-26T00:00:00+01:00", "2026-10-27T00:00:00+01:00", 3),
    ],
  });
  expect(historyIntervals(days, null).map(({ at, state, row: told }) => [at, state, told?.kpis.offered])).toEqual([
    [Date.UTC(2026, 9, 24), "done", 1],
    [Date.UTC(2026, 9, 25), "done", 2],
    [Date.UTC(2026, 9, 26), "running", 3],
  ]);
});

test("weeks and months without a row have their place", () => {
  const months = answer({
    interval: "month",
    from: "2026-09-01T00:00:00+02:00",
    to: "2026-12-01T00:00:00+01:00",
    since: "2026-01-01T00:00:00+01:00",
    rows: [],
  });
  expect(historyIntervals(months, null).map(({ at }) => new Date(at).getUTCMonth())).toEqual([8, 9, 10]);
});

test("of sites with several clocks only what has a row is told", () => {
  expect(historyIntervals(answer({ zone: null }), null)).toHaveLength(1);
});

test("what is withheld is not known, and never nothing that happened; who is told whole days looks at days", () => {
  const days = answer({
    interval: "day",
    from: "2026-11-20T00:00:00+01:00",
    to: "2026-11-23T00:00:00+01:00",
    since: "2026-11-01T00:00:00+01:00",
    until: "2026-11-25T00:00:00+01:00",
    rows: [row("2026-11-20T00:00:00+01:00", "2026-11-21T00:00:00+01:00", 5)],
    withheld: [{ from: "2026-11-22T00:00:00+01:00" }],
  });
  const offered = { id: "offered", unit: "count" } as Parameters<typeof toldValue>[1];
  const told = historyIntervals(days, null).map((each) => [each.state, toldValue(each, offered)]);
  expect(told).toEqual([
    ["done", 5],
    ["done", 0],
    ["unknown", null],
  ]);
  expect(readHistoryChoice(new URLSearchParams(), true).interval).toBe("day");
});
