/**
 * What a manager wants to hear of one by one: escalations, complaints, callbacks asked for and done, low scores. On every channel, live and
 * in a replay, in any order, repeated and over crashes, the numbers are those told by hand, the oracle's, and as many as the contacts that
 * are listed behind them.
 */
import {
  agentCell,
  type CanonicalEvent,
  type Channel,
  type EventData,
  queueCell,
  SITE_CELL,
  unconfiguredSite,
} from "@floorwalker/domain";
import type { ListedOutcome } from "@floorwalker/stream";
import { describe, expect, test } from "vitest";
import { differences } from "../support/src/compare-with-oracle.ts";
import { StoredNumbers } from "../support/src/explain-stored.ts";
import { Oracle } from "../support/src/oracle/oracle.ts";
import { PureOwner } from "../support/src/pure-owner.ts";
import { seeded, withRepeats } from "../support/src/shuffle.ts";
import { T0, tell } from "../support/src/tell.ts";

const SITE = {
  ...unconfiguredSite("here"),
  // Rows are of now: nobody expects to hear of the sources.
  sources: ["/acd", "/survey"].map((source) => ({ source, silentAfterMs: null })),
};
const AS_OF = T0 + 3_600_000;
const ORDERS = 10;
/** The worst answer but one, on each scale. */
const LOW: readonly EventData[] = [
  { score: 2, scale: "1-5" },
  { score: 2, scale: "1-7" },
  { score: 1, scale: "0-10" },
  { score: 0, scale: "thumbs" },
];

function told(channel: Channel): CanonicalEvent[] {
  const of = (seconds: number, type: string, contact: string, rest: Partial<CanonicalEvent> = {}) =>
    tell(seconds, type, { channel, contact, ...rest });
  const answer = (seconds: number, contact: string) =>
    channel === "call"
      ? of(seconds, "contact.answered", contact, { agent: "ann" })
      : of(seconds, "contact.message", contact, { agent: "ann", data: { from: "agent" } });
  const over = channel === "email" ? "contact.resolved" : "contact.ended";
  return [
    tell(0, "agent.signedIn", { agent: "ann" }),
    // Two ask to be called back; one of them is, and complains when he is; the other one only rings in vain.
    of(0, "contact.queued", "asks"),
    of(30, "contact.callbackRequested", "asks"),
    of(1, "contact.queued", "asks too"),
    of(40, "contact.flowedOut", "asks too", { data: { reason: "callback" } }),
    of(600, "contact.queued", "is called", { data: { callbackOf: "asks" } }),
    answer(605, "is called"),
    of(640, "contact.escalated", "is called", { agent: "ann", data: { kind: "complaint" } }),
    of(700, over, "is called", { agent: "ann" }),
    of(610, "contact.queued", "is not reached", { data: { callbackOf: "asks too" } }),
    of(650, "contact.abandoned", "is not reached"),
    // One who waits is escalated, another one twice: by who has it, and when it is over.
    of(800, "contact.queued", "waits"),
    of(900, "contact.escalated", "waits", { data: {} }),
    of(1000, "contact.queued", "twice"),
    answer(1010, "twice"),
    of(1050, "contact.escalated", "twice", { agent: "ann", data: { kind: "escalation" } }),
    of(1100, over, "twice", { agent: "ann" }),
    of(1200, "contact.escalated", "twice"),
    ...LOW.flatMap((data, index) => {
      const contact = `rates ${index}`;
      const at = 1300 + 100 * index;
      return [
        of(at, "contact.queued", contact),
        answer(at + 5, contact),
        of(at + 50, over, contact, { agent: "ann" }),
        of(at + 60, "survey.answered", contact, { source: "/survey", queue: null, data }),
      ];
    }),
    // The last answer counts: it was low, and is put right.
    of(1310, "survey.answered", "twice", { source: "/survey", queue: null, data: { score: 1 } }),
    of(1320, "survey.answered", "twice", { source: "/survey", queue: null, data: { score: 5 } }),
  ];
}

const BY_HAND = { callbacksRequested: 2, callbacksDone: 1, escalated: 3, complaints: 1, lowScores: 4, csatCount: 5 };
const LISTED: Readonly<Partial<Record<ListedOutcome, readonly string[]>>> = {
  escalated: ["twice", "waits"],
  complained: ["is called"],
  lowScore: ["rates 0", "rates 1", "rates 2", "rates 3"],
};
/** Whoever has it, or had it last. */
const OF_ANN = { escalated: 2, complaints: 1, lowScores: 4 };

const shown = (owner: PureOwner, id: string) => JSON.parse(owner.views.get(id)!) as Record<string, unknown>;
const ofDay = (numbers: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(numbers).map(([id, value]) => [`${id}.day`, value]));

describe.each<Channel>(["call", "chat", "email"])("on the channel %s", (channel) => {
  const events = told(channel);

  test("the oracle counts what was told by hand", () => {
    const oracle = new Oracle({ events, site: SITE, attribution: "outcome", asOf: AS_OF });
    expect(oracle.numbers([`sales ${channel}`], T0, AS_OF)).toMatchObject(BY_HAND);
    expect(oracle.agent("ann", T0, AS_OF)).toMatchObject(OF_ANN);
  });

  test.each([1, 5, 100])(
    "%i at a time, in any order, live, in a replay and in the lists behind",
    { timeout: 60_000 },
    (batch) => {
      for (let seed = 0; seed < ORDERS; seed++) {
        const random = seeded(seed * 1000 + batch);
        const live = new PureOwner({ sites: [SITE], withViews: true });
        live.feed(withRepeats(events, 1 / 4, random), { batch, crashAfter: () => random() < 0.1 }).tick(AS_OF);
        for (const id of [`queue:here:sales:${channel}`, "site:here"])
          expect(shown(live, id), `${id} ${seed}`).toMatchObject(ofDay(BY_HAND));
        expect(shown(live, "agent:here:ann")).toMatchObject(ofDay(OF_ANN));
        const numbers = new StoredNumbers(live, SITE, "outcome");
        for (const [outcome, contacts] of Object.entries(LISTED))
          for (const cell of [SITE_CELL, queueCell("sales", channel)]) {
            const listed = numbers.list(outcome as ListedOutcome, { cell, from: T0, to: AS_OF, live: true });
            expect(listed, outcome).toHaveLength(contacts.length);
            expect(new Set(listed.map(({ contact }) => contact)), `${outcome} ${seed}`).toEqual(new Set(contacts));
          }
        for (const [kpi, value] of Object.entries(OF_ANN))
          expect(numbers.explain(kpi, { cell: agentCell("ann"), from: T0, to: AS_OF, live: true }).value).toBe(value);
      }
      const replayed = new PureOwner({ sites: [SITE] });
      replayed.feed(events, { batch }).tick(AS_OF);
      expect(
        differences(replayed.report("1h", AS_OF), { events, site: SITE, attribution: "outcome", asOf: AS_OF }),
      ).toEqual([]);
    },
  );
});
