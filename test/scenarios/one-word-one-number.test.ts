/** The same word means the same number on the dashboard, in the catalogue and in an alert: a panel says which KPI it shows, over which window. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { KPIS, kpiSeries, METRIC_WINDOW, targetRule } from "@floorwalker/domain";
import { expect, test } from "vitest";

interface Panel {
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
}

const FILE = join(import.meta.dirname, "../../infra/grafana/dashboards/floorwalker.json");
const { panels } = JSON.parse(readFileSync(FILE, "utf8")) as { panels: readonly Panel[] };
const WINDOW = ` · ${METRIC_WINDOW.replace("m", " min")}`;

const metricsIn = (expr: string): string[] =>
  [...expr.matchAll(/floorwalker_(?:queue|site)_(\w+)/g)].map(([, metric]) =>
    metric!.replace("_retracted_total", "_total"),
  );
const kpisOf = ({ targets = [] }: Panel) => {
  const metrics = new Set(targets.flatMap(({ expr }) => metricsIn(expr)));
  return KPIS.filter((kpi) => kpi.part === undefined && metrics.has(kpiSeries(kpi).metric));
};

const ofOneKpi = panels.filter((panel) => kpisOf(panel).length === 1);

test.for(ofOneKpi.map((panel) => [panel.title, panel] as const))(
  "the panel “%s” shows the KPI it is called by",
  ([title, panel]) => {
    const [kpi] = kpisOf(panel);
    const name = title.replace(WINDOW, "").replace(/ by (queue|reason)$/, "");
    expect(name).toBe(kpi!.title);
  },
);

test("what is of a window says so in its title, what is of a moment does not", () => {
  for (const panel of panels) {
    const natures = new Set(kpisOf(panel).map(({ nature }) => nature));
    if (natures.size > 0) expect(panel.title.endsWith(WINDOW), panel.title).toBe(!natures.has("moment"));
  }
  expect(ofOneKpi.length).toBeGreaterThan(5);
});

test("no two KPIs have one title, nor one name in Prometheus", () => {
  expect(new Set(KPIS.map(({ title }) => title)).size).toBe(KPIS.length);
  expect(new Set(KPIS.map(kpiSeries).map(({ metric, labels }) => `${metric}{${labels}}`)).size).toBe(KPIS.length);
});

test("the dashboard draws the level that a target's own rule judges, over its window", () => {
  const rule = targetRule({ queue: "q", channel: "call", target: 0.8 }, [])!;
  expect(rule.window).toBe(METRIC_WINDOW);
  const level = KPIS.find(({ id }) => id === rule.kpi)!;
  expect(panels.some((panel) => kpisOf(panel).includes(level))).toBe(true);
});
