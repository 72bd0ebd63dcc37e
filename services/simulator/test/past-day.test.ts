import { type CanonicalEvent, ContactFolder, compareEvents, FoldEvent } from "@floorwalker/domain";
import { encodeEvent } from "@floorwalker/events";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { daysBehind, type PastDay, pastDay, type ToldDay } from "../src/index.ts";
import { BEGIN, demo } from "./recording.ts";

const HOUR = 3_600_000;
const at = async (): Promise<void> => {};
const told = (day: PastDay, seed = 1): Promise<ToldDay> => pastDay(demo, seed, day, at);
const allOf = ({ agents, contacts }: ToldDay): readonly CanonicalEvent[] => [...agents, ...contacts.flat()];
const bytes = (day: ToldDay): string =>
  allOf(day)
    .map((event) => encodeEvent(event))
    .join("\n");
/** What is counted apart. */
const kindOf = ({ type, data }: CanonicalEvent): string =>
  [type.slice(type.indexOf(".") + 1), data.reason ?? data.kind ?? data.survey, data.callbackOf && "callback"]
    .filter((part) => part !== undefined)
    .join(" ");
const SHOWN = [
  "contact.queued callback",
  "contact.callbackRequested",
  ...["timeout", "overflow", "key", "voicemail"].map((reason) => `contact.flowedOut ${reason}`),
  ...["full", "closed", "empty", "diverted"].map((reason) => `contact.refused ${reason}`),
  ...["blind", "attended"].map((kind) => `contact.transferred ${kind}`),
  ...["escalation", "complaint"].map((kind) => `contact.escalated ${kind}`),
  ...["offered", "answered"].flatMap((what) =>
    ["after-contact", "recommend", "how-easy"].map((survey) => `survey.${what} ${survey}`),
  ),
  ...["held", "notAnswered", "abandoned", "resolved", "reopened", "wrapUpEnded"].map((what) => `contact.${what}`),
];

/** Of the night and a bit of the morning: a whole day takes a second. */
const MORNING: PastDay = { from: Date.UTC(2026, 10, 22, 23), to: Date.UTC(2026, 10, 23, 4), share: 0.35 };

describe("a day of the past, whatever the seed", { timeout: 60_000 }, () => {
  const everyMorning = (law: (day: ToldDay) => void): Promise<void> =>
    fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => law(await told(MORNING, seed))),
      { numRuns: 5 },
    );

  test("is told the same again: ids and all", async () => {
    const first = bytes(await told(MORNING, 7));
    expect(bytes(await told(MORNING, 7))).toBe(first);
    expect(bytes(await told(MORNING, 8))).not.toBe(first);
    const next = { ...MORNING, from: MORNING.from + 24 * HOUR, to: MORNING.to + 24 * HOUR };
    const ids = [...allOf(await told(MORNING, 7)), ...allOf(await told(next, 7))].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("lies within its bounds, and nothing of it reaches beyond: everybody is gone, and every contact over", async () => {
    await everyMorning((day) => {
      const times = allOf(day).map(({ time }) => time);
      expect(Math.min(...times)).toBeGreaterThanOrEqual(MORNING.from);
      expect(Math.max(...times)).toBeLessThan(MORNING.to);
      const planned = day.agents.flatMap(({ data }) => (data.from === undefined ? [] : [data.from, data.to!]));
      expect(planned.length).toBeGreaterThan(10);
      expect(
        planned.map((time) => Date.parse(time)).filter((time) => time < MORNING.from || time > MORNING.to),
      ).toEqual([]);
      const last = new Map(day.agents.map((event) => [event.agent, event.type]));
      expect(last.size).toBeGreaterThan(10);
      expect(new Set(last.values())).toEqual(new Set(["cc.agent.signedOut"]));
      const over = ["ended", "abandoned", "flowedOut", "callbackRequested", "resolved", "wrapUpEnded", "refused"];
      for (const contact of day.contacts) {
        const own = contact.filter(({ type }) => !type.startsWith("cc.survey."));
        expect(over).toContain(own.at(-1)!.type.slice("cc.contact.".length));
      }
    });
  });

  test("tells each contact whole and in one piece, in an order that can be, and no source is heard of", async () => {
    const folder = new ContactFolder();
    const scratch = new FoldEvent();
    const numbers = new Map<string, number>();
    const name = (text: string): number => {
      if (!numbers.has(text)) numbers.set(text, numbers.size + 1);
      return numbers.get(text)!;
    };
    const names = { source: name, queue: name, agent: name, reason: name, label: name };
    await everyMorning((day) => {
      expect(new Set(day.contacts.map(([event]) => event!.contact)).size).toBe(day.contacts.length);
      for (const contact of day.contacts) {
        expect(new Set(contact.map((event) => event.contact)).size).toBe(1);
        folder.reset(contact[0]!.channel ?? "call");
        for (const event of contact.toSorted(compareEvents)) folder.step(scratch.set(event, names));
        expect({ impossible: folder.impossible, unplaced: folder.unplacedSurveys.count }).toEqual({
          impossible: 0,
          unplaced: 0,
        });
      }
      expect(allOf(day).filter(({ type }) => type.startsWith("cc.source."))).toEqual([]);
    });
  });
});

test("eight days and three weeks' same weekday lie behind the demo, to the minute it begins at, in at most 300,000 events", async () => {
  const until = BEGIN + 11 * HOUR;
  const days = daysBehind(8, until, demo.zone);
  expect(days.map(({ from }) => new Date(from).toISOString().slice(5, 13))).toEqual(
    ["10-31T23", "11-07T23", "11-13T23", "11-14T23", "11-15T23", "11-16T23", "11-17T23", "11-18T23", "11-19T23"].concat(
      ["11-20T23", "11-21T23"],
    ),
  );
  expect(days.at(-1)!.to).toBe(until);
  let events = 0;
  const queues = new Map<string, number>();
  const kinds = new Set<string>();
  for (const day of days) {
    const all = allOf(await told(day));
    events += all.length;
    for (const event of all) kinds.add(kindOf(event));
    for (const queue of new Set(all.map((event) => `${event.queue} ${event.channel}`)))
      queues.set(queue, (queues.get(queue) ?? 0) + 1);
  }
  expect(events).toBeGreaterThan(80_000);
  // What is told within a minute and a half, with room to spare.
  expect(events).toBeLessThan(135_000);
  for (const { queue, channel } of demo.queues) expect(queues.get(`${queue} ${channel}`)).toBe(days.length);
  // Of whatever a view shows there is something; only what a centre has that is out of order is not played.
  expect([...kinds]).toEqual(expect.arrayContaining([...SHOWN]));
}, 60_000);

test("begun in the first hour after midnight it has the same weekday as the day that has just begun, else nobody could forecast it", () => {
  const midnight = daysBehind(0, BEGIN, demo.zone)[0]!.from;
  const days = daysBehind(8, midnight - HOUR / 2, demo.zone);
  expect(days.at(-1)).toMatchObject({ to: midnight - HOUR / 2 });
  const noon = daysBehind(8, midnight + 12 * HOUR, demo.zone);
  expect(days.map(({ from }) => from)).toEqual(noon.slice(0, -1).map(({ from }) => from));
});

test("of fewer than seven days behind it the demo has no earlier weeks, and none of no day but today", () => {
  expect(daysBehind(2, BEGIN, demo.zone)).toHaveLength(3);
  expect(daysBehind(0, BEGIN, demo.zone)).toHaveLength(1);
  expect(daysBehind(0, daysBehind(0, BEGIN, demo.zone)[0]!.from, demo.zone)).toEqual([]);
});
