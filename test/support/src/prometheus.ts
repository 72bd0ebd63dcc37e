/** A real Prometheus of this machine with the project's own rules, scraping the given addresses in place of compose's. */
import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { type Child, freePort, outputOf, startChild } from "./child.ts";

export interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Prometheus extends Pick<Child, "stop"> {
  readonly url: string;
  /** An instant query; rejects with Prometheus's own words when the expression is wrong. */
  query(expression: string): Promise<readonly Sample[]>;
}

export const RULES = join(import.meta.dirname, "../../../infra/prometheus");

const MISSING = "no Prometheus: install Debian's package prometheus (with promtool)";

/** Why there is none; null when there is one. With CI=true a missing one is an error. */
export async function prometheusMissing(): Promise<string | null> {
  if ((await outputOf("prometheus", "--version")) !== null && (await outputOf("promtool", "--version")) !== null)
    return null;
  if (process.env.CI === "true") throw new Error(MISSING);
  return MISSING;
}

/** `targets`: service → host:port; every service that infra/prometheus scrapes and is not named here is left out. */
export async function startPrometheus(targets: Readonly<Record<string, string>>): Promise<Prometheus> {
  const folder = await mkdtemp(join(tmpdir(), "floorwalker-prometheus-"));
  await cp(join(RULES, "rules.yml"), join(folder, "rules.yml"));
  const config = parse(await readFile(join(RULES, "prometheus.yml"), "utf8")) as {
    global: object;
    scrape_configs: { static_configs: { labels: { service: string }; targets: string[] }[] }[];
  };
  config.global = { scrape_interval: "1s", evaluation_interval: "1s" };
  for (const scrape of config.scrape_configs)
    scrape.static_configs = scrape.static_configs.flatMap(({ labels }) => {
      const target = targets[labels.service];
      return target === undefined ? [] : [{ labels, targets: [target] }];
    });
  await writeFile(join(folder, "prometheus.yml"), stringify(config));
  const port = await freePort();
  const command = [
    "prometheus",
    `--config.file=${join(folder, "prometheus.yml")}`,
    `--storage.tsdb.path=${join(folder, "data")}`,
    `--web.listen-address=127.0.0.1:${port}`,
  ];
  const child = await startChild({ command, folder }, port);
  const url = `http://127.0.0.1:${port}`;
  return { url, stop: () => child.stop(), query: (expression) => query(url, expression) };
}

async function query(url: string, expression: string): Promise<Sample[]> {
  const answer = await fetch(`${url}/api/v1/query`, {
    method: "POST",
    body: new URLSearchParams({ query: expression }),
  });
  const body = (await answer.json()) as {
    error?: string;
    data?: { result: { metric: Record<string, string>; value: [time: number, value: string] }[] };
  };
  if (body.data === undefined) throw new Error(`${expression}: ${body.error ?? answer.status}`);
  return body.data.result.map(({ metric, value }) => ({ metric, value: Number(value[1]) }));
}
