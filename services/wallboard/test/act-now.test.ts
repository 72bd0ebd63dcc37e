import { expect, test } from "vitest";
import { actNow } from "../src/model/act-now.ts";
import { lineOf, NOW } from "./lines.ts";

const waits = (seconds: number, over: Readonly<Record<string, unknown>> = {}) => ({
  waiting: 1,
  oldestQueuedAt: NOW - seconds * 1000,
  ...over,
});
const kinds = (lines: readonly ReturnType<typeof lineOf>[]) =>
  actNow(lines, [], NOW).map((item) =>
    item.about === "queue" ? [item.line.row.queue, item.kind] : [item.id, item.about],
  );
const breach = {
  id: "a",
  rule: "r",
  state: "firing",
  severity: "critical",
  owner: null,
  mutedUntil: null,
  mutedBy: null,
  since: 0,
  at: 0,
  about: "kpi",
  queue: "q",
  queueTitle: "q",
  channel: "call",
  kpi: "serviceLevelNow",
  window: "15m",
  unit: "ratio",
  direction: "below",
  limit: 0.7,
  value: 0.6,
} as const;

test("nobody waits and nothing fires: nothing needs anybody", () => expect(kinds([lineOf({})])).toEqual([]));

test.each([
  ["a call is not told of before it is late", "call", 20, 19, []],
  ["a chat comes in at half its threshold", "chat", 60, 30, [["q", "next"]]],
  ["a chat before that does not", "chat", 60, 29, []],
  ["a mail comes in ten minutes before it is due", "email", 14_400, 13_800, [["q", "next"]]],
  ["a mail before that does not", "email", 14_400, 13_799, []],
  ["a mail of ten minutes comes in at 95 per cent of them", "email", 600, 570, [["q", "next"]]],
])("%s", (_, channel, thresholdSeconds, seconds, expected) =>
  expect(kinds([lineOf(waits(seconds, { channel, thresholdSeconds }))])).toEqual(expected),
);

test("breaches come first, then the latest by its own threshold, then who is late next, then sources that are silent", () => {
  const lines = [
    lineOf(waits(40, { queue: "chat", channel: "chat", thresholdSeconds: 60 })),
    lineOf(waits(14_500, { queue: "mail", channel: "email", thresholdSeconds: 14_400, waitingPastThreshold: 1 })),
    lineOf(waits(60, { queue: "call", waitingPastThreshold: 1 })),
    lineOf({ queue: "q" }, { alerts: [breach] }),
  ];
  const source = {
    id: "source:s:acd",
    kind: "source",
    site: "s",
    source: "acd",
    lastEventAt: 0,
    silentSince: 0,
    silentAfterSeconds: 60,
  } as const;
  expect(actNow(lines, [source], NOW).map(({ id }) => id)).toEqual([
    "queue:s:q",
    "queue:s:call",
    "queue:s:mail",
    "queue:s:chat",
    "source:s:acd",
  ]);
});

test("who is late in business time is late when the program says so, and no clock here says it before", () => {
  const mail = { channel: "email", thresholdSeconds: 3_600, open: true };
  expect(kinds([lineOf(waits(3_500, mail))])).toEqual([]);
  const [item] = actNow([lineOf(waits(90_000, { ...mail, waitingPastThreshold: 1 }))], [], NOW);
  expect(item).toMatchObject({ kind: "late", lateAt: null, spent: 1 });
});

test("a queue that is closed or whose numbers are old asks nobody for anything", () => {
  expect(
    kinds([lineOf({ open: false }), lineOf(waits(99, { waitingPastThreshold: 1, staleSince: NOW - 9_000 }))]),
  ).toEqual([]);
});
