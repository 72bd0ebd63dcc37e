/** Adherence as a planner would reckon it by hand (docs/adherence.md), whenever the schedule is told and however it is put right. */
import { type CanonicalEvent, unconfiguredSite } from "@floorwalker/domain";
import { describe, expect, test } from "vitest";
import { PureOwner } from "../support/src/pure-owner.ts";
import { seeded, withRepeats } from "../support/src/shuffle.ts";
import { T0, tell } from "../support/src/tell.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY_END = 9 * HOUR;
const at = (seconds: number): number => T0 + seconds * 1000;
const iso = (seconds: number): string => new Date(at(seconds)).toISOString();

type State = "working" | "paused" | "off";
const scheduled = (told: number, from: number, to: number, state: State, more: Partial<CanonicalEvent> = {}) =>
  tell(told, "agent.scheduled", {
    // By their ids alone a break would come before its shift.
    id: `${state}-${from}-${to}`,
    source: "/wfm",
    agent: "ann",
    data: { from: iso(from), to: iso(to), state },
    ...more,
  });
const ann = (seconds: number, type: string, state?: "paused" | "idle") =>
  tell(seconds, `agent.${type}`, { agent: "ann", data: state === undefined ? {} : { state } });

/** From 9 to 17 with a break at noon, told the evening before. */
const SHIFT = scheduled(-12 * HOUR, 0, 8 * HOUR, "working");
const BREAK = scheduled(-12 * HOUR, 3 * HOUR, 3.5 * HOUR, "paused");
/** Ten minutes late, and late for the break by five and from it by ten. */
const DAY = [
  ann(10 * MINUTE, "signedIn"),
  ann(3 * HOUR + 5 * MINUTE, "stateChanged", "paused"),
  ann(3 * HOUR + 40 * MINUTE, "stateChanged", "idle"),
  ann(8 * HOUR, "signedOut"),
];
const WORKED = 455 / 480;

const site = {
  ...unconfiguredSite("here"),
  agents: [{ agent: "ann", name: "Ann", team: "north" }],
  teams: [{ team: "north", title: "North", department: null }],
};
const ownerOf = (): PureOwner => new PureOwner({ sites: [site], graceMs: 60_000 });

function adherence(owner: PureOwner): readonly (number | null)[] {
  const { total } = owner.tick(at(DAY_END)).report("1h", at(DAY_END));
  const of = [total.agents.ann?.kpis.adherence, total.teams.north?.kpis.adherence, total.site.kpis.adherence];
  return of.map((share) => (share == null ? null : Math.round(share * 1e6) / 1e6));
}
const everywhere = (share: number | null): (number | null)[] =>
  new Array<number | null>(3).fill(share === null ? null : Math.round(share * 1e6) / 1e6);

describe("a day with a shift and a break", () => {
  test("is kept to for 455 of 480 minutes, by the agent, the team and the site", () => {
    expect(adherence(ownerOf().feed([SHIFT, BREAK, ...DAY]))).toEqual(everywhere(WORKED));
  });

  test("reads the same when the schedule is told after the day, in any order, twice, and with a crash after every commit", () => {
    const late = [
      ...DAY,
      scheduled(DAY_END - 1, 0, 8 * HOUR, "working"),
      scheduled(DAY_END, 3 * HOUR, 3.5 * HOUR, "paused"),
    ];
    expect(adherence(ownerOf().feed(late, { batch: 1, crashAfter: () => true }))).toEqual(everywhere(WORKED));
    const mixed = withRepeats([SHIFT, BREAK, ...DAY], 1 / 2, seeded(3));
    expect(adherence(ownerOf().feed(mixed, { batch: 2 }))).toEqual(everywhere(WORKED));
  });

  test("is restated when the break is put right under its old name", () => {
    const owner = ownerOf()
      .feed([SHIFT, BREAK, ...DAY])
      .tick(at(DAY_END));
    const moved = { ...scheduled(-12 * HOUR, 3 * HOUR + 5 * MINUTE, 3 * HOUR + 35 * MINUTE, "paused"), id: BREAK.id };
    owner.commit([{ ...moved, recordedTime: at(DAY_END) }]);
    expect(adherence(owner)).toEqual(everywhere(465 / 480));
    expect(owner.outcomes.conflict).toBe(1);
  });

  test("counts no time that was called off, and nothing at all where nobody is scheduled", () => {
    const off = scheduled(4 * HOUR, 4 * HOUR, 8 * HOUR, "off");
    expect(adherence(ownerOf().feed([SHIFT, BREAK, ...DAY, off]))).toEqual(everywhere((455 - 240) / 240));
    expect(adherence(ownerOf().feed(DAY))).toEqual(everywhere(null));
  });

  test("of somebody who never came is kept to for no minute", () => {
    expect(adherence(ownerOf().feed([SHIFT, BREAK]))).toEqual(everywhere(0));
  });
});

describe("a schedule", () => {
  const horizonMs = { call: 3_600_000, chat: 3_600_000, email: 3_600_000 };

  test("told ahead outlives the hours that are kept of its agent, and leaves when its day has", () => {
    const owner = new PureOwner({ sites: [site], horizonMs, graceMs: 60_000 });
    const week = 7 * 24 * HOUR;
    const rows = (): string[] => [...owner.rows.keys()].filter((key) => key.includes("\u001escheduled "));
    owner.feed([scheduled(0, week, week + HOUR, "working")]);
    owner.feed([ann(week - 60, "signedIn"), ann(week + HOUR / 2, "signedOut")], { batch: 1, crashAfter: () => true });
    owner.tick(at(week + HOUR));
    expect(owner.report("1h", at(week + HOUR)).total.agents.ann!.kpis.adherence).toBe(0.5);
    expect(rows()).toHaveLength(1);
    owner.feed([tell(week + 9 * HOUR, "source.heartbeat", { source: "/acd" })]);
    expect(rows()).toEqual([]);
    expect([...owner.site().agents.all()]).toEqual([]);
  });

  test("that says no time that can be is without effect", () => {
    const owner = ownerOf().feed([
      scheduled(0, HOUR, 0, "working"),
      scheduled(0, 0, 401 * 24 * HOUR, "working"),
      tell(0, "agent.scheduled", { agent: "ann", data: { from: "2026-01-05T09:00:00", to: iso(HOUR), state: "off" } }),
    ]);
    expect(owner.outcomes).toMatchObject({ noEffect: 3, accepted: 0 });
    expect(adherence(owner.feed(DAY))).toEqual(everywhere(null));
  });
});
