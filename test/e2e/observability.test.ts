/**
 * What the person on call relies on, against the running program and a real Prometheus: every query of the dashboard
 * finds data, every rule stands on metrics that the program exports, every alert has a section in the runbook.
 */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type RunningProgram, startProgram } from "../support/src/program.ts";
import { type Prometheus, prometheusMissing, RULES, startPrometheus } from "../support/src/prometheus.ts";

interface Rule {
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string;
  readonly labels?: { readonly severity?: string };
  readonly annotations?: Readonly<Record<string, string>>;
}

interface Panel {
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly fieldConfig?: { readonly defaults: { readonly unit?: string; readonly thresholds?: object } };
  readonly targets?: readonly { readonly expr: string }[];
}

const ROOT = join(import.meta.dirname, "../..");
const DASHBOARDS = join(ROOT, "infra/grafana/dashboards");
/** Some rates need two scrapes, some KPIs their first contact. */
const DATA_MS = 30_000;

const rules = (parse(readFileSync(join(RULES, "rules.yml"), "utf8")) as { groups: { rules: Rule[] }[] }).groups.flatMap(
  (group) => group.rules,
);
const panels = readdirSync(DASHBOARDS).flatMap((file) => {
  const { panels: found } = JSON.parse(readFileSync(join(DASHBOARDS, file), "utf8")) as { panels: Panel[] };
  return found.filter(({ type }) => type !== "row");
});
const annotations = readdirSync(DASHBOARDS).flatMap((file) => {
  const read = JSON.parse(readFileSync(join(DASHBOARDS, file), "utf8")) as {
    annotations: { list: readonly { readonly name: string; readonly expr: string }[] };
  };
  return read.annotations.list;
});
const queries = panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => [title, expr] as const));
const missing = await prometheusMissing();
const suite = missing === null ? describe : describe.skip;

suite(`observability${missing === null ? "" : ` (skipped: ${missing})`}`, () => {
  let program: RunningProgram;
  let prometheus: Prometheus;
  let exported: ReadonlySet<string>;

  beforeAll(async () => {
    program = await startProgram(["--past", "0"]);
    // One process is all services here.
    prometheus = await startPrometheus({ aggregator: new URL(program.url).host });
    exported = new Set([...(await metrics()).matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name!));
  });

  afterAll(async () => {
    await prometheus?.stop();
    await program?.stop();
  });

  const metrics = async (): Promise<string> => (await fetch(`${program.url}metrics`)).text();

  it("promtool finds nothing to complain about in the metrics of the whole program", async () => {
    expect(promtool(["check", "metrics"], await metrics())).toEqual({ status: 0, output: "" });
  });

  it.each(queries)("the dashboard's panel %s has data for %s", { timeout: 2 * DATA_MS }, async (_, expression) => {
    const asked = expression.replaceAll("$__rate_interval", "30s").replaceAll("$site", ".+");
    expect(asked).not.toContain("$");
    await expect
      .poll(async () => (await prometheus.query(asked)).filter(({ value }) => Number.isFinite(value)).length, {
        timeout: DATA_MS,
        interval: 250,
      })
      .toBeGreaterThan(0);
  });

  it("what is marked on the dashboard are alerts that fire and sources that are silent, by metrics that exist", async () => {
    expect(annotations.map(({ name }) => name)).toEqual(["Floor alerts", "Silent sources"]);
    for (const { expr } of annotations) {
      for (const name of metricNames(expr)) expect(exported.has(name), `${name} is exported`).toBe(true);
      await prometheus.query(expr.replaceAll("$site", ".+"));
    }
  });

  it("every alert's page of the runbook has an absolute address, where the configuration says", () => {
    const { global: settings } = parse(readFileSync(join(RULES, "prometheus.yml"), "utf8")) as {
      global: { external_labels: { floorwalker_docs: string } };
    };
    expect(URL.canParse(`${settings.external_labels.floorwalker_docs}/runbook.md`)).toBe(true);
  });

  it.each(rules.flatMap(({ record }) => (record === undefined ? [] : [record])))(
    "the recording rule %s yields numbers",
    { timeout: 2 * DATA_MS },
    async (name) => {
      await expect
        .poll(async () => (await prometheus.query(name)).filter(({ value }) => Number.isFinite(value)).length, {
          timeout: DATA_MS,
          interval: 250,
        })
        .toBeGreaterThan(0);
    },
  );

  it.each(rules.flatMap(({ alert, expr }) => (alert === undefined ? [] : [[alert, expr] as const])))(
    "the alert %s stands on metrics that exist, and is silent while all is well",
    async (_, expression) => {
      const recorded = rules.map(({ record }) => record);
      for (const name of metricNames(expression))
        expect(recorded.includes(name) || name === "up" || exported.has(name), `${name} is exported`).toBe(true);
      expect(await prometheus.query(expression)).toEqual([]);
    },
  );

  it("promtool accepts the rules and the configuration, and the rules' own tests pass", () => {
    for (const command of [
      ["check", "rules", "rules.yml"],
      ["check", "config", "prometheus.yml"],
      ["test", "rules", "rules.test.yml"],
    ])
      expect(promtool(command), command.join(" ")).toMatchObject({ status: 0 });
  });
});

describe("what is written for the person on call", () => {
  it("every alert has a severity, a summary, a description and its own section in the runbook", () => {
    const sections = [...readFileSync(join(ROOT, "docs/runbook.md"), "utf8").matchAll(/^## (\w+)$/gm)].map(
      ([, name]) => name!,
    );
    const alerts = rules.flatMap(({ alert, labels, annotations }) =>
      alert === undefined ? [] : [{ alert, labels, annotations }],
    );
    expect(sections).toEqual(alerts.map(({ alert }) => alert));
    for (const { alert, labels, annotations } of alerts) {
      expect(labels?.severity, alert).toMatch(/^(warning|critical)$/);
      expect(annotations?.summary, alert).toBeTruthy();
      expect(annotations?.description, alert).toBeTruthy();
      expect(annotations?.runbook_url).toBe(`{{ $externalLabels.floorwalker_docs }}/runbook.md#${alert.toLowerCase()}`);
    }
  });

  it("every panel has a unit, a description and thresholds", () => {
    expect(panels.length).toBeGreaterThan(12);
    for (const { title, description, fieldConfig, targets = [] } of panels) {
      expect(description, title).toBeTruthy();
      expect(fieldConfig?.defaults.unit, title).toBeTruthy();
      expect(fieldConfig?.defaults.thresholds, title).toBeDefined();
      expect(targets.length, title).toBeGreaterThan(0);
    }
  });
});

function promtool(parameters: readonly string[], input = "") {
  const { status, stdout, stderr } = spawnSync("promtool", parameters, { cwd: RULES, input, encoding: "utf8" });
  return { status, output: stdout + stderr };
}

/** Names that the expression reads; buckets belong to their histogram. */
const metricNames = (expression: string): string[] =>
  (expression.match(/(?:[a-z]+:)?floorwalker_\w+(?::\w+)?/g) ?? ["up"]).map((name) => name.replace(/_bucket$/, ""));
