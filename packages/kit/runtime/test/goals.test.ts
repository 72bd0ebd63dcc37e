import { expect, test } from "vitest";
import { parseConfiguration } from "../src/index.ts";
import { RECEIVER_KINDS } from "./receiver-kinds.ts";

const site = (goals: string, regions = ""): string => `
sites:
  - id: krakow
    zone: Europe/Warsaw
    region: south
    queues: [{ queue: sales }, { queue: help, channel: chat }, { queue: help, channel: email }]
    departments: [{ id: service }]
    teams: [{ id: north, department: service }]
    agents: [{ id: a42, team: north }]
    goals:
${goals}
${regions}`;

function parsed(text: string) {
  const result = parseConfiguration(text, "test.yaml", RECEIVER_KINDS);
  if (!result.ok) throw new Error(JSON.stringify(result.errors, null, 2));
  return result.configuration;
}

function codes(text: string): string[] {
  const result = parseConfiguration(text, "test.yaml", RECEIVER_KINDS);
  if (result.ok) throw new Error("expected errors");
  return result.errors.map(({ path, code, fix, line }) => {
    expect([path, fix, line]).not.toContain("");
    return `${path.replace("sites[0].", "")} ${code}`;
  });
}

test("a goal is of a queue, a team, a department, an agent, or of the site when it names none of them", () => {
  const { sites, goals } = parsed(
    site(
      `      - { kpi: abandonRate, queue: sales, value: 5% }
      - { kpi: firstResponseTime, queue: help, channel: email, value: 4h }
      - { kpi: serviceLevel, team: north, value: 0.85 }
      - { kpi: averageHandleTime, department: service, value: 5m, better: lower }
      - { kpi: csat, agent: a42, value: 0.9 }
      - { kpi: nps, value: -10 }`,
      "goals: [{ kpi: serviceLevel, region: south, value: 80% }]",
    ),
  );
  const same = { changes: [] };
  expect(sites.get("krakow")!.goals).toEqual([
    {
      ...same,
      kpi: "abandonRate",
      scope: { kind: "queue", queue: "sales", channel: "call" },
      better: "lower",
      value: 0.05,
    },
    {
      ...same,
      kpi: "firstResponseTime",
      scope: { kind: "queue", queue: "help", channel: "email" },
      better: "lower",
      value: 14_400,
    },
    { ...same, kpi: "serviceLevel", scope: { kind: "team", team: "north" }, better: "higher", value: 0.85 },
    {
      ...same,
      kpi: "averageHandleTime",
      scope: { kind: "department", department: "service" },
      better: "lower",
      value: 300,
    },
    { ...same, kpi: "csat", scope: { kind: "agent", agent: "a42" }, better: "higher", value: 0.9 },
    { ...same, kpi: "nps", scope: { kind: "site" }, better: "higher", value: -10 },
  ]);
  expect(goals).toEqual([
    { ...same, kpi: "serviceLevel", scope: { kind: "region", region: "south" }, better: "higher", value: 0.8 },
  ]);
});

test("a goal begins and changes on dates of the site's clock, and ends with a target of null", () => {
  const { sites } = parsed(
    site(
      "      - { kpi: csat, value: 80%, from: 2026-12-01, changes: [{ from: 2027-01-01, value: 85% }, { from: 2027-02-01T12:00, value: null }] }",
    ),
  );
  expect(sites.get("krakow")!.goals).toEqual([
    {
      kpi: "csat",
      scope: { kind: "site" },
      better: "higher",
      value: null,
      changes: [
        { from: Date.parse("2026-11-30T23:00Z"), value: 0.8 },
        { from: Date.parse("2026-12-31T23:00Z"), value: 0.85 },
        { from: Date.parse("2027-02-01T11:00Z"), value: null },
      ],
    },
  ]);
});

test("names that lead nowhere, a KPI without such a scope or without a side, and a target of another unit are said with a fix", () => {
  expect(
    codes(
      site(
        `      - { kpi: serviceLevl, value: 80% }
      - { kpi: waiting, value: 3, better: lower }
      - { kpi: occupancy, queue: sales, value: 80%, better: higher }
      - { kpi: abandonRate, team: north, value: 5% }
      - { kpi: averageHandleTime, value: 5m }
      - { kpi: csat, value: 80%, better: lower }
      - { kpi: csat, team: south, value: 5m }
      - { kpi: averageWait, value: 80% }
      - { kpi: csatMean, value: 9 }
      - { kpi: abandonRate, value: 5 }
      - { kpi: nps, team: north, agent: a42, value: 10 }
      - { kpi: nps, queue: help, value: 10 }
      - { kpi: serviceLevel, queue: sales, value: 90% }
      - { kpi: ces, value: 6, changes: [{ from: 2026-12-01, value: 8 }] }`,
        "goals: [{ kpi: csat, region: east, value: 80% }, { kpi: longestWaitNow, region: south, value: 1m }]",
      ),
    ).sort(),
  ).toEqual(
    [
      "goals[0].kpi unknown_kpi",
      "goals[0].region unknown_region",
      "goals[1].kpi not_of_a_day",
      "goals[10].agent two_scopes",
      "goals[11].channel ambiguous_queue",
      "goals[12].kpi own_target",
      "goals[13].changes[0].value wrong_unit",
      "goals[1].kpi not_of_a_day",
      "goals[2].kpi no_such_scope",
      "goals[3].kpi no_such_scope",
      "goals[4].better missing",
      "goals[5].better wrong_side",
      "goals[6].team unknown_team",
      "goals[6].value wrong_unit",
      "goals[7].value wrong_unit",
      "goals[8].value wrong_unit",
      "goals[9].value wrong_unit",
    ].sort(),
  );
});

test("two targets for one KPI of the same thing overlap, and so do two from the same moment", () => {
  expect(
    codes(
      site(
        `      - { kpi: csat, value: 80% }
      - { kpi: csat, value: 85%, from: 2027-01-01 }
      - { kpi: csat, queue: sales, value: 85% }
      - { kpi: csat, queue: sales, channel: call, value: 90% }
      - { kpi: nps, value: 10, from: 2026-12-01, changes: [{ from: 2026-12-01, value: 20 }, { from: 2026-11-01, value: 30 }] }
      - { kpi: ces, value: 5, from: soon }`,
        "goals: [{ kpi: csat, region: south, value: 80% }, { kpi: csat, region: south, value: 90% }]",
      ),
    ).sort(),
  ).toEqual(
    [
      "goals[5].from not_a_date",
      "goals[1].kpi overlapping_goals",
      "goals[3].kpi overlapping_goals",
      "goals[4].changes[0].from overlapping_dates",
      "goals[4].changes[1].from unordered_dates",
      "goals[1].kpi overlapping_goals",
    ].sort(),
  );
});

test("the queues that agents and teams serve are named by those there are", () => {
  const { sites } = parsed(
    site("      []")
      .replace("department: service }]", "department: service, queues: [sales] }]")
      .replace("team: north }]", "team: north, queues: [{ queue: help, channel: chat }] }]"),
  );
  expect(sites.get("krakow")).toMatchObject({
    teams: [{ queues: [{ queue: "sales", channel: null }] }],
    agents: [{ queues: [{ queue: "help", channel: "chat" }] }],
  });
  expect(
    codes(site("      []").replace("team: north }]", "queues: [sale, nowhere, { queue: sales, channel: chat }] }]")),
  ).toEqual([
    "agents[0].queues[0] unknown_queue",
    "agents[0].queues[1] unknown_queue",
    "agents[0].queues[2].channel unknown_queue",
  ]);
});
