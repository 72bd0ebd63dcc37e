/**
 * Who could take a contact, from what phone systems tell of memberships: each agent's queues, and where he is paused, as they were told, in
 * whatever batches and over crashes.
 */
import { type AgentAsShown, type CanonicalEvent, staffOf, unconfiguredSite } from "@floorwalker/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import { PureOwner } from "../support/src/pure-owner.ts";
import { T0, tell } from "../support/src/tell.ts";

const SITE = { ...unconfiguredSite("here"), impliedPresenceMs: 24 * 3_600_000 };
const AGENTS = ["ann", "ben"];
const QUEUES = ["sales", "two words"];

const rowsOf = (owner: PureOwner): readonly AgentAsShown[] =>
  [...owner.views.values()].map((row) => JSON.parse(row)).filter(({ kind }) => kind === "agent");

const free = (owner: PureOwner, queue: string): readonly string[] | null =>
  staffOf(SITE, rowsOf(owner))?.([{ queue, channel: "call" }]).free.map(({ agent }) => agent) ?? null;

const act = fc.record({
  agent: fc.constantFrom(...AGENTS),
  queue: fc.constantFrom(...QUEUES),
  what: fc.constantFrom("joins", "leaves", "pauses", "resumes"),
});

function eventOf(
  { agent, queue, what }: typeof act extends fc.Arbitrary<infer A> ? A : never,
  at: number,
): CanonicalEvent {
  if (what === "joins") return tell(at, "agent.signedIn", { agent, queue });
  if (what === "leaves") return tell(at, "agent.signedOut", { agent, queue });
  return tell(at, "agent.stateChanged", { agent, queue, data: { state: what === "pauses" ? "paused" : "idle" } });
}

test("whoever joined a queue and has not left it is a member, free where he is not paused: live and after a crash", () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 25 }), fc.integer({ min: 1, max: 6 }), (acts, batch) => {
      const members = new Map<string, boolean>();
      const paused = new Set<string>();
      for (const { agent, queue, what } of acts) {
        const his = `${agent}:${queue}`;
        if (what === "leaves") members.delete(his);
        // Joining where he is already leaves a pause as it is.
        else if (what === "joins") members.set(his, paused.has(his));
        else if (members.has(his)) members.set(his, what === "pauses");
        if (what === "pauses") paused.add(his);
        else if (what !== "joins") paused.delete(his);
      }
      const expected = QUEUES.map((queue) => AGENTS.filter((agent) => members.get(`${agent}:${queue}`) === false));
      const told = acts.map((each, index) => eventOf(each, index));
      const owner = new PureOwner({ sites: [SITE], withViews: true }).feed(told, { batch });
      const now = () => QUEUES.map((queue) => [...(free(owner.tick(T0 + 60_000), queue) ?? [])].sort());
      expect(now()).toEqual(expected);
      owner.crash();
      expect(now()).toEqual(expected);
    }),
    { numRuns: 60, endOnFailure: true },
  );
});

test("beside memberships the configuration counts; a pause in one queue is none in the other; who nobody says anything of serves nobody", () => {
  const served = {
    ...SITE,
    agents: [{ agent: "ben", name: "Ben", team: null, queues: [{ queue: "sales", channel: "call" as const }] }],
  };
  const owner = new PureOwner({ sites: [served], withViews: true }).commit([
    tell(0, "agent.signedIn", { agent: "ann", queue: "sales" }),
    tell(1, "agent.signedIn", { agent: "ann", queue: "two words" }),
    tell(2, "agent.stateChanged", { agent: "ann", queue: "sales", data: { state: "paused" } }),
    tell(3, "agent.signedIn", { agent: "ben" }),
    tell(4, "agent.signedIn", { agent: "eve" }),
  ]);
  const staff = staffOf(served, rowsOf(owner.tick(T0 + 60_000)))!;
  const told = (queue: string) => {
    const { signedIn, there, free: those } = staff([{ queue, channel: "call" }]);
    return [signedIn, there, those.map(({ agent }) => agent)];
  };
  expect([told("sales"), told("two words"), told("other")]).toEqual([
    [2, 1, ["ben"]],
    [1, 1, ["ann"]],
    [0, 0, []],
  ]);
  expect(rowsOf(owner).map(({ memberOf }) => memberOf)).toEqual(['[["sales",true],["two words",false]]', null, null]);
});
