/** A contact from its arrival to its end. */
import { expect, test } from "vitest";
import type { ExplainedContact } from "../src/answers/explained-contact.ts";
import { contactCourse, courseEvents, stayParts } from "../src/model/contact-course.ts";

const T = Date.UTC(2026, 10, 25, 14, 8, 31);
const iso = (seconds: number): string => new Date(T + seconds * 1000).toISOString();

const stay = (over: Partial<ExplainedContact>): ExplainedContact => ({
  contact: "c-1",
  segment: "1",
  channel: "call",
  queue: "support",
  queuedAt: iso(0),
  waitSeconds: 47,
  talkSeconds: 200,
  holdSeconds: 35,
  wrapUpSeconds: 20,
  outcome: "answered",
  reason: null,
  outcomeAt: iso(47),
  endedAt: iso(300),
  agents: ["sam"],
  inTime: false,
  thresholdSeconds: 30,
  transferred: true,
  why: "",
  ...over,
});

test("a stay is its wait, its talk and its wrap-up, one after the other, and the contact spans them all", () => {
  const first = stay({});
  const second = stay({
    segment: "2",
    queue: "billing",
    queuedAt: iso(300),
    waitSeconds: 11,
    outcomeAt: iso(311),
    endedAt: iso(400),
    wrapUpSeconds: 41,
    inTime: true,
  });
  expect(stayParts(first, T).map(({ kind, from, to }) => [kind, (from - T) / 1000, (to - T) / 1000])).toEqual([
    ["waiting", 0, 47],
    ["talking", 47, 300],
    ["wrapUp", 300, 320],
  ]);
  expect(contactCourse([first, second], T)).toEqual({ from: T, to: T + 441_000, open: false });
  expect(courseEvents([second, first]).map(({ kind, at }) => [kind, (at - T) / 1000])).toEqual([
    ["queued", 0],
    ["missed", 30],
    ["answered", 47],
    ["ended", 300],
    ["queued", 300],
    ["answered", 311],
    ["wrapUpOver", 320],
    ["ended", 400],
    ["wrapUpOver", 441],
  ]);
});

test("who waits, or talks, does so until now", () => {
  const waiting = stay({ outcome: "waiting", outcomeAt: null, endedAt: null, wrapUpSeconds: null, waitSeconds: 90 });
  expect(contactCourse([waiting], T + 90_000)).toEqual({ from: T, to: T + 90_000, open: true });
  const talking = stay({ endedAt: null, wrapUpSeconds: null });
  expect(stayParts(talking, T + 100_000).at(-1)).toEqual({ kind: "talking", from: T + 47_000, to: T + 100_000 });
});

test("of who gave up nothing is told after it, and of nobody there is no course", () => {
  const gone = stay({ outcome: "abandoned", endedAt: iso(47), wrapUpSeconds: null, agents: [] });
  expect(courseEvents([gone]).map(({ kind }) => kind)).toEqual(["queued", "missed", "left"]);
  expect(contactCourse([], T)).toBeNull();
});
