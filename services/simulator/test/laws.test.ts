import {
  type CanonicalEvent,
  ContactFolder,
  compareEvents,
  contentOf,
  FoldEvent,
  sameEvent,
} from "@floorwalker/domain";
import { encodeEvent, parseEvent } from "@floorwalker/events";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SCENARIOS } from "../src/index.ts";
import { BEGIN, demo, record } from "./recording.ts";

const bytes = (events: readonly CanonicalEvent[]): string => events.map((event) => encodeEvent(event)).join("\n");

function group<T>(items: readonly T[], key: (item: T) => string | null): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    if (name !== null) groups.set(name, [...(groups.get(name) ?? []), item]);
  }
  return groups;
}

/** Any seed, any scenario, 25 minutes of which 5 are the past. */
const everyRecording = (law: (events: readonly CanonicalEvent[], scenario: string) => void): void => {
  const property = fc.property(fc.integer(), fc.constantFrom(...SCENARIOS), (seed, scenario) =>
    law(record({ seed, scenario, minutes: 25, before: 5 }), scenario),
  );
  fc.assert(property, { numRuns: 12 });
};

describe("whatever the seed and the scenario", { timeout: 60_000 }, () => {
  test("the same seed and run give the same bytes, another seed gives others", () => {
    const first = bytes(record({ seed: 7, minutes: 10 }));
    expect(bytes(record({ seed: 7, minutes: 10 }))).toBe(first);
    expect(bytes(record({ seed: 8, minutes: 10 }))).not.toBe(first);
  });

  test("whoever enters a queue is somebody's contact, the same one's in each queue, and some customers come again", () => {
    const queued = record({ seed: 7, minutes: 30 }).filter(({ type }) => type === "cc.contact.queued");
    const customers = [...group(queued, ({ contact }) => contact).values()].map(
      (all) => new Set(all.map(({ customer }) => customer)),
    );
    for (const told of customers) expect([told.size, told.has(undefined)]).toEqual([1, false]);
    const different = new Set(customers.flatMap((told) => [...told]));
    expect(different.size / customers.length).toBeGreaterThan(0.5);
    expect(different.size).toBeLessThan(customers.length);
  });

  test("ids are unique over the runs of one seed", () => {
    const ids = ["r1", "r2"].flatMap((run) => record({ seed: 7, minutes: 10, run }).map((event) => event.id));
    expect(new Set(ids).size).toBe(ids.length);
    const contacts = ["r1", "r2"].map(
      (run) => new Set(record({ seed: 7, minutes: 10, run }).map((event) => event.contact)),
    );
    expect([...contacts[0]!].filter((contact) => contact !== null && contacts[1]!.has(contact))).toEqual([]);
  });

  test("events come in the order of time, but for a source that was silent", () => {
    everyRecording((events, scenario) => {
      let last = BEGIN;
      for (const event of events) {
        if (event.recordedTime === null) {
          expect(event.time).toBeGreaterThanOrEqual(last);
          last = event.time;
        } else {
          expect(scenario).toBe("outage");
          expect(event.time).toBeLessThan(event.recordedTime);
        }
      }
    });
  });

  test("what is scheduled is still to come when it is told: a start says nothing of what was worked before it", () => {
    everyRecording((events) => {
      const plans = events.filter(({ type }) => type === "cc.agent.scheduled");
      expect(plans.length).toBeGreaterThan(0);
      expect(plans.filter(({ time, data }) => Date.parse(data.from!) < time)).toEqual([]);
    });
  });

  test("every event is a valid canonical event and survives the wire unchanged", () => {
    everyRecording((events) => {
      const changed = events.filter((event) => {
        const parsed = parseEvent(JSON.parse(encodeEvent(event)));
        return !parsed.ok || contentOf(parsed.event) !== contentOf(event) || !sameEvent(parsed.event, event);
      });
      expect(changed).toEqual([]);
    });
  });

  test("no contact's events are in an order that cannot be", () => {
    const folder = new ContactFolder();
    const scratch = new FoldEvent();
    const numbers = new Map<string, number>();
    const name = (text: string): number => {
      if (!numbers.has(text)) numbers.set(text, numbers.size + 1);
      return numbers.get(text)!;
    };
    const names = { source: name, queue: name, agent: name, reason: name, label: name };
    everyRecording((events) => {
      for (const [contact, own] of group(events, (event) => event.contact)) {
        const stored = own.toSorted(compareEvents);
        folder.reset(stored[0]!.channel ?? "call");
        for (const event of stored) folder.step(scratch.set(event, names));
        expect({ contact, impossible: folder.impossible, unplaced: folder.unplacedSurveys.count }).toEqual({
          contact,
          impossible: 0,
          unplaced: 0,
        });
      }
    });
  });

  test("whoever is answered was queued in that queue before, and a segment leaves its queue once and ends once", () => {
    everyRecording((events) => {
      const segments = group(events, (event) => (event.segment === null ? null : `${event.contact}/${event.segment}`));
      for (const own of segments.values()) {
        const types = own.toSorted(compareEvents).map((event) => event.type);
        const count = (...wanted: string[]): number => types.filter((type) => wanted.includes(type)).length;
        expect(new Set(own.map((event) => event.queue)).size).toBe(1);
        if (types.includes("cc.contact.answered")) expect(types[0]).toBe("cc.contact.queued");
        expect(
          count("cc.contact.answered", "cc.contact.abandoned", "cc.contact.flowedOut", "cc.contact.callbackRequested"),
        ).toBeLessThanOrEqual(1);
        if (own[0]!.channel !== "email")
          expect(count("cc.contact.ended", "cc.contact.transferred")).toBeLessThanOrEqual(1);
      }
    });
  });

  test("an agent has one call or e-mail at a time and at most three chats, signed in and not paused when work comes", () => {
    everyRecording((events) => {
      const open = new Map<string, Set<string>>();
      const duty = new Map<string, string>();
      for (const event of events.toSorted((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1))) {
        const { agent, contact, type } = event;
        // Who hung up while it rang names no agent: the phone just stops.
        if (type === "cc.contact.abandoned") for (const own of open.values()) own.delete(contact!);
        if (agent === null) continue;
        const own = open.get(agent) ?? new Set();
        open.set(agent, own);
        if (type === "cc.agent.signedIn") duty.set(agent, "idle");
        if (type === "cc.agent.signedOut") duty.set(agent, "off");
        if (type === "cc.agent.stateChanged") duty.set(agent, event.data.state!);
        if (type === "cc.agent.stateChanged" || type === "cc.agent.signedOut") expect(own.size).toBe(0);
        if (type === "cc.contact.alerted" || (type === "cc.contact.answered" && event.channel === "chat")) {
          expect(duty.get(agent)).toBe("idle");
          own.add(contact!);
          expect(own.size).toBeLessThanOrEqual(event.channel === "chat" ? 3 : 1);
        }
        const gone = ["cc.contact.notAnswered", "cc.contact.wrapUpEnded", "cc.contact.resolved"];
        if (gone.includes(type) || (type === "cc.contact.ended" && event.channel === "chat")) own.delete(contact!);
      }
    });
  });

  test("each source beats every ten seconds, except in the outage", () => {
    everyRecording((events, scenario) => {
      const beats = group(
        events.filter((event) => event.type === "cc.source.heartbeat"),
        (event) => event.source,
      );
      expect([...beats.keys()].sort()).toEqual(["/acd/demo", "/chat/demo", "/mail/demo", "/survey/demo"]);
      for (const [source, own] of beats) {
        const gaps = own.slice(1).map((event, index) => event.time - own[index]!.time);
        const longest = Math.max(...gaps);
        if (scenario === "outage" && source === "/acd/demo") expect(longest).toBe(190_000);
        else expect(longest).toBe(10_000);
        expect(Math.min(...gaps)).toBe(10_000);
      }
    });
  });

  test("a run begins by saying that its sources restarted and that everyone is signed out, before anyone signs in", () => {
    const events = record({ seed: 1, minutes: 2 });
    const first = events.slice(
      0,
      events.findIndex((event) => event.type === "cc.agent.signedIn"),
    );
    const out = first.filter((event) => event.type === "cc.agent.signedOut").map((event) => event.agent);
    expect(new Set(out)).toEqual(new Set(demo.agents.map((agent) => agent.agent)));
    expect(events.slice(0, 4).map((event) => event.type)).toEqual(new Array(4).fill("cc.source.restarted"));
    expect(events.slice(0, 4).every((event) => event.time === BEGIN)).toBe(true);
    const known = new Set(demo.agents.map((agent) => agent.agent));
    expect(events.every((event) => event.agent === null || known.has(event.agent))).toBe(true);
  });
});
