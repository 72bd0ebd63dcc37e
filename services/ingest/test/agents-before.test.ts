/** Where the agents stood at midnight, from the lines before it (rules 23–24). */
import type { CanonicalEvent } from "@floorwalker/domain";
import { asteriskQueueLog, intake, SecondOfLines } from "@floorwalker/sources";
import fc from "fast-check";
import { expect, test } from "vitest";
import { AgentsBefore } from "../src/follow/agents-before.ts";

const MIDNIGHT = Date.UTC(2026, 10, 21);

function eventsOf(lines: readonly string[]): CanonicalEvent[] {
  const second = new SecondOfLines();
  return lines.flatMap((line, index) => {
    const bytes = Buffer.from(`${MIDNIGHT / 1000 - 3600 + index}|NONE|${line}`);
    const outcome = intake(asteriskQueueLog, bytes, { site: "krakow", now: MIDNIGHT, lines: second });
    return outcome.result === "accepted" ? outcome.events.map(({ event }) => event) : [];
  });
}

function standing(events: readonly CanonicalEvent[]): CanonicalEvent[] {
  const agents = new AgentsBefore();
  for (const event of events) agents.take(event);
  return agents.events(MIDNIGHT);
}

/** In the words of the log, sorted. */
const told = (events: readonly CanonicalEvent[]): string[] =>
  events
    .map(({ type, agent, queue, data }) =>
      [agent, type === "cc.agent.signedIn" ? "joined" : `paused(${data.reason ?? ""})`, queue ?? "all"].join(" "),
    )
    .sort();
const at = (...lines: readonly string[]): string[] => told(standing(eventsOf(lines)));

test("who joined and did not leave is there; who left is not", () => {
  expect(at("sales|Ann|ADDMEMBER|", "sales|Bob|ADDMEMBER|", "help|Bob|ADDMEMBER|", "sales|Bob|REMOVEMEMBER|")).toEqual([
    "Ann joined sales",
    "Bob joined help",
  ]);
  expect(
    at("NONE|Agent/1|AGENTLOGIN|SIP/1", "NONE|Agent/2|AGENTLOGIN|SIP/2", "NONE|Agent/2|AGENTLOGOFF|SIP/2|9"),
  ).toEqual(["Agent/1 joined all"]);
});

test("a logoff ends everything, memberships and pauses too", () => {
  expect(at("sales|Ann|ADDMEMBER|", "sales|Ann|PAUSE|", "NONE|Ann|AGENTLOGOFF||1")).toEqual([]);
});

test("a pause holds with its last reason, in the queue where it is", () => {
  expect(
    at("sales|Ann|ADDMEMBER|", "help|Ann|ADDMEMBER|PAUSED", "sales|Ann|PAUSE|Lunch", "sales|Ann|PAUSE|Training"),
  ).toEqual(["Ann joined help", "Ann joined sales", "Ann paused() help", "Ann paused(Training) sales"]);
  expect(at("sales|Ann|ADDMEMBER|", "sales|Ann|PAUSE|Lunch", "sales|Ann|UNPAUSE|")).toEqual(["Ann joined sales"]);
});

test("a pause of all queues is one of each that the agent has; without any it passes to his first", () => {
  expect(at("sales|Ann|ADDMEMBER|", "help|Ann|ADDMEMBER|", "NONE|Ann|PAUSEALL|Break", "help|Ann|UNPAUSE|")).toEqual([
    "Ann joined help",
    "Ann joined sales",
    "Ann paused(Break) sales",
  ]);
  expect(at("NONE|Ann|PAUSEALL|Break")).toEqual(["Ann paused(Break) all"]);
  expect(at("NONE|Ann|PAUSEALL|Break", "sales|Ann|ADDMEMBER|")).toEqual([
    "Ann joined sales",
    "Ann paused(Break) sales",
  ]);
  expect(at("sales|Ann|ADDMEMBER|PAUSED", "NONE|Ann|UNPAUSEALL|")).toEqual(["Ann joined sales"]);
});

test("a pause from before he had a queue passes to all those that he joins in one moment, not to later ones", () => {
  const second = new SecondOfLines();
  const stamped = [
    [0, "NONE|Ann|PAUSEALL|Break"],
    [5, "sales|Ann|ADDMEMBER|"],
    [5, "help|Ann|ADDMEMBER|"],
    [6, "late|Ann|ADDMEMBER|"],
  ].flatMap(([at, line]) => {
    const bytes = Buffer.from(`${MIDNIGHT / 1000 - 60 + Number(at)}|NONE|${line}`);
    const outcome = intake(asteriskQueueLog, bytes, { site: "krakow", now: MIDNIGHT, lines: second });
    return outcome.result === "accepted" ? outcome.events.map(({ event }) => event) : [];
  });
  expect(told(standing(stamped))).toEqual([
    "Ann joined help",
    "Ann joined late",
    "Ann joined sales",
    "Ann paused(Break) help",
    "Ann paused(Break) sales",
  ]);
});

test("a member of the configuration, who never joins, is paused all the same, until his source restarts", () => {
  expect(at("sales|SIP/101|PAUSE|Lunch")).toEqual(["SIP/101 paused(Lunch) sales"]);
  expect(at("sales|SIP/101|PAUSE|Lunch", "sales|Ann|ADDMEMBER|", "NONE|NONE|QUEUESTART|")).toEqual([
    "Ann joined sales",
  ]);
});

test("what is told is stamped at midnight, before its lines, under the ids of the lines that said so last", () => {
  const lines = ["sales|Ann|ADDMEMBER|", "help|Ann|ADDMEMBER|", "NONE|Ann|PAUSEALL|Break"];
  const [, , pauseAll] = eventsOf(lines);
  const events = standing(eventsOf(lines));
  expect(new Set(events.map(({ id }) => id)).size).toBe(4);
  for (const event of events) expect(event).toMatchObject({ time: MIDNIGHT, sequence: 0 });
  expect(events.filter(({ id }) => id.startsWith(pauseAll!.id)).map(({ queue }) => queue)).toEqual(["sales", "help"]);
  expect(standing(eventsOf(lines))).toEqual(events);
});

const words = fc.array(
  fc.record({
    agent: fc.constantFrom("Ann", "Bob"),
    queue: fc.constantFrom("sales", "help"),
    verb: fc.constantFrom(
      "ADDMEMBER|",
      "ADDMEMBER|PAUSED",
      "REMOVEMEMBER|",
      "PAUSE|Tea",
      "UNPAUSE|",
      "PAUSEALL|",
      "UNPAUSEALL|",
    ),
  }),
  { maxLength: 20 },
);

test("whoever goes on from what is told at midnight comes to the same as who read everything", () => {
  fc.assert(
    fc.property(words, fc.nat(), (spoken, cut) => {
      // Of those who joined: what is implied is not told when it does not pause.
      const joined = new Set<string>();
      const lines = spoken.flatMap(({ agent, queue, verb }) => {
        const whole = verb.endsWith("ALL|");
        const member = [...joined].some((each) => (whole ? each.startsWith(agent) : each === `${agent} ${queue}`));
        if (verb.startsWith("ADD")) joined.add(`${agent} ${queue}`);
        else if (!member) return [];
        if (verb.startsWith("REMOVE")) joined.delete(`${agent} ${queue}`);
        return [`${whole ? "NONE" : queue}|${agent}|${verb}`];
      });
      const events = eventsOf(lines);
      const stop = cut % (events.length + 1);
      const resumed = standing([...standing(events.slice(0, stop)), ...events.slice(stop)]);
      expect(told(resumed)).toEqual(told(standing(events)));
    }),
    { numRuns: 500 },
  );
});
