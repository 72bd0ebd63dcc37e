/** What is wrong with an alert rule beyond its shape: names that lead nowhere, and levels the wrong way round. */
import { DEFAULT_RULE_IDS, hasSides, isShare, KPIS, kpiById, type Scope } from "@floorwalker/domain";
import { nearest } from "../problem.ts";
import { type Entry, type Finding, list, names, type Path, text, unknownName } from "./finding.ts";
import { parseLevel } from "./schema.ts";

/** `site`: as it is written. */
export function ruleFindings(rule: Entry, site: Entry, path: Path): Finding[] {
  const queues = list(site, "queues");
  const found: Finding[] = [];
  const add = (key: string, code: string, message: string, fix: string): void =>
    void found.push({ path: [...path, key], code, message, fix });
  if (typeof rule.kpi === "string") found.push(...unknownKpi(rule.kpi, [...path, "kpi"]));
  found.push(...unknownName(rule, "queue", names(queues, "queue"), path));
  if (DEFAULT_RULE_IDS.some((id) => id === rule.id))
    add("id", "reserved_id", `"${text(rule.id)}" is the name of a default rule`, "Give this rule a name of its own.");
  const [subject, ...others] = SUBJECTS.filter((key) => rule[key] !== undefined);
  if (subject === undefined || others.length > 0) {
    add(
      subject === undefined ? "kpi" : others[0]!,
      subject === undefined ? "missing" : "two_subjects",
      "a rule is about one kpi, the budget of one, one source, agents in one state, or one trouble of contacts",
      "Name a kpi, a budget (its kpi), a source (its name, or any), agent: the state, or contact: waiting, lowScore, escalated or complaint.",
    );
    return found;
  }
  found.push(...notOf(subject, rule, path));
  if (subject === "agent" || rule.contact === "waiting") {
    if (rule.longerThan === undefined)
      add("longerThan", "missing", "how long is too long is missing", "Add longerThan, such as 5m.");
    return found;
  }
  if (subject !== "kpi" && subject !== "budget") return found;
  found.push(...numberScopeFindings(rule, site, path));
  if (subject === "budget") return [...found, ...budgetFindings(rule, site, path)];
  found.push(...levelFindings(rule, path));
  for (const [index, condition] of list(rule, "and").entries()) {
    const place = [...path, "and", index];
    if (typeof condition.kpi === "string") found.push(...unknownKpi(condition.kpi, [...place, "kpi"]));
    found.push(...levelFindings(condition, place));
  }
  return found;
}

/** Of a rule on a KPI, or of what must be the case as well. */
function levelFindings(rule: Entry, path: Path): Finding[] {
  const found: Finding[] = [];
  const add = (key: string, code: string, message: string, fix: string): void =>
    void found.push({ path: [...path, key], code, message, fix });
  const above = level(rule.above);
  const below = level(rule.below);
  const clear = level(rule.clear);
  if ((rule.above === undefined) === (rule.below === undefined))
    add(
      rule.above === undefined ? "above" : "below",
      "one_limit",
      "exactly one of above and below is needed",
      "Keep the limit on the side that is bad.",
    );
  else if (clear !== null && above !== null && clear > above)
    add(
      "clear",
      "clear_beyond_limit",
      `clears at ${text(rule.clear)}, beyond its limit ${text(rule.above)}`,
      "Set clear to the limit or lower.",
    );
  else if (clear !== null && below !== null && clear < below)
    add(
      "clear",
      "clear_beyond_limit",
      `clears at ${text(rule.clear)}, beyond its limit ${text(rule.below)}`,
      "Set clear to the limit or higher.",
    );
  return found;
}

export function unknownKpi(kpi: string, path: Path): Finding[] {
  if (kpiById(kpi)) return [];
  const known = KPIS.map(({ id }) => id);
  const meant = nearest(kpi, known);
  const fix = meant ? `Did you mean "${meant}"?` : `Use one of: ${known.join(", ")}.`;
  return [{ path, code: "unknown_kpi", message: `there is no KPI "${kpi}"`, fix }];
}

const SUBJECTS = ["kpi", "budget", "source", "agent", "contact"] as const;
type Subject = (typeof SUBJECTS)[number];

const OF_NUMBERS = ["queue", "eachQueue", "channel", "team", "eachTeam", "department", "minimumSample"] as const;

/** Which settings a rule on each may have, of those that not all have. */
const HAS: Readonly<Record<Subject, readonly string[]>> = {
  kpi: [...OF_NUMBERS, "window", "above", "below", "clear", "and"],
  budget: [...OF_NUMBERS, "burnAbove", "burnClear", "burnWindows", "noReturnIn"],
  source: [],
  agent: ["longerThan", "team"],
  contact: ["longerThan", "queue", "channel"],
};
const WITH_ARTICLE = {
  kpi: "a kpi",
  budget: "a budget",
  source: "a source",
  agent: "an agent",
  contact: "a contact",
} as const;
const SETTINGS = [...new Set(Object.values(HAS).flat())];

const notOf = (subject: Subject, rule: Entry, path: Path): Finding[] =>
  SETTINGS.filter((key) => rule[key] !== undefined && !HAS[subject].includes(key)).map((key) => ({
    path: [...path, key],
    code: `not_of_${WITH_ARTICLE[subject].replace(" ", "_")}`,
    message: `a rule about ${WITH_ARTICLE[subject]} has no ${key}`,
    fix: subject === "source" ? "Remove it; how long a silence is stands in silentAfter of the source." : "Remove it.",
  }));

const SCOPES = ["queue", "eachQueue", "team", "eachTeam", "department"] as const;

function numberScopeFindings(rule: Entry, site: Entry, path: Path): Finding[] {
  const named = SCOPES.filter((key) => rule[key] !== undefined);
  const isEachOfDepartment = named.join() === "eachQueue,department";
  if (named.length > 1 && !isEachOfDepartment)
    return [
      {
        path: [...path, named[1]!],
        code: "two_scopes",
        message: `a rule is on one thing or on each of a kind, not ${named.join(" and ")}`,
        fix: `Keep one of: ${named.join(", ")}; eachQueue may be with a department.`,
      },
    ];
  const [scope] = named;
  const kpis = [
    { id: rule.kpi, place: path },
    ...list(rule, "and").map(({ kpi }, index) => ({ id: kpi, place: [...path, "and", index] })),
  ];
  return [
    ...(scope === "eachQueue" ? [] : scopeFindings(rule, list(site, "queues"), path)),
    ...(isEachOfDepartment ? withoutQueues(rule, site, path) : []),
    ...kpis.flatMap(({ id, place }) => (typeof id === "string" ? notToldOf(id, toldAs(rule, scope, site), place) : [])),
  ];
}

const departmentOf = ({ department }: Entry, site: Entry): Entry | undefined =>
  list(site, "departments").find(({ id }) => id === department);

const queuesOf = (department: Entry | undefined): readonly unknown[] =>
  Array.isArray(department?.queues) ? department.queues : [];

/** One that is its teams has no queues of its own: of which its rule is, nobody could tell. */
function withoutQueues(rule: Entry, site: Entry, path: Path): Finding[] {
  const department = departmentOf(rule, site);
  if (department === undefined || queuesOf(department).length > 0) return [];
  return [
    {
      path: [...path, "department"],
      code: "department_of_teams",
      message: `department "${text(rule.department)}" is its teams: it has no queues`,
      fix: "Name queues of the department, or write a rule for each queue.",
    },
  ];
}

/** Of which kind of cell its numbers are read: a department is its queues or its teams together. */
function toldAs(rule: Entry, scope: (typeof SCOPES)[number] | undefined, site: Entry): Scope | null {
  switch (scope) {
    case undefined:
      return "site";
    case "queue":
    case "eachQueue":
      return "queue";
    case "team":
    case "eachTeam":
      return "team";
    case "department": {
      const department = departmentOf(rule, site);
      if (department === undefined) return null;
      return queuesOf(department).length > 0 ? "queue" : "team";
    }
  }
}

const NOT_TOLD: Readonly<Record<string, string>> = {
  queue: "Use a KPI of contacts, or name a team; docs/kpis.md has what there is of a queue.",
  team: "Use a KPI of what agents did, or name a queue.",
  site: "Name a queue, or write eachQueue: true.",
};

/** Nobody waits for a team or is offered to one, no queue has occupancy: a rule on what is not there would never fire. */
function notToldOf(id: string, told: Scope | null, path: Path): Finding[] {
  const kpi = kpiById(id);
  if (kpi === undefined || told === null || kpi.scopes.includes(told)) return [];
  return [
    {
      path: [...path, "kpi"],
      code: "not_of_scope",
      message: `${id} does not exist for a ${told}`,
      fix: NOT_TOLD[told]!,
    },
  ];
}

/** Of what a rule on a budget may be: `site`, as it is written, has the goals. */
function budgetFindings(rule: Entry, site: Entry, path: Path): Finding[] {
  const found: Finding[] = [];
  const add = (key: string, code: string, message: string, fix: string): void =>
    void found.push({ path: [...path, key], code, message, fix });
  const id = text(rule.budget);
  const kpi = kpiById(id);
  if (kpi === undefined) return unknownKpi(id, [...path, "budget"]);
  if (!isShare(kpi) || !hasSides(kpi))
    add(
      "budget",
      "no_budget",
      `${id} is no share of contacts: it has no budget of misses`,
      "Use a share, such as serviceLevel or abandonRate.",
    );
  else if (!hasTarget(rule, id, site))
    add(
      "budget",
      "no_target",
      `${id} has no target there, so nothing can be spent too fast`,
      "Add it to goals of the site, or name what has one.",
    );
  if (rule.burnAbove === undefined && rule.noReturnIn === undefined)
    add(
      "burnAbove",
      "missing",
      "how fast is too fast is missing",
      "Add burnAbove, such as 2, or noReturnIn, such as 1h.",
    );
  if (rule.burnAbove === undefined && (rule.burnClear !== undefined || rule.burnWindows !== undefined))
    add(
      rule.burnClear === undefined ? "burnWindows" : "burnClear",
      "without_burn",
      "it is of burnAbove, which is missing",
      "Add burnAbove, or remove it.",
    );
  if (typeof rule.burnClear === "number" && typeof rule.burnAbove === "number" && rule.burnClear > rule.burnAbove)
    add("burnClear", "clear_beyond_limit", "clears beyond its limit", "Set burnClear to burnAbove or lower.");
  const windows: readonly unknown[] = Array.isArray(rule.burnWindows) ? rule.burnWindows : [];
  if (windows.length === 2 && windows[0] === windows[1])
    add("burnWindows", "one_window", "both windows are the same", "Write a short and a long one, such as [5m, 60m].");
  return found;
}

/** The service level of each queue has one. */
function hasTarget(rule: Entry, kpi: string, site: Entry): boolean {
  const { queue, channel, team, department } = rule;
  if (kpi === "serviceLevel" && (queue !== undefined || rule.eachQueue !== undefined)) return true;
  return list(site, "goals").some((goal) => {
    if (goal.kpi !== kpi) return false;
    if (rule.eachTeam !== undefined) return goal.team !== undefined;
    if (rule.eachQueue !== undefined) return goal.queue !== undefined;
    const isSame = goal.queue === queue && goal.team === team && goal.department === department;
    return (
      isSame &&
      goal.agent === undefined &&
      (channel === undefined || goal.channel === undefined || goal.channel === channel)
    );
  });
}

export function scopeFindings(rule: Entry, queues: readonly Entry[], path: Path): Finding[] {
  const channels = queues.filter(({ queue }) => queue === rule.queue).map(({ channel }) => text(channel ?? "call"));
  if (rule.channel !== undefined && rule.queue === undefined)
    return [
      {
        path: [...path, "channel"],
        code: "channel_without_queue",
        message: "a channel needs its queue",
        fix: "Name the queue too, or remove the channel (it is then of the whole site).",
      },
    ];
  if (rule.channel === undefined && channels.length > 1)
    return [
      {
        path: [...path, "channel"],
        code: "ambiguous_queue",
        message: `queue "${text(rule.queue)}" has several channels`,
        fix: `Add one of: channel: ${channels.join(", ")}.`,
      },
    ];
  if (rule.channel !== undefined && channels.length > 0 && !channels.includes(text(rule.channel)))
    return [
      {
        path: [...path, "channel"],
        code: "unknown_queue",
        message: `queue "${text(rule.queue)}" has no channel ${text(rule.channel)}`,
        fix: `Use one of: ${channels.join(", ")}.`,
      },
    ];
  return [];
}

const level = (value: unknown): number | null =>
  typeof value === "string" || typeof value === "number" ? parseLevel(value) : null;
