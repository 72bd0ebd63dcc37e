/** The KPI catalogue as a page (`docs/kpis.md`), generated so that it cannot differ from what the program computes. */
import { BACKLOG_PARTS, type BacklogCounts } from "../backlog/backlog.ts";
import { newCounters } from "../counters.ts";
import {
  type Direction,
  type Kpi,
  type Live,
  type Nature,
  OF_SURVEYS,
  type Scope,
  type Unit,
  type WaitDistribution,
} from "./kpi.ts";
import { kpiSeries } from "./kpi-series.ts";
import { KPIS } from "./registry.ts";
import { SERVICE_LEVEL_FORMULAS, SERVICE_LEVEL_POLICIES } from "./service-level.ts";
import { type Source, WORKS, type Work } from "./sources.ts";

const UNITS: Readonly<Record<Unit, string>> = {
  count: "count",
  ratio: "share 0–1",
  seconds: "seconds",
  score: "score 1–5",
  number: "number",
  points: "−100 to 100",
  effort: "score 1–7",
};
const NATURES: Readonly<Record<Nature, string>> = { moment: "now", count: "a span, adds up", measure: "a span" };
const BETTER: Readonly<Record<Direction, string>> = { higher: "higher", lower: "lower", neutral: "–" };

const SCOPES = OF_SURVEYS;
const NO_WAITS: WaitDistribution = { quantile: () => null };
const QUIET: Live = {
  now: 0,
  waiting: 0,
  waitingPastThreshold: 0,
  oldestQueuedAt: null,
  backlog: Object.fromEntries(BACKLOG_PARTS.map((part) => [part, 0])) as unknown as BacklogCounts,
  agents: { idle: 0, onContact: 0, wrapUp: 0, paused: 0 },
};
const POLICY = SERVICE_LEVEL_POLICIES[0];

/** Markdown, ending in a line feed. */
export function renderKpiCatalogue(): string {
  return `${[
    "# KPIs",
    "",
    "Generated from the KPI registry (`packages/pure/domain/src/kpi/registry.ts`): change a formula there, not here.",
    "",
    'A KPI with nothing to divide by is undefined: `null` in the API, "–" on a board, absent in Prometheus. Values are not rounded.',
    "",
    "Names in Prometheus begin with `floorwalker_`. A `…_total` counts since its process took the partition and never goes down;",
    "what a restatement took back adds to `…_retracted_total`, and the difference of the two is the number. Averages, shares,",
    "percentiles and maxima are gauges of the last 15 minutes; for another window divide increases of the counters.",
    "",
    ...table(
      ["id", "KPI", "unit", "of", "can be told of", "better", "in Prometheus", "formula"],
      KPIS.map((kpi) => [
        `\`${kpi.id}\``,
        kpi.title,
        UNITS[kpi.unit],
        NATURES[kpi.nature],
        kpi.scopes.join(", "),
        BETTER[kpi.direction],
        series(kpi),
        kpi.formula,
      ]),
    ),
    "",
    "## Where the formulas come from",
    "",
    "Who defines a KPI so, by its name there, and what is otherwise here. *Ours*: nobody publishes it, or everybody otherwise.",
    "",
    ...table(
      ["id", "source"],
      KPIS.map((kpi) => [`\`${kpi.id}\``, kpi.sources.map(sourceOf).join("; ")]),
    ),
    "",
    ...Object.values<Work>(WORKS)
      .map(({ title, url }) => `- [${title}](${url})`)
      .toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)),
    "",
    "## Zero, undefined, not applicable",
    "",
    "What is told where nothing happened: 0 of what was counted and did not occur, `null` of what has nothing to divide by or nobody",
    "to tell of, N/A where the KPI cannot be told of the scope at all. A region is told of as a site is, a channel and a contact",
    "reason as a queue is, a department as a team or, where queues define it, as a queue is.",
    "",
    ...table(
      ["id", ...SCOPES],
      KPIS.map((kpi) => [`\`${kpi.id}\``, ...SCOPES.map((scope) => ofNothing(kpi, scope))]),
    ),
    "",
    "## Service-level policies",
    "",
    "In time means within the answer threshold of queue and channel in force when the segment was queued.",
    "",
    ...table(
      ["policy", "formula", "as in"],
      SERVICE_LEVEL_POLICIES.map((id) => [
        `\`${id}\``,
        SERVICE_LEVEL_FORMULAS[id].formula,
        SERVICE_LEVEL_FORMULAS[id].asIn,
      ]),
    ),
  ].join("\n")}\n`;
}

/** As `Asterisk: “RINGNOANSWER”`, by the first words of the work. */
function sourceOf({ work, says, but }: Source): string {
  const said = work === null ? `*ours*: ${says}` : `${WORKS[work].title.split(",")[0]}: ${says}`;
  return but === undefined ? said : `${said} (here: ${but})`;
}

function ofNothing(kpi: Kpi, scope: Scope): string {
  if (!kpi.scopes.includes(scope)) return "N/A";
  const value = kpi.read({ counters: newCounters(), waits: NO_WAITS, longestWait: null, live: QUIET, policy: POLICY });
  return value === null ? "null" : String(value);
}

/** After `floorwalker_`; a count is of queues, and a site's the sum of them. */
function series(kpi: Kpi): string {
  const { metric, labels } = kpiSeries(kpi);
  if (kpi.nature === "count") return `\`queue_${metric}${labels === "" ? "" : `{${labels}}`}\``;
  if (!kpi.scopes.includes("site")) return `\`queue_${metric}\``;
  return kpi.scopes.includes("queue") ? `\`queue_${metric}\`, \`site_…\`` : `\`site_${metric}\``;
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  [head, head.map(() => "---"), ...rows].map(
    (cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`,
  );
