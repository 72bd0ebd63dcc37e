/** Rule 6: whatever lies in the log, the fold goes on; a field that cannot be true costs the field, never the event. */
import type { CanonicalEvent, EventData } from "@floorwalker/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BEGIN, HOUR, SITE } from "../support/src/histories/histories.ts";
import { hostileEvents } from "../support/src/hostile-records.ts";
import { PureOwner } from "../support/src/pure-owner.ts";
import { seeded, withRepeats } from "../support/src/shuffle.ts";
import { T0, tell } from "../support/src/tell.ts";

const DAY = 24 * HOUR;
const SLOW = { timeout: 120_000 };
const RUNS = { numRuns: Number(process.env.PROPERTY_RUNS ?? 80), endOnFailure: true };
const END = BEGIN + 40 * HOUR;

describe("whatever the decoder lets through", () => {
  test("is folded, drafted, restored and reported without an error, live, with crashes and wrong clocks", SLOW, () => {
    const walls = fc.array(fc.integer({ min: -3 * DAY, max: 3 * DAY }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(hostileEvents, walls, fc.integer({ min: 1, max: 20 }), (events, errors, batch) => {
        const owner = new PureOwner({
          sites: [SITE],
          horizonMs: { call: DAY, chat: DAY, email: 30 * DAY },
          retentionMs: 3 * DAY,
          longestKept: 1,
          withViews: true,
        });
        owner.feed(events, {
          batch,
          wall: (commit) => (commit % 3 === 0 ? null : BEGIN + commit * 60_000 + errors[commit % errors.length]!),
          crashAfter: (commit) => commit % 4 === 0,
          appendedAt: () => BEGIN + 9 * HOUR,
        });
        owner
          .tick(END)
          .crash()
          .tick(END + 1);
        const { counters } = owner.report("1h", END).total.site;
        for (const count of Object.values(counters))
          if (typeof count === "number") expect(count).toBeGreaterThanOrEqual(0);
        const { accepted, duplicate, noEffect, unattributed, late, conflict } = owner.outcomes;
        expect(accepted + duplicate + noEffect + unattributed + late + conflict).toBe(events.length);
      }),
      RUNS,
    );
  });

  test("gives the same numbers and bytes in any order, however often it comes", SLOW, () => {
    fc.assert(
      fc.property(hostileEvents, fc.integer(), fc.integer({ min: 1, max: 20 }), (events, chance, batch) => {
        const run = (arriving: readonly CanonicalEvent[], size: number) => {
          const owner = new PureOwner({ sites: [SITE], longestKept: 10_000 }).feed(arriving, { batch: size }).tick(END);
          return { report: owner.report("day", END), bytes: owner.bytes() };
        };
        expect(run(withRepeats(events, 1 / 3, seeded(chance)), batch)).toEqual(run(events, 1000));
      }),
      RUNS,
    );
  });
});

describe("a duration that cannot be", () => {
  const wait = (data: EventData) => {
    const owner = new PureOwner().feed([
      tell(0, "contact.queued"),
      tell(30, "contact.answered", { data, agent: "a1" }),
    ]);
    const { kpis } = owner.tick(T0 + 60_000).report("1h", T0 + HOUR).total.site;
    return { wait: kpis.averageSpeedOfAnswer, badFields: owner.state.takeBadFields().get("here") ?? 0 };
  };

  test.each([
    ["negative", -5],
    ["without end", Number.POSITIVE_INFINITY],
    ["no number", Number.NaN],
    ["longer than 400 days", 400 * DAY + 1],
  ])("because it is %s is left out and counted: the stamps count", (_name, waitMs) => {
    expect(wait({ waitMs, talkMs: 1000 })).toEqual({ wait: 30, badFields: 1 });
  });

  test.each([
    ["of 400 days", 400 * DAY, 400 * 86_400],
    ["with a fraction", 12_000.4, 12],
    ["of nothing", 0, 0],
  ])("is not one %s", (_name, waitMs, seconds) => {
    expect(wait({ waitMs })).toEqual({ wait: seconds, badFields: 0 });
  });
});

describe("an event that names nothing the program knows", () => {
  const stray = { contact: "unheard-of", queue: null };
  const rated = { ...stray, data: { score: 5, scale: "1-5" as const } };
  const site = (owner: PureOwner) => owner.tick(T0 + 600_000).report("1h", T0 + HOUR).total.site;

  test.each(["contact.ended", "contact.held", "survey.answered"])("is unattributed: %s", (type) => {
    const owner = new PureOwner().feed([tell(0, type, { ...rated })]);
    expect(owner.outcomes).toMatchObject({ unattributed: 1, accepted: 0 });
    expect(site(owner).counters).toMatchObject({ offered: 0, answered: 0 });
  });

  test("counts for the site, and for the agent's cell, when it is a survey; in windows and after a crash too", () => {
    const owner = new PureOwner({ withViews: true });
    owner.feed([tell(0, "survey.answered", { ...rated, agent: "a1" })], { wall: () => T0 + 1000 });
    expect(JSON.parse(owner.views.get("site:here")!)).toMatchObject({ "csatCount.5m": 1, "csat.day": 1 });
    expect([...owner.views.keys()].filter((id) => id.startsWith("queue:"))).toEqual([]);
    expect(site(owner.crash()).kpis).toMatchObject({ csatCount: 1, csat: 1 });
  });

  test("belongs to its contact as soon as that is known", () => {
    const queue = { ...stray, queue: "sales" };
    const owner = new PureOwner()
      .feed([tell(30, "survey.answered", rated)], {})
      .tick(T0 + 600_000)
      .crash();
    owner.feed([tell(0, "contact.queued", queue), tell(9, "contact.answered", { ...queue, agent: "a1" })]);
    expect(owner.outcomes).toMatchObject({ unattributed: 1, accepted: 2 });
    const { queues, site: whole } = owner.tick(T0 + 600_000).report("1h", T0 + HOUR).total;
    expect([queues.sales!.call!.kpis.csatCount, whole.kpis.csatCount]).toEqual([1, 1]);
  });

  test("of a contact that was only begun is not one, nor is what names its queue", () => {
    const owner = new PureOwner().feed([
      tell(0, "contact.started", stray),
      tell(9, "contact.ended", stray),
      tell(9, "survey.answered", { ...rated, contact: null, queue: "sales" }),
    ]);
    expect(owner.outcomes).toMatchObject({ unattributed: 0, accepted: 3 });
  });

  test.each([
    ["a contact's event without a channel", tell(0, "contact.queued", { channel: null })],
    ["a contact's event without a contact", tell(0, "contact.queued", { contact: null })],
    ["an agent's event without an agent", tell(0, "agent.signedIn")],
  ])("is %s", (_name, event) => {
    const owner = new PureOwner({ withViews: true })
      .commit([event], T0 + 1000)
      .crash()
      .tick(T0 + 2000);
    expect(owner.outcomes).toMatchObject({ unattributed: 1 });
    expect([...owner.views.keys()].filter((id) => !id.startsWith("s"))).toEqual([]);
  });
});

test("one event dated in 1970 makes no million intervals", () => {
  const owner = new PureOwner().feed([
    tell(-T0 / 1000, "contact.queued", { contact: "old" }),
    tell(-T0 / 1000 + 5, "contact.abandoned", { contact: "old" }),
    tell(0, "contact.queued"),
    tell(5, "agent.signedIn", { agent: "a1" }),
  ]);
  const { intervals, total } = owner.tick(T0 + HOUR).report("15m", T0 + HOUR);
  expect(total.site.counters).toMatchObject({ offered: 2, abandoned: 1, waiting: 1 });
  expect(intervals.map(({ from }) => from)).toEqual([0, ...[0, 1, 2, 3].map((slice) => T0 + slice * 900_000)]);
  expect(total.agents.a1!.states.idle).toBe(3595);
});
