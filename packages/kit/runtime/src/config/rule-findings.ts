/** What is wrong with an alert rule beyond its shape: names that lead nowhere, and levels the wrong way round. */
import { DEFAULT_RULE_IDS, KPIS, kpiById } from "@floorwalker/domain";
import { nearest } from "../problem.ts";
import { type Entry, type Finding, list, names, type Path, text, unknownName } from "./finding.ts";
import { parseLevel } from "./schema.ts";

export function ruleFindings(rule: Entry, queues: readonly Entry[], path: Path): Finding[] {
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
      "a rule is about one kpi, one source, agents in one state, or one trouble of contacts",
      "Name a kpi, a source (its name, or any), agent: the state, or contact: waiting, lowScore, escalated or complaint.",
    );
    return found;
  }
  found.push(...notOf(subject, rule, path));
  if (subject === "agent" || rule.contact === "waiting") {
    if (rule.longerThan === undefined)
      add("longerThan", "missing", "how long is too long is missing", "Add longerThan, such as 5m.");
    return found;
  }
  if (subject !== "kpi") return found;
  if (rule.eachQueue === undefined) found.push(...scopeFindings(rule, queues, path));
  else if (rule.queue !== undefined)
    add("eachQueue", "two_scopes", "a rule is on one queue or on each", "Remove queue or eachQueue.");
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

const SUBJECTS = ["kpi", "source", "agent", "contact"] as const;
type Subject = (typeof SUBJECTS)[number];

/** Which settings a rule on each may have, of those that not all have. */
const HAS: Readonly<Record<Subject, readonly string[]>> = {
  kpi: ["queue", "eachQueue", "channel", "window", "above", "below", "clear", "minimumSample", "and"],
  source: [],
  agent: ["longerThan", "team"],
  contact: ["longerThan", "queue", "channel"],
};
const WITH_ARTICLE = { kpi: "a kpi", source: "a source", agent: "an agent", contact: "a contact" } as const;
const SETTINGS = [...new Set(Object.values(HAS).flat())];

const notOf = (subject: Subject, rule: Entry, path: Path): Finding[] =>
  SETTINGS.filter((key) => rule[key] !== undefined && !HAS[subject].includes(key)).map((key) => ({
    path: [...path, key],
    code: `not_of_${WITH_ARTICLE[subject].replace(" ", "_")}`,
    message: `a rule about ${WITH_ARTICLE[subject]} has no ${key}`,
    fix: subject === "source" ? "Remove it; how long a silence is stands in silentAfter of the source." : "Remove it.",
  }));

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
