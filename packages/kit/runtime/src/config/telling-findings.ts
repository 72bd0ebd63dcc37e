/** What is wrong with whom a rule tells, and when: receivers and calendars that are not there, steps that come in no order. */
import { GROUP_DEFAULTS } from "@floorwalker/domain";
import { parseDuration } from "../duration.ts";
import { type Entry, type Finding, list, noSuch, type Path, text, unknownReceivers } from "./finding.ts";

export function tellingFindings(
  rule: Entry,
  receivers: readonly string[],
  calendars: readonly string[],
  path: Path,
): Finding[] {
  const found = unknownReceivers(rule.receivers, receivers, [...path, "receivers"]);
  for (const key of ["schedule", "quietHours"]) {
    const named = rule[key];
    if (typeof named === "string" && !calendars.includes(named))
      found.push(noSuch("calendar", named, calendars, [...path, key]));
  }
  for (const key of ["groupWait", "groupInterval"])
    if (rule[key] !== undefined && rule.group === undefined)
      found.push({
        path: [...path, key],
        code: "without_group",
        message: `${key} is of a group, and the rule is in none`,
        fix: "Name the group, such as its own id, or remove it.",
      });
  let before = Number.NEGATIVE_INFINITY;
  for (const [index, step] of list(rule, "escalation").entries()) {
    const place = [...path, "escalation", index];
    found.push(...unknownReceivers(step.receivers, receivers, [...place, "receivers"]));
    const after = afterMs(step.after);
    if (after === null) continue;
    if (after <= before)
      found.push({
        path: [...place, "after"],
        code: "steps_out_of_order",
        message: "a step comes no later than the one before it",
        fix: "Give the steps in order, each later after the alert fired.",
      });
    before = after;
  }
  return found;
}

/** Rules of one group are told in one message: it cannot wait for two times. `rules`: of one site. */
export function groupFindings(rules: readonly Entry[], path: Path): Finding[] {
  const first = new Map<string, Entry>();
  return rules.flatMap((rule, index) => {
    if (typeof rule.group !== "string") return [];
    const other = first.get(rule.group);
    if (other === undefined) {
      first.set(rule.group, rule);
      return [];
    }
    return WAITS.flatMap(([key, usual]) => {
      const [own, before] = [afterMs(rule[key] ?? usual), afterMs(other[key] ?? usual)];
      if (own === null || before === null || own === before) return [];
      return [
        {
          path: [...path, index, key],
          code: "group_waits_differ",
          message: `${key} of group "${text(rule.group)}" is ${own / 1000} s here and ${before / 1000} s at rule "${text(other.id)}"`,
          fix: "Write the same at each rule of the group.",
        },
      ];
    });
  });
}

const WAITS = [
  ["groupWait", GROUP_DEFAULTS.waitMs / 1000],
  ["groupInterval", GROUP_DEFAULTS.intervalMs / 1000],
] as const;

const afterMs = (value: unknown): number | null =>
  typeof value === "string" || typeof value === "number" ? parseDuration(value) : null;
