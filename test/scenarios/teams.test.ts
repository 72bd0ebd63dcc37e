/** A team is who is in it at that moment: time in state, talks and who is there now, over moves at any second (issue "Numbers", Organisation). */
import { AGENT_STATES, type AgentConfig, type SiteConfig, unconfiguredSite } from "@floorwalker/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import { BEGIN, HOUR, plausible, SITE } from "../support/src/histories/histories.ts";
import { inTeams } from "../support/src/histories/teams.ts";
import { PureOwner } from "../support/src/pure-owner.ts";
import { seeded, withRepeats } from "../support/src/shuffle.ts";
import { T0, tell } from "../support/src/tell.ts";

const TEAMS = ["north", "south"].map((team) => ({ team, title: `Team ${team}`, department: "service" }));
/** Seven seconds and a bit past ten minutes. */
const MOVE = T0 + 607_250;
const at = (seconds: number): number => T0 + seconds * 1000;
const here = (agents: readonly AgentConfig[]): SiteConfig => ({ ...unconfiguredSite("here"), agents, teams: TEAMS });
const ann = (team: string | null, ...moves: NonNullable<AgentConfig["moves"]>): AgentConfig => ({
  agent: "ann",
  name: "Ann",
  team,
  ...(moves.length === 0 ? {} : { moves }),
});
const row = (owner: PureOwner, id: string): Record<string, unknown> =>
  JSON.parse(owner.views.get(id)!) as Record<string, unknown>;
/** Seconds by state, [north, south]. */
const states = (owner: PureOwner, to: number) => {
  const { teams } = owner.report("1h", to).total;
  return ["north", "south"].map((team) => teams[team]?.states);
};
/** With the stored rows of another configuration. */
const reloaded = (owner: PureOwner, site: SiteConfig): PureOwner =>
  PureOwner.restored(
    { sites: [site], withViews: true },
    owner.rows,
    [...owner.records].flatMap(([place, held]) => [...held].map(([key, { value }]) => [place, key, value] as const)),
  );

const signedIn = tell(0, "agent.signedIn", { agent: "ann" });
const pause = tell(300, "agent.stateChanged", { agent: "ann", data: { state: "paused" } });
const unpause = tell(900, "agent.stateChanged", { agent: "ann", data: { state: "idle" } });
const NONE = { idle: 0, onContact: 0, wrapUp: 0, paused: 0 };

test.each([
  ["in order", [signedIn, pause, unpause]],
  ["backwards, so that each changes what he was at the move", [unpause, pause, signedIn]],
  ["the pause long after the move", [signedIn, unpause, pause]],
])("an agent who moves in mid-pause leaves the one team paused and enters the other so: %s", (_, events) => {
  const site = here([ann("north", { from: MOVE, team: "south" })]);
  for (const crashes of [false, true]) {
    const owner = new PureOwner({ sites: [site], withViews: true });
    for (const [index, event] of events.entries()) {
      owner.commit([event], at(2000 + index));
      if (crashes) owner.crash();
    }
    owner.tick(at(3600));
    expect(states(owner, at(3600))).toEqual([
      { ...NONE, idle: 300, paused: 307.25 },
      { ...NONE, idle: 2700, paused: 292.75 },
    ]);
    expect(row(owner, "team:here:north")).toMatchObject({ agentsSignedIn: 0, "occupancy.60m": 0 });
    expect(row(owner, "team:here:south")).toMatchObject({ agentsIdle: 1, agentsSignedIn: 1, department: "service" });
  }
});

test("the move happens at its moment, though nobody tells of anything, also where the owner before it is gone", () => {
  const site = here([ann("north", { from: MOVE, team: "south" }, { from: at(1200), team: null })]);
  const owner = new PureOwner({ sites: [site], withViews: true }).commit([signedIn], at(600));
  expect(row(owner, "team:here:north")).toMatchObject({ agentsIdle: 1, "idleShare.15m": 1 });
  expect(row(owner, "team:here:south")).toMatchObject({ agentsIdle: 0, "idleShare.15m": null });
  owner.crash().tick(MOVE - 1);
  expect(row(owner, "team:here:north")).toMatchObject({ agentsIdle: 1 });
  owner.tick(MOVE);
  expect(row(owner, "team:here:north")).toMatchObject({ agentsIdle: 0 });
  expect(row(owner, "team:here:south")).toMatchObject({ agentsIdle: 1 });
  expect(row(owner, "agent:here:ann")).toMatchObject({ team: "south", "idleShare.day": 1 });
  owner.crash().tick(at(1200));
  expect(row(owner, "team:here:south")).toMatchObject({ agentsIdle: 0 });
  expect(states(owner, at(1200))).toEqual([
    { ...NONE, idle: 607.25 },
    { ...NONE, idle: 592.75 },
  ]);
});

test("a clock that was ahead of a move and is set right has moved nobody", () => {
  const owner = new PureOwner({ sites: [here([ann("north", { from: MOVE, team: "south" })])], withViews: true });
  owner.commit([signedIn], at(3000)).tick(at(300));
  expect(row(owner, "team:here:north")).toMatchObject({ agentsIdle: 1 });
  expect(row(owner, "team:here:south")).toMatchObject({ agentsIdle: 0 });
  expect(states(owner.crash().tick(at(900)), at(900))).toEqual([
    { ...NONE, idle: 607.25 },
    { ...NONE, idle: 292.75 },
  ]);
});

test("who is put into a team while the site is running takes no past along, whatever is told of it later", () => {
  const before = new PureOwner({ sites: [here([])] }).commit([signedIn], at(600));
  const owner = reloaded(before, here([ann("north")])).tick(at(900));
  const joinedFor = 299.999;
  expect(states(owner, at(900))[0]).toEqual({ ...NONE, idle: joinedFor });
  // He was paused then, and is now: in no team before, in north after.
  owner.crash().commit([pause], at(901));
  expect(states(owner.crash().tick(at(960)), at(960))[0]).toEqual({ ...NONE, paused: joinedFor + 60 });
  expect(owner.report("1h", at(960)).total.agents.ann!.states).toEqual({ ...NONE, idle: 300, paused: 660 });
});

test("a reload that adds a move to come changes nothing until then; an agent keeps one team under all of his names", () => {
  const owner = new PureOwner({ sites: [here([ann("north")])] }).commit([signedIn], at(300));
  const moving = { ...ann("north", { from: MOVE, team: "south" }), aliases: ["SIP/9"] };
  const other = reloaded(owner, here([moving])).tick(at(600));
  expect(states(other, at(600))).toEqual([{ ...NONE, idle: 600 }, undefined]);
  other.commit([tell(700, "agent.stateChanged", { agent: "SIP/9", data: { state: "paused" } })], at(900));
  expect(states(other, at(900))).toEqual([
    { ...NONE, idle: 607.25 },
    { ...NONE, idle: 92.75, paused: 200 },
  ]);
});

test("what becomes an alias of an agent's is the agent's, in the teams that he was in", () => {
  const phone = tell(60, "agent.signedIn", { agent: "SIP/9" });
  const moving = ann("north", { from: MOVE, team: "south" });
  const owner = new PureOwner({ sites: [here([moving])] }).commit([phone], at(700));
  const other = reloaded(owner, here([{ ...moving, aliases: ["SIP/9"] }])).tick(at(900));
  expect(states(other, at(900))).toEqual([
    { ...NONE, idle: 547.25 },
    { ...NONE, idle: 292.75 },
  ]);
});

test("the time of all teams is the time of their agents, in every interval, whoever moves when and whatever comes late", {
  timeout: 60_000,
}, () => {
  const everybody = inTeams.filter((agents) => agents.length > 0);
  fc.assert(
    fc.property(plausible, everybody, fc.integer(), (events, agents, chance) => {
      // Who is in no team is in one of those.
      const inSome = agents.map((each) => ({
        ...each,
        team: each.team ?? "none",
        moves: (each.moves ?? []).map((move) => ({ ...move, team: move.team ?? "none" })),
      }));
      const random = seeded(chance);
      const owner = new PureOwner({ sites: [{ ...SITE, agents: inSome }], graceMs: 60_000 });
      const arriving = withRepeats(events, 1 / 4, random);
      owner.feed(arriving, { batch: 5, crashAfter: () => random() < 0.2 }).tick(BEGIN + 20 * HOUR);
      for (const { from, teams, agents: all } of owner.report("15m", BEGIN + 20 * HOUR).intervals)
        for (const state of AGENT_STATES) {
          const sum = (of: typeof teams): number =>
            Math.round(Object.values(of).reduce((total, { states: each }) => total + 1000 * each[state], 0));
          expect([from, state, sum(teams)]).toEqual([from, state, sum(all)]);
        }
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 25), endOnFailure: true },
  );
});
