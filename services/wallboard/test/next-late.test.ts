/** Who is late and who is next, over all channels. */
import type { WaitingRow } from "@floorwalker/protocol";
import { expect, test } from "vitest";
import { nextLate, notShown } from "../src/model/next-late.ts";
import { lineOf, NOW } from "./lines.ts";

const contact = (queue: string, channel: string, id: string, secondsAgo: number, over: Partial<WaitingRow> = {}) =>
  ({
    id: `waiting:s:${channel}:${queue}:${id}`,
    kind: "waiting",
    site: "s",
    queue,
    channel,
    contact: id,
    queuedAt: NOW - secondsAgo * 1000,
    dueAt: NOW + (60 - secondsAgo) * 1000,
    pastThreshold: false,
    ...over,
  }) satisfies WaitingRow;

const calls = lineOf({ queue: "sales", waiting: 4, waitingPastThreshold: 2, oldestQueuedAt: NOW - 50_000 });
const quiet = lineOf({ queue: "help", waiting: 1, oldestQueuedAt: NOW - 5_000 });
const chats = lineOf({
  queue: "chat",
  channel: "chat",
  thresholdSeconds: 60,
  waiting: 2,
  oldestQueuedAt: NOW - 45_000,
});

const shown = (items: ReturnType<typeof nextLate>) =>
  items.map(({ line, contact: id, late, count }) => [id ?? line.row.queue, late, count]);

test("calls are told by queue, chats one by one, late ones first and then who is late soonest", () => {
  const waiting = [
    contact("chat", "chat", "c-1", 45),
    contact("chat", "chat", "c-2", 10),
    contact("sales", "call", "c-3", 50),
  ];
  expect(shown(nextLate([quiet, chats, calls], waiting, NOW))).toEqual([
    ["sales", true, 2],
    ["c-1", false, 1],
    ["help", false, 1],
    ["c-2", false, 1],
  ]);
});

test("whoever may not see contacts is told of their queues", () => {
  expect(shown(nextLate([chats], [], NOW))).toEqual([["chat", false, 2]]);
});

test("who is not shown one by one is counted", () => {
  const many = lineOf({
    queue: "chat",
    channel: "chat",
    thresholdSeconds: 60,
    waiting: 9,
    oldestQueuedAt: NOW - 45_000,
  });
  expect(notShown([many, calls], [contact("chat", "chat", "c-1", 45), contact("chat", "chat", "c-2", 10)])).toBe(7);
  expect(notShown([many, calls], [])).toBe(0);
});

test("in business time the program says who is late, and when the next one will be", () => {
  const mails = lineOf({
    queue: "mail",
    channel: "email",
    thresholdSeconds: 14_400,
    open: true,
    waiting: 2,
    waitingPastThreshold: 1,
    oldestQueuedAt: NOW - 86_400_000,
  });
  const due = { dueAt: NOW + 9_000_000 };
  const waiting = [
    contact("mail", "email", "m-1", 86_400, { pastThreshold: true, dueAt: NOW - 60_000 }),
    contact("mail", "email", "m-2", 50_000, due),
    // Nobody was there meanwhile: it is not late before the program says so.
    contact("mail", "email", "m-3", 50_000, { dueAt: NOW - 1 }),
  ];
  expect(
    nextLate([quiet, mails], waiting, NOW).map(({ contact: id, late, lateAt, spent }) => [id, late, lateAt, spent]),
  ).toEqual([
    ["m-1", true, NOW - 60_000, 1],
    ["m-3", false, NOW - 1, null],
    [null, false, NOW + 15_000, 0.25],
    ["m-2", false, due.dueAt, null],
  ]);
});

test("of a queue that is closed, or whose source is silent, nothing is told", () => {
  const closed = lineOf({ queue: "closed", open: false, waiting: 0 });
  const silent = lineOf({ queue: "silent", waiting: 3, oldestQueuedAt: NOW - 90_000, staleSince: NOW - 60_000 });
  expect(nextLate([closed, silent], [], NOW)).toEqual([]);
});
