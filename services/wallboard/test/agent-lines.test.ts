import type { AgentRow } from "@floorwalker/protocol";
import { expect, test } from "vitest";
import { agentLines } from "../src/model/agent-lines.ts";

const agent = (over: object): AgentRow =>
  ({
    agent: "a1",
    name: "Ann",
    team: "t1",
    state: "paused",
    since: Date.parse("2026-11-30T09:00:00Z"),
    reason: null,
    "handled.day": 12,
    "averageHandleTime.day": 181.5,
    "occupancy.day": null,
    ...over,
  }) as never;

test("agents as they are shown are lines of CSV; what a spreadsheet would reckon is a text, and nothing that is not known is a number", () => {
  const text = agentLines([agent({ reason: "=1+1" }), agent({ name: 'Ben "B", Jr', team: null })], () => "Team, North");
  expect(text.split("\r\n")).toEqual([
    "agent,name,team,state,since,reason,handled.day,averageHandleTime.day,occupancy.day",
    'a1,Ann,"Team, North",paused,2026-11-30T09:00:00.000Z,\'=1+1,12,181.5,',
    'a1,"Ben ""B"", Jr",,paused,2026-11-30T09:00:00.000Z,,12,181.5,',
    "",
  ]);
});
