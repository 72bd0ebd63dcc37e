/** Closed contacts outside memory, late and repeated events, one identity with two contents. */
import type { CanonicalEvent } from "@floorwalker/domain";
import { describe, expect, test } from "vitest";
import { PureOwner } from "../support/src/pure-owner.ts";
import { T0, tell } from "../support/src/tell.ts";

const at = (seconds: number): number => T0 + seconds * 1000;
const CALL = [
  tell(0, "contact.queued"),
  tell(12, "contact.answered", { agent: "a1" }),
  tell(72, "contact.ended", { agent: "a1" }),
];
const closed = (): PureOwner => new PureOwner().feed(CALL).tick(at(600));
const counters = (owner: PureOwner) => owner.report("1h", at(600)).total.site.counters;

describe("a contact whose record was written", () => {
  test("is no longer in memory, and its row is gone", () => {
    const owner = closed();
    expect(owner.site().contacts.size).toBe(0);
    expect([...owner.rows.keys()].filter((key) => key.includes("c1") && key.includes("\u001ec\u001e"))).toEqual([]);
    expect(owner.records.size).toBe(1);
  });

  test("comes back for a repeated event, counts nothing twice and leaves again at once", () => {
    const owner = closed();
    const before = owner.bytes();
    owner.commit([CALL[1]!]);
    expect(owner.outcomes.duplicate).toBe(1);
    expect(owner.site().contacts.size).toBe(0);
    expect(owner.bytes()).toBe(before);
  });

  test("comes back for a survey, which counts for its queue and agent", () => {
    const owner = closed().crash();
    owner.commit([tell(500, "survey.answered", { queue: null, data: { score: 2, scale: "1-5" } })]).tick(at(700));
    const { kpis } = owner.report("1h", at(700)).total.queues.sales!.call!;
    expect(kpis).toMatchObject({ csatCount: 1, csat: 0, csatMean: 2 });
    expect(owner.site().contacts.size).toBe(0);
  });

  test("is restated by a late event that changes what happened", () => {
    const owner = closed();
    expect(counters(owner)).toMatchObject({ offered: 1, answered: 1, answeredInThreshold: 1 });
    owner
      .crash()
      .commit([tell(-20, "contact.queued", { queue: "other" }), tell(-1, "contact.flowedOut", { queue: "other" })]);
    expect(counters(owner.tick(at(600)))).toMatchObject({ offered: 2, answered: 1, flowedOut: 1 });
  });

  test("a survey of nobody's contact counts once, however often it comes and whatever was in memory", () => {
    const survey = tell(30, "survey.answered", { contact: null, agent: "a1", data: { score: 9, scale: "0-10" } });
    const owner = closed().commit([survey]).tick(at(600)).crash().commit([survey]).tick(at(600));
    expect(owner.report("1h", at(600)).total.queues.sales!.call!.kpis).toMatchObject({ csatCount: 1, csat: 1 });
    expect(owner.outcomes).toMatchObject({ duplicate: 1, conflict: 0 });
    expect(owner.site().contacts.size).toBe(0);
  });
});

describe("a call that was lost hours ago", () => {
  const HOUR = 3600;
  const horizonMs = { call: 5 * HOUR * 1000, chat: 5 * HOUR * 1000, email: 5 * HOUR * 1000 };
  const restart = tell(3.5 * HOUR, "source.restarted", { channel: null, contact: null, queue: null });
  const lost = [
    tell(0, "contact.queued"),
    tell(0, "contact.answered", { agent: "a1" }),
    // The log goes on without it: lost after 4 h, itself beyond the horizon an hour later.
    ...[1, 3, 5.1, 6.1, 6.2].map((hours) => tell(hours * HOUR, "contact.queued", { contact: `other-${hours}` })),
  ];
  const late = [
    restart,
    tell(1.5 * HOUR, "contact.held", { agent: "a1" }),
    tell(2 * HOUR, "contact.ended", { agent: "a1", data: { talkMs: 60_000 } }),
  ];

  test("and of which a late restart says that it was lost before takes back what it has added, and nothing else", () => {
    const owner = new PureOwner({ horizonMs }).feed(lost, { batch: 1 });
    owner.feed(late, { batch: 1 });
    const inOrder = new PureOwner({ horizonMs }).feed(
      [...lost, ...late].sort((a, b) => a.time - b.time),
      { batch: 1 },
    );
    const numbers = (each: PureOwner) => each.report("1h", at(7 * HOUR)).total.queues;
    expect(numbers(owner)).toEqual(numbers(inOrder));
  });

  test("does so also when it had never been answered", () => {
    const waiting = lost.filter(({ type }) => type !== "cc.contact.answered");
    const abandoned = [
      restart,
      tell(1.5 * HOUR, "contact.notAnswered", { agent: "a1" }),
      tell(2 * HOUR, "contact.abandoned"),
    ];
    const owner = new PureOwner({ horizonMs }).feed([...waiting, ...abandoned], { batch: 1 });
    const inOrder = new PureOwner({ horizonMs }).feed(
      [...waiting, ...abandoned].sort((a, b) => a.time - b.time),
      { batch: 1 },
    );
    const numbers = (each: PureOwner) => each.report("1h", at(7 * HOUR)).total.queues;
    expect(numbers(owner)).toEqual(numbers(inOrder));
  });
});

describe("an event beyond the horizon", () => {
  const horizonMs = { call: 60_000, chat: 60_000, email: 600_000 };

  test("is late, changes no number, and is told apart by channel", () => {
    const owner = new PureOwner({ horizonMs });
    owner.commit([tell(300, "contact.queued", { contact: "c9" })]);
    const before = JSON.stringify(owner.report("1h", at(300) + 1));
    owner.commit([tell(239, "contact.queued")]);
    expect(owner.outcomes).toEqual({
      accepted: 1,
      duplicate: 0,
      noEffect: 0,
      unattributed: 0,
      late: 1,
      conflict: 0,
      refused: 0,
    });
    expect(JSON.stringify(owner.report("1h", at(300) + 1))).toBe(before);
    owner.commit([tell(240, "contact.queued"), tell(239, "contact.queued", { channel: "email" })]);
    expect(owner.outcomes).toEqual({
      accepted: 3,
      duplicate: 0,
      noEffect: 0,
      unattributed: 0,
      late: 1,
      conflict: 0,
      refused: 0,
    });
  });

  const ever = Number.POSITIVE_INFINITY;
  test.each([
    ["one event dated far ahead", 86_400 * 90, () => T0 + 300_000, null],
    ["a log whose clock is hours ahead", 300, () => T0 + 86_400_000, null],
    ["a reader whose clock is days ahead", 300, () => ever, T0 + 3 * 86_400_000],
  ] as const)("is not made late by %s", (_name, newest, appendedAt, wall) => {
    const owner = new PureOwner({ horizonMs });
    owner.commit([tell(300, "contact.queued", { contact: "c9" })], wall, appendedAt);
    owner.commit([tell(newest, "source.heartbeat", { source: "/fast" })], wall, appendedAt).tick(wall ?? T0 + 300_000);
    owner.commit([tell(250, "contact.queued")], wall, appendedAt).crash();
    owner.commit([tell(239, "contact.queued", { contact: "c3" })], wall, appendedAt);
    expect(owner.outcomes).toMatchObject({ accepted: 3, late: 1 });
  });

  test("does not exist in a replay", () => {
    const owner = new PureOwner({ horizonMs: null });
    owner.feed([tell(86_400 * 90, "contact.queued"), tell(0, "contact.queued", { contact: "c2" })]);
    expect(owner.outcomes).toMatchObject({ accepted: 2, late: 0 });
  });

  test("an e-mail an agent worked on for longer than agents are remembered leaves nobody busy for ever", () => {
    const mail = (seconds: number, type: string, data: CanonicalEvent["data"] = {}) =>
      tell(seconds, type, { channel: "email", agent: "a1", data });
    const owner = new PureOwner({ horizonMs: { call: 3_600_000, chat: 3_600_000, email: 30 * 86_400_000 } });
    owner.commit([tell(-10, "agent.signedIn", { agent: "a1" }), mail(0, "contact.answered")], at(0));
    for (let hour = 1; hour <= 30; hour++) owner.tick(at(hour * 3600)).crash();
    expect(owner.site().agents.presence.all).toEqual([0, 1, 0, 0, 0, 0, 0]);
    owner.commit([mail(110_000, "contact.resolved")], at(110_000));
    expect(owner.site().agents.presence.all).toEqual([1, 0, 0, 0, 0, 0, 0]);
    // Told late: work that was over before the agents' horizon began changes no state.
    owner.commit([mail(60, "contact.ended")], at(110_001)).crash();
    owner.commit([mail(50, "contact.answered", {}), mail(111_000, "contact.resolved")], at(111_000));
    expect(owner.site().agents.presence.all).toEqual([1, 0, 0, 0, 0, 0, 0]);
  });
});

describe("one identity with two contents", () => {
  const early = tell(12, "contact.answered", { id: "e1", agent: "a1", recordedTime: 1 });
  const corrected = tell(40, "contact.answered", { id: "e1", agent: "a2", recordedTime: 2 });
  const agentEarly = tell(5, "agent.signedIn", { id: "s1", agent: "a1", recordedTime: 1 });
  const agentCorrected = tell(65, "agent.signedIn", { id: "s1", agent: "a1", recordedTime: 2 });

  test.each([
    ["in one commit", 100, [CALL[0]!, early, corrected, agentEarly, agentCorrected]],
    ["the later first", 100, [corrected, CALL[0]!, early, agentCorrected, agentEarly]],
    ["each after the other was stored", 1, [CALL[0]!, early, agentEarly, corrected, agentCorrected]],
    ["each before the other was stored", 1, [agentCorrected, CALL[0]!, corrected, agentEarly, early]],
  ] as const)("counts the one recorded later: %s", (_name, batch, events) => {
    const owner = new PureOwner().feed(events, { batch, crashAfter: () => batch === 1 }).tick(at(600));
    expect(counters(owner)).toMatchObject({ answered: 1, answeredInThreshold: 0 });
    const { agents } = owner.report("1h", at(600)).total;
    expect(agents.a1).toMatchObject({ answered: 0, states: { idle: 535 } });
    expect(agents.a2).toMatchObject({ answered: 1 });
    expect(owner.losers.map(({ recordedTime }) => recordedTime)).toEqual([1, 1]);
    expect(owner.outcomes.conflict).toBe(2);
  });
});

describe("chat and e-mail", () => {
  const by = (from: "agent" | "bot" | "customer") => ({ from });

  test("a bot's words are no response; the first human's are, once per contact", () => {
    const chat = (seconds: number, type: string, data: CanonicalEvent["data"] = {}) =>
      tell(seconds, type, { channel: "chat", data, agent: "a1" });
    const owner = new PureOwner().feed([
      chat(0, "contact.queued"),
      chat(1, "contact.message", by("bot")),
      chat(30, "contact.answered"),
      chat(42, "contact.message", by("agent")),
      chat(50, "contact.message", by("agent")),
      chat(90, "contact.ended"),
    ]);
    const { kpis } = owner.tick(at(600)).report("1h", at(600)).total.queues.sales!.chat!;
    expect(kpis).toMatchObject({ firstResponseTime: 42, averageSpeedOfAnswer: 30, averageTalkTime: 60 });
  });

  test("an e-mail is answered by its first human reply, not when somebody opens it", () => {
    const mail = (seconds: number, type: string, data: CanonicalEvent["data"] = {}) =>
      tell(seconds, type, { channel: "email", data, agent: "a1" });
    const owner = new PureOwner().feed([mail(0, "contact.queued"), mail(100, "contact.answered")]).tick(at(200));
    const numbers = () => owner.report("1h", at(600)).total.queues.sales!.email!;
    expect(numbers().counters).toMatchObject({ offered: 1, answered: 0, waiting: 1 });
    owner.feed([mail(250, "contact.message", by("agent")), mail(251, "contact.resolved")]).tick(at(600));
    expect(numbers().counters).toMatchObject({ offered: 1, answered: 1, waiting: 0 });
    expect(numbers().kpis).toMatchObject({ averageSpeedOfAnswer: 250, firstResponseTime: 250, averageTalkTime: 151 });
  });
});

test("an event whose other content counted for a while leaves no trace of that", () => {
  const first = tell(0, "contact.queued", { contact: "1", queue: "q1", channel: "email" });
  const later = { ...first, type: "cc.contact.message" as const, queue: null, recordedTime: T0 + 9_000 };
  const at = T0 + 60_000;
  const once = new PureOwner().commit([first, later]).tick(at);
  const twice = new PureOwner().commit([first]).commit([later]).tick(at);
  expect(twice.bytes()).toBe(once.bytes());
});
