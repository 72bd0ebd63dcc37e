/** Sums that must come out whatever the sources send, and the simulated centre against the oracle. */
import type { Attribution } from "@floorwalker/domain";
import { demoConfiguration } from "@floorwalker/runtime";
import { generate, SCENARIOS } from "@floorwalker/simulator";
import type { NumbersReport, SiteReport, SpanReport } from "@floorwalker/stream";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differences } from "../support/src/compare-with-oracle.ts";
import { BEGIN, HOUR, plausible, SITE } from "../support/src/histories/histories.ts";
import { anything } from "../support/src/impossible-histories.ts";
import { PureOwner } from "../support/src/pure-owner.ts";
import { seeded, withRepeats } from "../support/src/shuffle.ts";
import { T0, tell } from "../support/src/tell.ts";

const END = BEGIN + 20 * HOUR;
const SLOW = { timeout: 60_000 };
const RUNS = { numRuns: Number(process.env.PROPERTY_RUNS ?? 40), endOnFailure: true };
const ADDED = ["offered", "answered", "abandoned", "flowedOut", "handled", "waiting"];

const counters = ({ counters: all }: NumbersReport) => all as Readonly<Record<string, number>>;
const queuesOf = (span: SpanReport): NumbersReport[] =>
  Object.values(span.queues).flatMap((byChannel) => Object.values(byChannel));

/** By interval, queue and channel, where anybody waits. */
const waitingOf = ({ intervals }: SiteReport): Readonly<Record<string, number>> =>
  Object.fromEntries(
    intervals.flatMap(({ from, queues }) =>
      Object.entries(queues).flatMap(([queue, byChannel]) =>
        Object.entries(byChannel).flatMap(([channel, numbers]): [string, number][] => {
          const { waiting } = counters(numbers);
          return waiting === 0 ? [] : [[`${from} ${queue} ${channel}`, waiting!]];
        }),
      ),
    ),
  );

test("a call that waits over the half hour waits at its end, and is offered and answered before it with attribution to the offer, answered after it else", () => {
  const call = [
    tell(1500, "contact.queued"),
    tell(2100, "contact.answered", { agent: "ann" }),
    tell(2200, "contact.ended", { agent: "ann" }),
  ];
  const halves = (attribution: Attribution) => {
    const to = T0 + 3_600_000;
    const { intervals } = new PureOwner({ attribution }).feed(call).tick(to).report("30m", to);
    return intervals.map(({ queues }) => {
      const { offered, answered, waiting } = counters(queues.sales!.call!);
      return { offered, answered, waiting };
    });
  };
  expect(halves("outcome")).toEqual([
    { offered: 1, answered: 0, waiting: 1 },
    { offered: 0, answered: 1, waiting: 0 },
  ]);
  expect(halves("offered")).toEqual([
    { offered: 1, answered: 1, waiting: 1 },
    { offered: 0, answered: 0, waiting: 0 },
  ]);
});

/** Of a history, by both attributions: making a report is what these tests cost, so all laws look at the same two. */
interface Reports {
  readonly byOutcome: SiteReport;
  readonly byOffer: SiteReport;
}

const LAWS: Readonly<Record<string, (reports: Reports) => void>> = {
  "offered and waiting before = answered, abandoned, flowed out and waiting after, in every interval and queue"({
    byOutcome,
  }) {
    const before = new Map<string, number>();
    const wrong: string[] = [];
    for (const interval of byOutcome.intervals)
      for (const [queue, byChannel] of Object.entries(interval.queues))
        for (const [channel, numbers] of Object.entries(byChannel)) {
          const { offered, answered, abandoned, flowedOut, waiting } = counters(numbers);
          const place = `${queue} ${channel}`;
          if ((before.get(place) ?? 0) + offered! !== answered! + abandoned! + flowedOut! + waiting!)
            wrong.push(`${place} from ${interval.from}`);
          before.set(place, waiting!);
        }
    expect(wrong).toEqual([]);
  },

  "with attribution to the offer the same wait at the end of each interval, and who was offered has an outcome or waits yet"({
    byOutcome,
    byOffer,
  }) {
    expect(waitingOf(byOffer)).toEqual(waitingOf(byOutcome));
    for (const numbers of queuesOf(byOffer.total)) {
      const { offered, answered, abandoned, flowedOut, waiting } = counters(numbers);
      expect(offered).toBe(answered! + abandoned! + flowedOut! + waiting!);
    }
  },

  "a site is the sum of its queues, a day the sum of its intervals"({ byOutcome: { total, intervals } }) {
    const sums = (parts: readonly NumbersReport[]) =>
      ADDED.map((name) => parts.reduce((all, part) => all + counters(part)[name]!, 0));
    for (const span of [total, ...intervals]) expect(sums(queuesOf(span))).toEqual(sums([span.site]));
    const waiting = ADDED.indexOf("waiting");
    expect(sums(intervals.map(({ site }) => site)).toSpliced(waiting, 1)).toEqual(
      sums([total.site]).toSpliced(waiting, 1),
    );
  },

  "the states of agents never exceed the time that passed, and add up over intervals"({
    byOutcome: { total, intervals },
  }) {
    const ms = (span: SpanReport, agent: string): number =>
      Object.values(span.agents[agent]?.states ?? {}).reduce((all, seconds) => all + Math.round(seconds * 1000), 0);
    for (const agent of Object.keys(total.agents)) {
      const each = intervals.map((interval) => ms(interval, agent));
      expect(each.filter((time, index) => time < 0 || time > intervals[index]!.to - intervals[index]!.from)).toEqual(
        [],
      );
      expect(each.reduce((all, time) => all + time, 0)).toBe(ms(total, agent));
    }
  },
};

test.each([
  ["plausible contacts", plausible],
  ["orders that cannot be", anything],
] as const)("%s keep every law of sums, each queue, interval, attribution and agent", SLOW, (_name, history) => {
  const reportOf = (events: Parameters<PureOwner["feed"]>[0], attribution: Attribution): SiteReport =>
    new PureOwner({ sites: [SITE], attribution }).feed(events, { batch: 5 }).tick(END).report("30m", END);
  fc.assert(
    fc.property(history, (events) => {
      const reports = { byOutcome: reportOf(events, "outcome"), byOffer: reportOf(events, "offered") };
      for (const [law, holds] of Object.entries(LAWS))
        try {
          holds(reports);
        } catch (error) {
          throw new Error(law, { cause: error });
        }
    }),
    RUNS,
  );
});

describe("an hour of the simulated centre", () => {
  const [site] = demoConfiguration("Europe/Warsaw").sites.values();

  test.each(SCENARIOS)(
    "%s: equals the oracle in every number, arriving in any order",
    { timeout: 60_000 },
    (scenario) => {
      const from = Date.UTC(2026, 9, 26, 9, 7);
      const to = from + HOUR;
      const events = [...generate({ site: site!, seed: 7, run: "r", from, to, scenario })].filter(
        ({ time }) => time < to,
      );
      expect(events.length).toBeGreaterThan(1000);
      const owner = new PureOwner({ sites: [site!] });
      owner
        .feed(withRepeats(events, 1 / 10, seeded(3)), { batch: 500, crashAfter: (commit) => commit % 5 === 0 })
        .tick(to);
      const report = owner.report("15m", to, site!.id);
      expect(differences(report, { events, site: site!, attribution: "outcome", asOf: to })).toEqual([]);
    },
  );
});
