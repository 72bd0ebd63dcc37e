/** What is wrong with a goal beyond its shape: names that lead nowhere, and two for the same thing. */
import type { Scope } from "@floorwalker/domain";
import { type Entry, type Finding, list, names, type Path, text, unknownName } from "../finding.ts";
import { scopeFindings } from "../rule-findings.ts";
import { isZone } from "../zone.ts";
import { targetFindings } from "./target-findings.ts";

/** What a goal may be of, and which of the KPIs' scopes that is. */
const SCOPES = { queue: "queue", team: "team", department: "team", agent: "agent" } as const satisfies Record<
  string,
  Scope
>;
const KINDS = Object.keys(SCOPES) as (keyof typeof SCOPES)[];

export function goalFindings(site: Entry, path: Path): Finding[] {
  const goals = list(site, "goals");
  const queues = list(site, "queues");
  const zone = typeof site.zone === "string" && isZone(site.zone) ? site.zone : "UTC";
  return [
    ...goals.flatMap((goal, index): Finding[] => {
      const place = [...path, "goals", index];
      const named = KINDS.filter((kind) => goal[kind] !== undefined);
      const kind = named[0];
      return [
        ...unknownName(goal, "queue", names(queues, "queue"), place),
        ...scopeFindings(goal, queues, place),
        ...unknownName(goal, "team", names(list(site, "teams"), "id"), place),
        ...unknownName(goal, "department", names(list(site, "departments"), "id"), place),
        ...unknownName(goal, "agent", names(list(site, "agents"), "id"), place),
        ...(named.length > 1 ? [twoScopes([...place, named[1]!], named)] : []),
        ...targetFindings(goal, kind === undefined ? "site" : SCOPES[kind], place, zone),
        ...(kind === "queue" ? ownTarget(goal, place) : []),
      ];
    }),
    ...twice(goals, [...path, "goals"], ({ queue, channel, team, department, agent }) =>
      [queue, queue === undefined ? "" : (channel ?? channelOf(queues, queue)), team, department, agent].map(text),
    ),
  ];
}

/** `sites`: all there are. */
export function regionGoalFindings(goals: readonly Entry[], sites: readonly Entry[], path: Path): Finding[] {
  return [
    ...goals.flatMap((goal, index) => [
      ...unknownName(goal, "region", names(sites, "region"), [...path, index]),
      ...targetFindings(goal, "site", [...path, index], "UTC"),
    ]),
    ...twice(goals, path, ({ region }) => [text(region)]),
  ];
}

const channelOf = (queues: readonly Entry[], queue: unknown): unknown =>
  queues.find((known) => known.queue === queue)?.channel ?? "call";

const twoScopes = (path: Path, named: readonly string[]): Finding => ({
  path,
  code: "two_scopes",
  message: `a goal is of one thing, not of a ${named.join(" and a ")}`,
  fix: "Write one goal for each.",
});

/** The service level of a queue has its target there already, with dates and a rule on it. */
const ownTarget = ({ kpi }: Entry, path: Path): Finding[] =>
  kpi !== "serviceLevel" && kpi !== "serviceLevelNow"
    ? []
    : [
        {
          path: [...path, "kpi"],
          code: "own_target",
          message: "a queue's service level has its target in the queue",
          fix: "Set target of the queue, and target in its changes.",
        },
      ];

/** The same KPI of the same thing: by dates within one goal, never in two. */
function twice(goals: readonly Entry[], path: Path, scopeOf: (goal: Entry) => readonly string[]): Finding[] {
  const seen = new Map<string, number>();
  return goals.flatMap((goal, index): Finding[] => {
    if (typeof goal.kpi !== "string") return [];
    const key = JSON.stringify([goal.kpi, ...scopeOf(goal)]);
    const first = seen.get(key);
    seen.set(key, first ?? index);
    if (first === undefined) return [];
    return [
      {
        path: [...path, index, "kpi"],
        code: "overlapping_goals",
        message: `${goal.kpi} of the same has a target already, in goals[${first}]`,
        fix: "Write what it is from a date on in changes of that one.",
      },
    ];
  });
}
