/** The page about goals shows numbers: each of them is reckoned here. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Target } from "../../src/goal/budget.ts";
import { goalProgress } from "../../src/goal/goal-progress.ts";
import { kpiById } from "../../src/kpi/registry.ts";

const page = readFileSync(new URL("../../../../../docs/goals.md", import.meta.url), "utf8");

/** The rows of the table under a heading, by the heads of its columns. */
function rowsOf(heading: string): Record<string, string>[] {
  const part = page.split(`## ${heading}\n`)[1]!.split("\n## ")[0]!;
  const [heads, , ...rows] = part
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  return rows.map((row) => Object.fromEntries(heads!.map((head, at) => [head, row[at]!])));
}

const number = (text: string): number => Number(text.replace("−", "-").replace(/ ?[%s×]$/, ""));
const share = (text: string): number => number(text) / 100;
const part = (text: string) => {
  const [numerator, denominator] = text.split(" of ").map(number);
  return { numerator: numerator!, denominator: denominator! };
};
const shown = (value: number | null, unit = ""): string =>
  value === null ? "–" : `${String(Math.round(value * 100) / 100).replace("-", "−")}${unit}`;
const STATES = { onTarget: "on target", atRisk: "at risk", below: "below", noData: "no data" };

test("each worked case of a share is what the budget reckons", () => {
  const cases = rowsOf("Shares of contacts");
  expect(cases.length).toBeGreaterThanOrEqual(10);
  for (const row of cases) {
    const [side, value] = row.target!.split(" ");
    const target: Target = { better: side === "≥" ? "higher" : "lower", value: share(value!) };
    const sides = part(row["so far"]!);
    const hour = row["last hour"] === "–" ? null : part(row["last hour"]!);
    const told = goalProgress({
      kpi: kpiById("serviceLevelNow")!,
      target,
      value: sides.denominator === 0 ? null : sides.numerator / sides.denominator,
      sides,
      windows: { "5m": null, "30m": null, "60m": hour },
      coming: row["to come"] === "–" ? null : number(row["to come"]!),
    });
    const { byClose } = told;
    expect({
      state: STATES[told.state],
      "misses left": shown(told.missesLeft),
      "to reach": shown(told.toReach),
      burn: shown(told.burn["60m"], "×"),
      "left by the close": shown(byClose?.missesLeft ?? null),
      "of those to come needed": shown(byClose?.inTimeNeeded ?? null),
      "no return after": shown(byClose?.noReturnAfter ?? null),
    }).toEqual(Object.fromEntries(Object.entries(row).filter(([head]) => !GIVEN.includes(head))));
  }
});

test("each worked case of an average is what the budget reckons", () => {
  const cases = rowsOf("Averages");
  expect(cases.length).toBeGreaterThanOrEqual(4);
  for (const row of cases) {
    const sides = part(row["so far"]!);
    const told = goalProgress({
      kpi: kpiById("averageHandleTime")!,
      target: { better: "lower", value: number(row.target!.split(" ")[1]!) },
      value: sides.numerator / sides.denominator,
      sides,
      windows: { "5m": null, "30m": null, "60m": null },
      coming: number(row["to come"]!),
    });
    expect({
      state: STATES[told.state],
      "seconds left": shown(told.amountLeft),
      "average needed": shown(told.byClose!.averageNeeded),
    }).toEqual(Object.fromEntries(Object.entries(row).filter(([head]) => !GIVEN.includes(head))));
  }
});

const GIVEN = ["target", "so far", "last hour", "to come"];
