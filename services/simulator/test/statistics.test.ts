import type { CanonicalEvent } from "@floorwalker/domain";
import { describe, expect, test } from "vitest";
import { demo, record, threshold } from "./recording.ts";

const ofType = (events: readonly CanonicalEvent[], type: CanonicalEvent["type"], channel?: string): CanonicalEvent[] =>
  events.filter((event) => event.type === type && (channel === undefined || event.channel === channel));

/** Answered in time over offered without short abandons, of finished segments. */
function serviceLevel(events: readonly CanonicalEvent[], channel: string): number {
  const answered = ofType(events, "cc.contact.answered", channel);
  const inTime = answered.filter((event) => event.data.waitMs! <= threshold(event));
  const abandoned = ofType(events, "cc.contact.abandoned", channel).filter((event) => event.data.waitMs! > 5_000);
  return inTime.length / (answered.length + abandoned.length);
}

/** Agents' time with at least one contact over their time signed in and not paused. */
function occupancy(events: readonly CanonicalEvent[], end: number): number {
  const totals = { busy: 0, present: 0 };
  const open = new Map<string, number>();
  const since = new Map<string, number>();
  const begin = (key: string, at: number): void => void since.set(key, at);
  const finish = (key: string, at: number, total: "busy" | "present"): void => {
    totals[total] += at - (since.get(key) ?? at);
    since.delete(key);
  };
  for (const { type, agent, time, channel, data } of events) {
    if (agent === null) continue;
    const present = `present ${agent}`;
    const busy = `busy ${agent}`;
    if (type === "cc.agent.signedIn" || data.state === "idle") begin(present, time);
    if (type === "cc.agent.signedOut" || data.state === "paused") finish(present, time, "present");
    if (type === "cc.contact.answered") {
      if (!open.get(agent)) begin(busy, time);
      open.set(agent, (open.get(agent) ?? 0) + 1);
    }
    const done = type === "cc.contact.wrapUpEnded" || type === "cc.contact.resolved";
    if ((done || (type === "cc.contact.ended" && channel === "chat")) && open.get(agent)) {
      open.set(agent, open.get(agent)! - 1);
      if (open.get(agent) === 0) finish(busy, time, "busy");
    }
  }
  for (const key of since.keys()) finish(key, end, key.startsWith("busy") ? "busy" : "present");
  return totals.busy / totals.present;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("an ordinary day of the demo site", { timeout: 60_000 }, () => {
  const hours = [1, 2, 3, 4, 5, 6].map((seed) => record({ seed, minutes: 240, before: 60 }));
  const all = hours.flat();

  test("makes at least two events a second", () => {
    for (const events of hours) expect(events.length / (240 * 60)).toBeGreaterThan(2);
  });

  test("has a service level between 75 and 85 % on the phone, and no four hours are hopeless or empty", () => {
    const levels = hours.map((events) => serviceLevel(events, "call"));
    expect(mean(levels)).toBeGreaterThan(0.75);
    expect(mean(levels)).toBeLessThan(0.85);
    for (const level of levels) {
      expect(level).toBeGreaterThan(0.65);
      expect(level).toBeLessThan(0.95);
    }
  });

  test("keeps its agents busy for 70 to 85 % of the time they are there", () => {
    const shares = hours.map((events) => occupancy(events, events.at(-1)!.time));
    expect(mean(shares)).toBeGreaterThan(0.7);
    expect(mean(shares)).toBeLessThan(0.85);
  });

  test("loses 4 to 12 % of the callers, some of them at once", () => {
    const offered = ofType(all, "cc.contact.queued", "call").length;
    const abandoned = ofType(all, "cc.contact.abandoned", "call");
    expect(abandoned.length / offered).toBeGreaterThan(0.04);
    expect(abandoned.length / offered).toBeLessThan(0.12);
    expect(abandoned.filter((event) => event.data.waitMs! <= 5_000).length).toBeGreaterThan(20);
  });

  test("talks as long as the bank does: two to four minutes a call, with none below ten seconds", () => {
    const ended = ofType(all, "cc.contact.ended", "call");
    const talks = ended.map((event) => event.data.talkMs! / 1000);
    expect(mean(talks)).toBeGreaterThan(120);
    expect(mean(talks)).toBeLessThan(240);
    expect(Math.min(...talks)).toBeGreaterThanOrEqual(9.99);
    const held = ofType(all, "cc.contact.held").length / ended.length;
    expect(held).toBeGreaterThan(0.2);
    expect(held).toBeLessThan(0.4);
  });

  test("shows everything that can happen to a contact, the rare things rarely", () => {
    const answered = ofType(all, "cc.contact.answered").length;
    const rare = [
      "cc.contact.notAnswered",
      "cc.contact.transferred",
      "cc.contact.refused",
      "cc.contact.flowedOut",
      "cc.contact.callbackRequested",
      "cc.contact.escalated",
      "cc.contact.reopened",
    ] as const;
    for (const type of rare) {
      const share = ofType(all, type).length / answered;
      expect(share, type).toBeGreaterThan(0);
      expect(share, type).toBeLessThan(0.1);
    }
  });

  test("asks some of the customers, minutes later, and they answer from 1 to 5", () => {
    const answers = ofType(all, "cc.survey.answered");
    const surveys = answers.filter(({ data }) => data.survey === "after-contact");
    const share = surveys.length / ofType(all, "cc.contact.answered").length;
    expect(share).toBeGreaterThan(0.1);
    expect(share).toBeLessThan(0.25);
    expect(new Set(surveys.map((event) => event.data.score))).toEqual(new Set([1, 2, 3, 4, 5]));
    const topTwo = surveys.filter((event) => event.data.score! >= 4).length / surveys.length;
    expect(topTwo).toBeGreaterThan(0.5);
    expect(topTwo).toBeLessThan(0.9);
    const asked = (survey: string) => answers.filter(({ data }) => data.survey === survey);
    const recommended = asked("recommend").map(({ data }) => data.score!);
    expect(Math.min(...recommended)).toBeLessThanOrEqual(6);
    expect(Math.max(...recommended)).toBeGreaterThanOrEqual(9);
    expect(asked("how-easy").every(({ data }) => data.measure === "ces" && data.score! >= 1 && data.score! <= 7)).toBe(
      true,
    );
    expect(surveys.length).toBeGreaterThan(recommended.length + asked("how-easy").length);
  });

  test("chats are mostly answered within their threshold and written by both sides", () => {
    expect(serviceLevel(all, "chat")).toBeGreaterThan(0.75);
    const by = (from: string): number =>
      ofType(all, "cc.contact.message", "chat").filter((event) => event.data.from === from).length;
    expect(by("customer") / by("agent")).toBeGreaterThan(0.8);
    expect(by("customer") / by("agent")).toBeLessThan(1.25);
    expect(by("bot")).toBe(ofType(all, "cc.contact.started", "chat").length);
  });

  test("every queue has contacts, and every agent works", () => {
    for (const { queue, channel } of demo.queues)
      expect(all.some((event) => event.queue === queue && event.channel === channel)).toBe(true);
    expect(new Set(ofType(all, "cc.contact.answered").map((event) => event.agent)).size).toBe(demo.agents.length);
  });
});
