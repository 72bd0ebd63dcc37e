/** Contacts that have left memory, as they are told: in the order in which they left, whoever crashes, and what is listed of them. */
import { type CanonicalEvent, type ContactFacts, type EventType, unconfiguredSite } from "@floorwalker/domain";
import { isFactRow, listedSince } from "@floorwalker/stream";
import { expect, test } from "vitest";
import { PureOwner, type PureOwnerOptions } from "../support/src/pure-owner.ts";

const T0 = Date.parse("2026-11-29T09:00:00Z");
const SITE = unconfiguredSite("here");
const HOUR = 3_600_000;
const HORIZON = { call: 24 * HOUR, chat: 24 * HOUR, email: 720 * HOUR };

const tell = (
  contact: string,
  second: number,
  type: EventType,
  more: Partial<CanonicalEvent> = {},
): CanonicalEvent => ({
  id: `${contact} ${second} ${type}`,
  source: "/acd",
  type,
  time: T0 + second * 1_000,
  recordedTime: null,
  site: SITE.id,
  channel: "call",
  contact,
  segment: null,
  queue: "sales",
  agent: null,
  data: {},
  ...more,
});

/** Answered after ten seconds, over after a minute. */
const call = (contact: string, second: number): CanonicalEvent[] => [
  tell(contact, second, "cc.contact.queued"),
  tell(contact, second + 10, "cc.contact.answered", { agent: "ann" }),
  tell(contact, second + 60, "cc.contact.ended", { agent: "ann" }),
];

const ownerOf = (options: PureOwnerOptions = {}): PureOwner =>
  new PureOwner({ sites: [SITE], horizonMs: HORIZON, graceMs: 60_000, tellsFacts: true, ...options });
const at = (second: number): number => T0 + second * 1_000;

/** All that is due, acknowledged. */
function told(owner: PureOwner, most = 100): ContactFacts[] {
  const all: ContactFacts[] = [];
  for (let portion = owner.takeFacts(most); portion !== null; portion = owner.takeFacts(most)) {
    all.push(...portion.facts);
    portion.acknowledge();
  }
  return all;
}

const names = (facts: readonly ContactFacts[]): string[] => facts.map(({ name }) => name);
const factRows = (owner: PureOwner) => [...owner.rows].filter(([key]) => isFactRow(key));

test("a contact is told once it has left memory, with what it came to and every amount it has added", () => {
  const owner = ownerOf();
  owner.commit(call("c-1", 0));
  expect(told(owner)).toEqual([]);
  owner.tick(at(300));
  const [facts, ...others] = told(owner);
  expect(others).toEqual([]);
  expect(facts).toMatchObject({
    site: "here",
    channel: "call",
    name: "c-1",
    contact: "c-1",
    leftAt: at(300),
    first: true,
    toldFrom: null,
    from: at(0),
    to: at(60),
    facts: [{ queue: "sales", outcome: "answered", waitMs: 10_000, talkMs: 50_000, agent: "ann", inTime: true }],
  });
  const amounts = facts!.added.flatMap(({ queue, agent, amounts: all }) =>
    all.map(([counter, time, amount]) => [agent ?? queue, counter, time - T0, amount]),
  );
  expect(amounts).toContainEqual(["sales", "offered", 0, 1]);
  expect(amounts).toContainEqual(["sales", "answeredWait", 10_000, 10_000]);
  expect(amounts).toContainEqual(["ann", "answered", 10_000, 1]);
  expect(amounts).toContainEqual(["ann", "talkTime", 60_000, 50_000]);
});

test("what comes late of a contact is told with a later version; one that came back and is open is told when it leaves again", () => {
  const owner = ownerOf();
  owner.commit(call("c-1", 0)).tick(at(300));
  const [first] = told(owner);
  owner.commit([tell("c-1", 100, "cc.survey.answered", { data: { survey: "s", score: 5 } })], at(301)).tick(at(600));
  const [second] = told(owner);
  expect([first!.first, second!.first]).toEqual([true, false]);
  expect(second!.name).toBe("c-1");
  expect(second!.version.sequence).toBeGreaterThan(first!.version.sequence);
  expect(second!.to).toBe(at(100));
  // A copy of what is known says nothing new.
  owner.commit(call("c-1", 0).slice(0, 1), at(601)).tick(at(900));
  expect(told(owner)).toEqual([]);
});

test("L1 whoever crashes before the log has a contact, it is told by the next owner, in the order in which they left", () => {
  const owner = ownerOf();
  for (let index = 0; index < 5; index++) owner.commit(call(`c-${index}`, index * 100)).tick(at(index * 100 + 300));
  const first = owner.takeFacts(2)!;
  const second = owner.takeFacts(2)!;
  expect(names([...first.facts, ...second.facts])).toEqual(["c-0", "c-1", "c-2", "c-3"]);
  first.acknowledge();
  owner.tick(at(701)).commit(call("d", 701)).crash();
  owner.tick(at(1_000));
  const after = names(told(owner));
  expect(after.slice(0, 3)).toEqual(["c-2", "c-3", "c-4"]);
  expect(after).toContain("d");
  owner.commit(call("e", 1_001)).crash();
  expect(told(owner)).toEqual([]);
});

test("L3 the newest lists stay when the log has them, older ones go, and whether any are missing can be seen", () => {
  const owner = ownerOf();
  const versions: ContactFacts["version"][] = [];
  for (let step = 0; step < 60; step++) {
    const calls = Array.from({ length: 10 }, (_, index) => call(`c-${step}-${index}`, step * 300)).flat();
    owner.commit(calls).tick(at(step * 300 + 200));
    versions.push(told(owner).at(-1)!.version);
  }
  owner.commit(call("last", 60 * 300));
  const rows = factRows(owner);
  // The cursor, and lists of 256 contacts and those of the list that they begin in.
  expect(rows.length).toBe(1 + 26);
  expect(listedSince(versions.at(-1)!, rows)?.size).toBe(10);
  expect(listedSince(versions[50]!, rows)?.size).toBe(100);
  expect(listedSince(versions[10]!, rows)).toBe(null);
  expect(listedSince({ epoch: 9, sequence: 0 }, rows)?.size).toBe(0);
});

test("L3 while nothing was dropped whoever keeps nothing yet finds all; an owner that tells none has no list to look at", () => {
  const owner = ownerOf();
  owner.commit(call("c-1", 0)).tick(at(300));
  expect([...listedSince({ epoch: 0, sequence: 0 }, factRows(owner))!]).toEqual(["call\u001fc-1"]);
  expect(listedSince({ epoch: 0, sequence: 0 }, [])).toBe(null);
});

test("L4 of a log that has lost its beginning nobody is told who may have begun before it", () => {
  const owner = ownerOf();
  owner.state.logBegan(T0);
  owner.commit([...call("c-1", 0), tell("m", 5, "cc.contact.abandoned", { channel: "email", queue: "mail" })]);
  owner.commit([], at(300));
  expect(told(owner)).toEqual([]);
  owner.commit(call("c-2", 24 * 3_600)).tick(at(24 * 3_600 + 300));
  expect(told(owner).map(({ name, first, toldFrom }) => [name, first, toldFrom])).toEqual([["c-2", false, at(300)]]);
});

test("a state of a program that told no facts begins with those that leave from then on, and says since when", () => {
  const owner = ownerOf({ tellsFacts: false });
  owner.commit(call("c-1", 0)).tick(at(300));
  const rows = [...owner.rows];
  const records = [...owner.records].flatMap(([place, held]) =>
    [...held].map(([key, { value }]) => [place, key, value] as const),
  );
  const next = PureOwner.restored(
    { sites: [SITE], horizonMs: HORIZON, graceMs: 60_000, tellsFacts: true },
    rows,
    records,
  );
  next.commit(call("c-2", 2 * 24 * 3_600)).tick(at(2 * 24 * 3_600 + 300));
  expect(told(next).map(({ name, toldFrom }) => [name, toldFrom])).toEqual([["c-2", at(300)]]);
  const off = PureOwner.restored({ sites: [SITE], horizonMs: HORIZON, graceMs: 60_000 }, next.rows, []);
  off.commit(call("c-3", 2 * 24 * 3_600 + 400));
  expect(factRows(off)).toEqual([]);
});

test("a call that turns out to be another's takes back what was told of it: nothing is left under its own name", () => {
  const owner = ownerOf();
  const talk = { agent: "ann", queue: "sales" };
  owner.commit([
    tell("one", 0, "cc.contact.queued"),
    tell("one", 10, "cc.contact.answered", { agent: "ann" }),
    tell("two", 70, "cc.contact.ended", { ...talk, data: { talkMs: 60_000, waitMs: 10_000 } }),
  ]);
  owner.tick(at(6 * 3_600));
  const facts = told(owner);
  const latest = new Map(facts.map((each) => [each.name, each]));
  const offered = [...latest.values()].flatMap(({ added }) =>
    added.flatMap(({ agent, amounts }) => (agent === null ? amounts.filter(([counter]) => counter === "offered") : [])),
  );
  expect(offered).toHaveLength(1);
});
