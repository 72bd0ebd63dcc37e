/** The KPI catalogue as a page (`docs/kpis.md`), generated so that it cannot differ from what the program computes. */
import type { Direction, Unit } from "./kpi.ts";
import { KPIS } from "./registry.ts";
import { SERVICE_LEVEL_FORMULAS, SERVICE_LEVEL_POLICIES } from "./service-level.ts";

const UNITS: Readonly<Record<Unit, string>> = {
  count: "count",
  ratio: "share 0–1",
  seconds: "seconds",
  score: "score 1–5",
};
const BETTER: Readonly<Record<Direction, string>> = { higher: "higher", lower: "lower", neutral: "–" };

/** Markdown, ending in a line feed. */
export function renderKpiCatalogue(): string {
  return `${[
    "# KPIs",
    "",
    "Generated from the KPI registry (`packages/pure/domain/src/kpi/registry.ts`): change a formula there, not here.",
    "",
    'A KPI with nothing to divide by is undefined: `null` in the API, "–" on a board, absent in Prometheus. Values are not rounded.',
    "",
    ...table(
      ["id", "KPI", "unit", "better", "formula"],
      KPIS.map((kpi) => [`\`${kpi.id}\``, kpi.title, UNITS[kpi.unit], BETTER[kpi.direction], kpi.formula]),
    ),
    "",
    "## Service-level policies",
    "",
    "In time means within the answer threshold of queue and channel in force when the segment was queued.",
    "",
    ...table(
      ["policy", "formula"],
      SERVICE_LEVEL_POLICIES.map((id) => [`\`${id}\``, SERVICE_LEVEL_FORMULAS[id].formula]),
    ),
  ].join("\n")}\n`;
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  [head, head.map(() => "---"), ...rows].map(
    (cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`,
  );
