/** Whether a KPI can have a target at all, of that scope, on that side and in that unit, and whether its dates are in order. */
import { kpiById, type Scope, type Unit } from "@floorwalker/domain";
import { datesOf } from "../dated/change-findings.ts";
import { type Entry, type Finding, list, type Path, text } from "../finding.ts";
import { unknownKpi } from "../rule-findings.ts";
import { parseLevel } from "../schema.ts";

/** `zone`: of its dates. */
export function targetFindings(goal: Entry, scope: Scope, path: Path, zone: string): Finding[] {
  if (typeof goal.kpi !== "string") return [];
  const unknown = unknownKpi(goal.kpi, [...path, "kpi"]);
  if (unknown.length > 0) return unknown;
  const { id, nature, scopes, direction, unit } = kpiById(goal.kpi)!;
  const found: Finding[] = [];
  const add = (key: string, code: string, message: string, fix: string): void =>
    void found.push({ path: [...path, key], code, message, fix });
  if (nature === "moment")
    add(
      "kpi",
      "not_of_a_day",
      `${id} is true of a moment, not of a day`,
      "Choose a KPI of a span; write a rule for this one.",
    );
  if (!scopes.includes(scope))
    add("kpi", "no_such_scope", `there is no ${id} of a ${scope}`, `It can be told of: ${scopes.join(", ")}.`);
  if (goal.better === undefined && direction === "neutral")
    add("better", "missing", `${id} is not better higher or lower by itself`, "Add better: higher or better: lower.");
  if (direction !== "neutral" && goal.better !== undefined && goal.better !== direction)
    add("better", "wrong_side", `${id} is better ${direction}`, "Remove it.");
  const changes = list(goal, "changes");
  const values = [
    { value: goal.value, at: [...path, "value"] },
    ...changes.map(({ value }, index) => ({ value, at: [...path, "changes", index, "value"] })),
  ];
  for (const { value, at } of values) if (isOfOtherUnit(value, unit)) found.push(wrongUnit(value, unit, id, at));
  const dated = goal.from === undefined ? changes : [{ from: goal.from, value: goal.value }, ...changes];
  const shift = dated.length - changes.length;
  const placed = ({ path: at, ...rest }: Finding): Finding => {
    const index = (at.at(-2) as number) - shift;
    return { ...rest, path: index < 0 ? [...path, "from"] : [...path, "changes", index, "from"] };
  };
  return [...found, ...datesOf(dated, [...path, "changes"], zone).map(placed)];
}

/** From the least to the most that a target can be, and how it is written. */
const RANGES: Readonly<Record<Unit, readonly [least: number, most: number, as: string]>> = {
  ratio: [0, 1, 'a share such as "80%" or 0.8'],
  seconds: [0, Number.POSITIVE_INFINITY, 'a duration such as "5m" or 300'],
  count: [0, Number.POSITIVE_INFINITY, "a count"],
  number: [0, Number.POSITIVE_INFINITY, "a number"],
  score: [1, 5, "a score from 1 to 5"],
  effort: [1, 7, "a score from 1 to 7"],
  points: [-100, 100, "points from -100 to 100"],
};

function isOfOtherUnit(value: unknown, unit: Unit): boolean {
  const level = typeof value === "string" || typeof value === "number" ? parseLevel(value) : null;
  if (level === null) return false;
  const written = typeof value === "string" && !/^\s*[\d.]+\s*$/.test(value);
  if (written && unit !== (String(value).includes("%") ? "ratio" : "seconds")) return true;
  const [least, most] = RANGES[unit];
  return level < least || level > most;
}

const wrongUnit = (value: unknown, unit: Unit, kpi: string, path: Path): Finding => ({
  path,
  code: "wrong_unit",
  message: `"${text(value)}" is no target of ${kpi}`,
  fix: `Write ${RANGES[unit][2]}.`,
});
