import { type CanonicalEvent, type KpiRule, unconfiguredSite } from "@floorwalker/domain";
import { describe, expect, test } from "vitest";
import { BEGIN, demo, MINUTE, record, threshold } from "./recording.ts";

const LIVE = BEGIN + 60 * MINUTE;

/** Callers of a queue who wait past its threshold at a moment. */
function waitingTooLong(events: readonly CanonicalEvent[], queue: string, at: number): number {
  const waiting = new Map<string, number>();
  for (const event of events) {
    if (event.time > at) break;
    if (event.queue !== queue || event.channel !== "call") continue;
    if (event.type === "cc.contact.queued") waiting.set(event.contact!, event.time);
    if (["answered", "abandoned", "flowedOut", "callbackRequested"].includes(event.type.slice("cc.contact.".length)))
      waiting.delete(event.contact!);
  }
  const limit = demo.queues.find((config) => config.queue === queue && config.channel === "call")!.thresholdMs;
  return [...waiting.values()].filter((since) => at - since > limit).length;
}

const [rule] = demo.rules.filter((each) => each.kind === "kpi") as [KpiRule];

/** As the rule reads it, but for those who still wait: segments finished in the 15 min before, without short abandons; null below the minimum sample. */
function levelOfRule(events: readonly CanonicalEvent[], at: number): number | null {
  const recent = events.filter(
    (event) =>
      event.time <= at && event.time > at - 15 * MINUTE && event.queue === rule.queue && event.channel === "call",
  );
  if (recent.filter((event) => event.type === "cc.contact.queued").length < rule.minimumSample) return null;
  const answered = recent.filter((event) => event.type === "cc.contact.answered");
  const inTime = answered.filter((event) => event.data.waitMs! <= threshold(event));
  const lost = recent.filter((event) => event.type === "cc.contact.abandoned" && event.data.waitMs! > 5_000);
  return inTime.length / (answered.length + lost.length);
}

describe("the scripted breach", { timeout: 60_000 }, () => {
  const seeds = [1, 2, 3, 4, 5, 6, 7, 8];

  test.each(seeds)("makes the waits of one queue rise around minute three and fall again (seed %i)", (seed) => {
    const events = record({ seed, scenario: "sla-breach", minutes: 75, before: 60 });
    expect(waitingTooLong(events, rule.queue!, LIVE)).toBeLessThanOrEqual(1);
    const peak = Math.max(
      ...[2, 2.25, 2.5, 2.75, 3].map((minute) => waitingTooLong(events, rule.queue!, LIVE + minute * MINUTE)),
    );
    expect(peak).toBeGreaterThanOrEqual(5);
    expect(waitingTooLong(events, rule.queue!, LIVE + 12 * MINUTE)).toBeLessThanOrEqual(1);
  });

  test.each(seeds)("takes the configured rule from good to firing to resolved (seed %i)", (seed) => {
    const events = record({ seed, scenario: "sla-breach", minutes: 90, before: 60 });
    const at = (minute: number): number | null => levelOfRule(events, LIVE + minute * MINUTE);
    for (const minute of [0, 0.5, 1]) expect(at(minute) ?? 1).toBeGreaterThan(rule.limit);
    for (const minute of [4.5, 5, 6]) expect(at(minute) ?? 1).toBeLessThan(rule.limit);
    for (const minute of [25, 26]) expect(at(minute) ?? 1).toBeGreaterThanOrEqual(rule.clear);
  });

  test("an ordinary day has no such breach at that minute", () => {
    const calm = seeds.map((seed) => {
      const events = record({ seed, minutes: 65, before: 60 });
      return waitingTooLong(events, rule.queue!, LIVE + 2.75 * MINUTE);
    });
    expect(calm.filter((waiting) => waiting >= 5).length).toBeLessThanOrEqual(1);
  });
});

test("the morning peak drowns a staff that does not grow with it", () => {
  const events = record({ seed: 3, scenario: "morning-peak", minutes: 150 });
  const late = (from: number, to: number): number => {
    const answered = events.filter(
      (event) =>
        event.type === "cc.contact.answered" &&
        event.channel === "call" &&
        event.time >= BEGIN + from * MINUTE &&
        event.time < BEGIN + to * MINUTE,
    );
    return answered.filter((event) => event.data.waitMs! > threshold(event)).length / answered.length;
  };
  expect(late(0, 30)).toBeLessThan(0.15);
  expect(late(90, 150)).toBeGreaterThan(0.3);
});

describe("the outage of the phone system", () => {
  const events = record({ seed: 5, scenario: "outage", minutes: 75, before: 60 });
  const [silent, back] = [LIVE + 3 * MINUTE, LIVE + 6 * MINUTE];
  const acd = events.filter((event) => event.source === "/acd/demo");
  const told = (event: CanonicalEvent): number => event.recordedTime ?? event.time;

  test("is three minutes without a word from it, while the others go on", () => {
    expect(acd.filter((event) => told(event) >= silent && told(event) < back)).toEqual([]);
    expect(
      events.filter((event) => event.source === "/chat/demo" && event.time >= silent && event.time < back).length,
    ).toBeGreaterThan(18);
  });

  test("is followed by a burst of what happened, some of it later still, without the heartbeats", () => {
    const late = acd.filter((event) => event.time >= silent && event.time < back);
    expect(late.length).toBeGreaterThan(100);
    expect(late.every((event) => event.recordedTime !== null && event.type !== "cc.source.heartbeat")).toBe(true);
    const inBurst = late.filter((event) => told(event) < back + 5_000).length / late.length;
    expect(inBurst).toBeGreaterThan(0.8);
    expect(inBurst).toBeLessThan(1);
  });

  test("tells everything in the order of telling", () => {
    const times = events.map(told);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });
});

test("a site that nobody configured says only that its tools are there", () => {
  const events = record({ seed: 1, minutes: 10, site: unconfiguredSite("empty") });
  expect(new Set(events.map((event) => event.type))).toEqual(new Set(["cc.source.restarted", "cc.source.heartbeat"]));
});

test("a site with queues and without agents gets some, and lives", () => {
  const events = record({ seed: 1, minutes: 30, site: { ...demo, agents: [], teams: [] } });
  expect(events.filter((event) => event.type === "cc.contact.answered").length).toBeGreaterThan(100);
});
