/**
 * Schedules from the configuration: adherence is what the same stretches told by events give, whatever else is told, in any order and over
 * crashes; an edit leaves what is over; and who is scheduled and not there is seen.
 */
import {
  type AgentConfig,
  type AgentPlan,
  Calendar,
  type CanonicalEvent,
  NOTHING_SPECIAL,
  type OpenRange,
  type SiteConfig,
  unconfiguredSite,
} from "@floorwalker/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import { differences, reported } from "../support/src/compare-with-oracle.ts";
import { AGENTS, BEGIN, HOUR, plausible, sites } from "../support/src/histories/histories.ts";
import { PureOwner } from "../support/src/pure-owner.ts";
import { seeded, withRepeats } from "../support/src/shuffle.ts";
import { T0, tell } from "../support/src/tell.ts";

const MINUTE = 60_000;
const DAY = 24 * HOUR;
/** Warsaw goes from +1 to +2. */
const FORWARD = BEGIN + HOUR;
/** Of Saturday to Tuesday: the night of the change is the Sunday's. */
const DATES = [-1, 0, 1, 2].map((days) => Date.UTC(2026, 2, 29) + days * DAY);

type Week = readonly (readonly OpenRange[])[];

const calendar = (id: string, weekly: Week, zone = "Europe/Warsaw"): Calendar =>
  new Calendar({ id, zone, weekly, special: NOTHING_SPECIAL });
const plan = (working: Calendar | null, breaks: Calendar | null, from: number, until: number): AgentPlan => ({
  working,
  breaks,
  from,
  until,
});
const always = (working: Calendar, breaks: Calendar | null = null): readonly AgentPlan[] => [
  plan(working, breaks, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY),
];

/** By half hours; over midnight, too. Of one day they do not overlap. */
const ranges = (longest: number): fc.Arbitrary<readonly OpenRange[]> =>
  fc
    .array(fc.record({ begin: fc.nat(23), rest: fc.integer({ min: 1, max: longest }) }), { maxLength: 2 })
    .map((all) => {
      const sorted = all
        .map(({ begin, rest }) => ({ from: begin * 60 + 30, to: begin * 60 + 30 + rest * 30 }))
        .sort((a, b) => a.from - b.from);
      return sorted.filter(({ from }, index) => index === 0 || from >= sorted[index - 1]!.to);
    });
const week = (longest: number): fc.Arbitrary<Week> =>
  fc.array(ranges(longest), { minLength: 7, maxLength: 7 }).map((days) =>
    // Of two days, neither.
    days.map((day, index) => day.filter(({ from }) => (days[(index + 6) % 7]!.at(-1)?.to ?? 0) <= from + 1440)),
  );
const shifts = fc.record({ work: week(20), pause: week(3), other: week(20), turnsAt: fc.nat(40) });
type Shifts = typeof shifts extends fc.Arbitrary<infer T> ? T : never;

function plansOf({ work, pause, other, turnsAt }: Shifts): readonly AgentPlan[] {
  const turn = BEGIN + turnsAt * HOUR;
  return [
    plan(calendar("work", work), calendar("pause", pause), Number.NEGATIVE_INFINITY, turn),
    plan(calendar("other", other), null, turn, Number.POSITIVE_INFINITY),
  ];
}

/** As a clock on the wall shows it, in that one night. */
function moment(date: number, minute: number): number {
  const [winter, summer] = [date + minute * MINUTE - HOUR, date + minute * MINUTE - 2 * HOUR];
  return winter < FORWARD ? winter : Math.max(FORWARD, summer);
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

const on = (weekly: Week, date: number): Stretch[] =>
  weekly[(new Date(date).getUTCDay() + 6) % 7]!.map(({ from, to }) => ({
    from: moment(date, from),
    to: moment(date, to),
  }));

/** The same stretches as events: the work, then the pauses that lie in it. */
function toldSchedule(agent: string, { work, pause, other, turnsAt }: Shifts): CanonicalEvent[] {
  const turn = BEGIN + turnsAt * HOUR;
  const worked = [
    ...DATES.flatMap((date) => on(work, date)).filter(({ from }) => from < turn),
    ...DATES.flatMap((date) => on(other, date)).filter(({ from }) => from >= turn),
  ];
  const paused = DATES.flatMap((date) => on(pause, date))
    .filter(({ from }) => from < turn)
    .flatMap((one) => worked.map(({ from, to }) => ({ from: Math.max(from, one.from), to: Math.min(to, one.to) })));
  const scheduled = (state: "working" | "paused", all: readonly Stretch[], first: number) =>
    all.flatMap(({ from, to }, index) => ({
      ...tell(0, "agent.scheduled"),
      id: `${agent}-${state}-${index}`,
      source: "/a plan",
      time: BEGIN,
      agent,
      sequence: first + index,
      data: {
        from: new Date(Math.max(BEGIN, from)).toISOString(),
        to: new Date(to).toISOString(),
        state,
      },
    }));
  const isSome = ({ from, to }: Stretch): boolean => Math.max(BEGIN, from) < to;
  return [...scheduled("working", worked.filter(isSome), 0), ...scheduled("paused", paused.filter(isSome), 100)];
}

const heartbeat: CanonicalEvent = { ...tell(0, "source.heartbeat"), id: "begins", source: "/acd", time: BEGIN };

function scheduledSite(site: SiteConfig, all: readonly Shifts[]): SiteConfig {
  const agents = AGENTS.map(
    (agent, index): AgentConfig => ({
      ...(site.agents.find((each) => each.agent === agent) ?? { agent, name: agent, team: null }),
      schedule: plansOf(all[index]!),
    }),
  );
  return { ...site, agents };
}

test("adherence is what the same stretches told by events give, in any order, repeated, over crashes, a change of plan and a night in which clocks change", {
  timeout: 240_000,
}, () => {
  const each = fc.tuple(shifts, shifts, shifts);
  const clock = fc.oneof(fc.constant(40 * 3600), fc.integer({ min: 3600, max: 11 * 3600 }));
  fc.assert(
    fc.property(plausible, sites, each, fc.integer(), clock, (happened, given, all, chance, seconds) => {
      const asOf = BEGIN + seconds * 1000;
      const site = scheduledSite(given, all);
      // What is told lies on what is configured: told in the same instant as the same stretches, either may be the later one.
      const after = (event: CanonicalEvent): CanonicalEvent =>
        event.type === "cc.agent.scheduled" ? { ...event, time: Math.max(event.time, BEGIN + 1) } : event;
      const events = [...happened.map(after).filter(({ time }) => time < asOf), heartbeat];
      const random = seeded(chance);
      const owner = new PureOwner({ sites: [site], graceMs: 60_000 });
      owner
        .feed(withRepeats(events, 1 / 4, random), { batch: 7, crashAfter: () => random() < 0.1 })
        .tick(asOf)
        .commit([], asOf);
      const told = [...events, ...AGENTS.flatMap((agent, index) => toldSchedule(agent, all[index]!))];
      const bare = {
        ...site,
        agents: site.agents.map(({ agent, name, team, aliases = [], moves = [] }) => ({
          agent,
          name,
          team,
          aliases,
          moves,
        })),
      };
      const other = new PureOwner({ sites: [bare], graceMs: 60_000 }).feed(told, { batch: 7 }).tick(asOf);
      const [ours, theirs] = [owner.report("1h", asOf), other.report("1h", asOf)];
      expect(reported(ours)).toEqual(reported(theirs));
      expect(differences(ours, { events: told, site: bare, attribution: "outcome", asOf })).toEqual([]);
      const inOrder = new PureOwner({ sites: [site], graceMs: 60_000 }).feed(events).tick(asOf);
      expect(owner.bytes()).toBe(inOrder.bytes());
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 30), endOnFailure: true },
  );
});

/** Nine to five and twelve to one, by UTC: T0 is a Monday, 9:00. */
const EVERY_DAY: Week = Array.from({ length: 7 }, () => [{ from: 540, to: 1020 }]);
const NOON: Week = Array.from({ length: 7 }, () => [{ from: 720, to: 780 }]);
const SHORTER: Week = Array.from({ length: 7 }, () => [{ from: 600, to: 840 }]);
const here = (schedule: readonly AgentPlan[] | null): SiteConfig => ({
  ...unconfiguredSite("here"),
  sources: [{ source: "/acd", silentAfterMs: null }],
  agents: [{ agent: "ann", name: "Ann", team: null, ...(schedule === null ? {} : { schedule }) }],
});
const at = (hours: number): number => T0 + hours * HOUR;
const utc = (weekly: Week): Calendar => calendar("c", weekly, "UTC");
const beat = (hours: number) => tell(hours * 3600, "source.heartbeat");

const rowOf = (owner: PureOwner): Record<string, unknown> | null => {
  const row = owner.views.get("agent:here:ann");
  return row === undefined ? null : (JSON.parse(row) as Record<string, unknown>);
};

test("who never came is absent from when he is scheduled, is there when he signs in, absent again when he goes early, and nobody after his time", () => {
  const owner = new PureOwner({ sites: [here(always(utc(EVERY_DAY), utc(NOON)))], withViews: true });
  owner.commit([beat(-1)], at(-0.5));
  expect(rowOf(owner)).toBeNull();
  owner.tick(at(1));
  expect(rowOf(owner)).toMatchObject({
    name: "Ann",
    state: "absent",
    since: at(0),
    scheduled: "working",
    scheduledSince: at(0),
    "adherence.day": 0,
  });
  owner.crash().tick(at(3.5));
  expect(rowOf(owner)).toMatchObject({ state: "absent", scheduled: "paused", scheduledSince: at(0) });
  owner.commit([tell(4 * 3600, "agent.signedIn", { agent: "ann" })], at(5));
  expect(rowOf(owner)).toMatchObject({ state: "idle", since: at(4), scheduled: "working", scheduledSince: at(0) });
  owner.commit([tell(6 * 3600, "agent.signedOut", { agent: "ann" })], at(7));
  expect(rowOf(owner)).toMatchObject({ state: "absent", since: at(6), scheduledSince: at(0) });
  expect(owner.site().agents.presence.all.slice(0, 4)).toEqual([0, 0, 0, 0]);
  owner.tick(at(8));
  expect(rowOf(owner)).toBeNull();
  expect(owner.report("1h", at(8)).total.agents.ann?.kpis.adherence).toBe(0.25);
});

test("who is scheduled by events alone and does not come is absent as well", () => {
  const owner = new PureOwner({ sites: [here(null)], withViews: true });
  const data = { from: new Date(at(0)).toISOString(), to: new Date(at(8)).toISOString(), state: "working" as const };
  owner.commit([tell(-3600, "agent.scheduled", { agent: "bob", data })], at(1));
  expect(JSON.parse(owner.views.get("agent:here:bob")!)).toMatchObject({ state: "absent", scheduledSince: at(0) });
});

test("an event lies on what is configured: a day off takes the shift away", () => {
  const owner = new PureOwner({ sites: [here(always(utc(EVERY_DAY)))], withViews: true });
  const off = { from: new Date(at(-9)).toISOString(), to: new Date(at(15)).toISOString(), state: "off" as const };
  owner.commit([beat(-1), tell(-1800, "agent.scheduled", { agent: "ann", data: off })], at(1));
  expect(rowOf(owner)).toBeNull();
  owner.tick(at(25));
  expect(rowOf(owner)).toMatchObject({ state: "absent", scheduledSince: at(24) });
});

/** Who goes on with what another has stored, under another configuration. */
function edited(before: PureOwner, site: SiteConfig): PureOwner {
  const after = new PureOwner({ sites: [site], withViews: true });
  for (const [key, value] of before.rows) after.rows.set(key, value);
  for (const [place, records] of before.records) after.records.set(place, records);
  return after.crash();
}

test("an edit leaves what is over, and what has passed of a stretch that goes on; a schedule that is taken away ends then", () => {
  const events = [beat(-30), tell(0, "agent.signedIn", { agent: "ann" })];
  const before = new PureOwner({ sites: [here(always(utc(EVERY_DAY)))], withViews: true }).commit(events, at(2));
  const scheduled = (owner: PureOwner): number =>
    owner.report("1h", at(48)).intervals.filter(({ agents }) => agents.ann?.kpis.adherence != null).length;
  const unedited = edited(before, here(always(utc(EVERY_DAY)))).tick(at(48));
  expect(unedited.rows.size).toBeGreaterThan(0);
  // From the first event on, six hours before T0 of the day before: that day, today and tomorrow.
  expect(scheduled(unedited)).toBe(24);
  // Of today two hours have passed, three more are to come instead of six; tomorrow has four.
  expect(scheduled(edited(before, here(always(utc(SHORTER)))).tick(at(48)))).toBe(8 + 2 + 3 + 4);
  expect(scheduled(edited(before, here(null)).tick(at(48)))).toBe(8 + 2);
  // Read again and again it stays so.
  const twice = edited(edited(before, here(always(utc(SHORTER)))).tick(at(30)), here(always(utc(SHORTER))));
  expect(scheduled(twice.tick(at(48)))).toBe(8 + 2 + 3 + 4);
});
