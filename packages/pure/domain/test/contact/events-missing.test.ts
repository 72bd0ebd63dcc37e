/** What the rest means where a source left something out, or tells it late: found by random histories of which events were dropped. */
import { describe, expect, test } from "vitest";
import { tell, told } from "./told.ts";

const sales = { queue: "sales" } as const;
const mail = { channel: "email", queue: "mail" } as const;
const web = { channel: "chat", queue: "web" } as const;
const HOUR = 3_600;

test.each(["contact.abandoned", "contact.flowedOut"])(
  "a talk that is over ends no second time by %s, and one left behind long ago is not stretched to it",
  (type) => {
    const { added, work } = told([
      tell(0, "contact.queued", sales),
      tell(10, "contact.answered", { ...sales, agent: "ann" }),
      tell(100, "contact.answered", { ...sales, agent: "bob" }),
      tell(160, "contact.transferred", { ...sales, agent: "bob" }),
      tell(500, type, sales),
    ]);
    expect(added).toMatchObject({ sales: { answered: 1, talkTime: 150_000 }, "@bob": { talkTime: 60_000 } });
    expect(work).toEqual([
      { agent: "ann", kind: "onContact", from: 10, to: 100 },
      { agent: "bob", kind: "onContact", from: 100, to: 160 },
    ]);
  },
);

test("an end tells an answer nobody told of; an `answered` within five minutes of it is that answer, a later one another stay's", () => {
  const ended = tell(60, "contact.ended", { ...sales, agent: "ann", data: { talkMs: 45_000 } });
  const answered = (second: number) =>
    tell(second, "contact.answered", { ...sales, agent: "ann", data: { waitMs: 12_000 } });
  expect(told([ended, answered(360)]).added.sales).toMatchObject({ offered: 1, answered: 1, answeredWait: 12_000 });
  expect(told([ended, answered(361)], { asOf: 400 }).added.sales).toMatchObject({ offered: 2, answered: 2 });
});

test("an `answered` within five minutes of an end that named nobody tells whose answer it was", () => {
  const { added } = told([
    tell(60, "contact.ended", { ...sales, data: { talkMs: 45_000, by: "agent" } }),
    tell(61, "contact.answered", { ...sales, agent: "ann" }),
  ]);
  expect(added).toMatchObject({ sales: { offered: 1, answered: 1 }, "@ann": { answered: 1, talkTime: 45_000 } });
});

describe("a mail that two had is an answer of the one who wrote", () => {
  const queued = tell(0, "contact.queued", mail);
  const wrote = (agent: string) => tell(600, "contact.message", { ...mail, agent, data: { from: "agent" } });

  test("also where the other one ends it in that second", () => {
    const { added } = told([
      queued,
      tell(60, "contact.answered", { ...mail, agent: "ann" }),
      wrote("bob"),
      tell(600, "contact.ended", { ...mail, agent: "ann" }),
    ]);
    expect([added["@ann"]!.answered, added["@bob"]!.answered]).toEqual([undefined, 1]);
  });

  test("also where another one takes it in that second, and the first ends his part of it", () => {
    const { added } = told([
      queued,
      tell(60, "contact.answered", { ...mail, agent: "ann" }),
      { ...wrote("ann"), sequence: 1 },
      tell(600, "contact.answered", { ...mail, agent: "bob", sequence: 2 }),
      tell(600, "contact.ended", { ...mail, agent: "ann", sequence: 3 }),
    ]);
    expect(added["@ann"]).toMatchObject({ answered: 1, talkTime: 540_000 });
  });
});

test("wrap-up that lasts no time and begins later than the talk ended is over when it begins", () => {
  const ended = [
    tell(0, "contact.queued", sales),
    tell(10, "contact.answered", { ...sales, agent: "ann" }),
    tell(60, "contact.ended", { ...sales, agent: "ann", data: { wrapUpMs: 0 } }),
  ];
  const began = tell(90, "contact.wrapUpStarted", { ...sales, agent: "ann" });
  const handled = (at: number) => expect.arrayContaining([expect.stringMatching(`^${at} \\d+ 1$`)]);
  expect(told(ended).calls).not.toEqual(handled(began.time));
  expect(told([...ended, began]).calls).toEqual(handled(began.time));
});

describe("a contact that was resolved and is opened again", () => {
  const reopened = tell(HOUR, "contact.reopened", web);

  test("is so although one of its stays waits, and the one that the resolution alone told of is no second life", () => {
    const { added } = told([
      tell(0, "contact.queued", { ...web, segment: "1" }),
      tell(60, "contact.resolved", { ...web, segment: "2", agent: "ann", data: { talkMs: 9_000 } }),
      { ...reopened, segment: "2" },
    ]);
    expect(added.web).toMatchObject({ offered: 2 });
    expect(added.web!.reopened).toBeUndefined();
  });

  test("keeps the response that was given in that stay before anybody said that it was reopened", () => {
    const wrote = (second: number) =>
      tell(second, "contact.message", { ...web, agent: "ann", data: { from: "agent" } });
    const { added } = told([
      tell(0, "contact.resolved", { channel: "chat", queue: null }),
      tell(100, "contact.queued", web),
      tell(110, "contact.answered", { ...web, agent: "ann" }),
      wrote(140),
      reopened,
      wrote(HOUR + 30),
    ]);
    expect(added.web).toMatchObject({ offered: 1, reopened: 1, firstResponses: 1, firstResponseTime: 40_000 });
  });
});

test("what an agent does in a contact that he began is his time and in no number, also where he hands it on", () => {
  const { added, work } = told([
    tell(0, "contact.queued", { ...web, sequence: 1 }),
    tell(0, "contact.answered", { ...web, agent: "ann", sequence: 2 }),
    tell(0, "contact.transferred", { ...web, agent: "ann", sequence: 3 }),
    tell(0, "contact.message", { ...web, agent: "ann", data: { from: "agent" }, sequence: 4 }),
    tell(9, "contact.answered", { ...web, agent: "bob" }),
    tell(90, "contact.ended", { ...web, agent: "bob" }),
  ]);
  expect(Object.values(added).flatMap((counters) => Object.keys(counters))).toEqual([]);
  expect(work).toContainEqual({ agent: "bob", kind: "onContact", from: 9, to: 90 });
});
