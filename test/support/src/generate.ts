/**
 * `npm run generate` writes the pages that are computed from code; with `-- --check` it writes nothing and fails when one
 * differs from what is committed. The same code gives the same bytes: no dates, no paths, no order by chance.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { RECEIVER_KINDS } from "@floorwalker/channels/receivers";
import { renderKpiCatalogue } from "@floorwalker/domain";
import { eventSchema, FACTS_SCHEMA, FOLD_REJECTIONS, INTERVAL_SCHEMA, MENDINGS, REJECTIONS } from "@floorwalker/events";
import { asyncApi, openApi } from "@floorwalker/gateway";
import { webhookBodySchema } from "@floorwalker/protocol/alerts";
import { configurationJsonSchema } from "@floorwalker/runtime";
import { CONNECTION_ERRORS } from "@floorwalker/runtime/transport";
import { IGNORED } from "@floorwalker/sources";
import { z } from "zod";
import { gatewayRoutes, renderAccess, renderAccessErrors, renderBoardErrors } from "./access-pages.ts";
import { renderDemoFile } from "./demo-file.ts";

/** Of the workspace. */
const { version } = JSON.parse(readFileSync(join(import.meta.dirname, "../../../package.json"), "utf8")) as {
  readonly version: string;
};

/** Path from the root → content. */
export async function generatedPages(): Promise<ReadonlyMap<string, string>> {
  const routes = await gatewayRoutes();
  return new Map([
    ["docs/kpis.md", renderKpiCatalogue()],
    ["docs/access.md", renderAccess(routes)],
    ["docs/errors.md", `${renderRejections()}\n${renderAccessErrors()}\n${renderBoardErrors()}`],
    ["infra/docker/demo.yaml", renderDemoFile()],
    ["docs/spec/asyncapi.json", json(asyncApi(version))],
    ["docs/spec/openapi.json", json(openApi(routes, { version }))],
    ["docs/spec/generated/event.schema.json", json(z.toJSONSchema(eventSchema, { reused: "ref" }))],
    ["docs/spec/generated/interval.schema.json", json(z.toJSONSchema(INTERVAL_SCHEMA))],
    ["docs/spec/generated/facts.schema.json", json(z.toJSONSchema(FACTS_SCHEMA))],
    ["docs/spec/generated/webhook.schema.json", json(z.toJSONSchema(webhookBodySchema))],
    ["docs/spec/generated/configuration.schema.json", json(configurationJsonSchema(RECEIVER_KINDS))],
  ]);
}

/** Paths of pages that are missing under `root` or differ. */
export const driftedPages = (root: string, pages: ReadonlyMap<string, string>): string[] =>
  [...pages].filter(([path, content]) => readOrNull(join(root, path)) !== content).map(([path]) => path);

export function writePages(root: string, pages: ReadonlyMap<string, string>): void {
  for (const [path, content] of pages) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

function renderRejections(): string {
  const rows = Object.entries(REJECTIONS).map(([code, { text, fix }]) => [`\`${code}\``, text, fix]);
  return `${[
    "# Why an event was not taken",
    "",
    "Generated from the catalogue in `packages/contracts/events/src/rejection.ts`: change a text there, not here.",
    "",
    "The same codes stand in HTTP answers, in the reports of `floorwalker replay`, in the headers of dead letters and in the",
    "metrics `floorwalker_ingest_inputs_rejected_total` and, for what only the fold can see, `floorwalker_events_total`:",
    `${FOLD_REJECTIONS.map((code) => `\`${code}\``).join(", ")}.`,
    "",
    "| code | what | fix |",
    "| --- | --- | --- |",
    ...rows.map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`),
    "",
    "# What was put right in an event that was taken",
    "",
    "A field that cannot be read never costs the event. Each is counted in `floorwalker_ingest_inputs_mended_total` (over",
    "HTTP in `floorwalker_gateway_events_mended_total`), the first of a topic or file is in the log (`input_mended`), and a",
    "replay counts them under `mended`.",
    "",
    "| code | what |",
    "| --- | --- |",
    ...Object.entries(MENDINGS).map(([code, text]) => `| \`${code}\` | ${text.replaceAll("|", "\\|")} |`),
    "",
    "# Why an input became no event although nothing is wrong with it",
    "",
    "Counted in `floorwalker_ingest_inputs_ignored_total` by these reasons, and under `ignored` in a replay.",
    "",
    "| reason | what |",
    "| --- | --- |",
    ...Object.entries(IGNORED).map(([reason, text]) => `| \`${reason}\` | ${text} |`),
    "",
    "# Why Kafka, Redis or PostgreSQL cannot be used",
    "",
    "From `packages/kit/runtime/src/transport/connection-errors.ts`. A service says it in its line `cannot_start` and ends with",
    "the status below ([services.md](services.md)); `floorwalker doctor` says the same. How to connect:",
    "[connecting.md](connecting.md).",
    "",
    "| code | what | fix | ends with |",
    "| --- | --- | --- | --- |",
    ...Object.entries(CONNECTION_ERRORS).map(
      ([code, { text, fix, restartHelps = true }]) =>
        `| \`${code}\` | ${text.replace("{server}", "the server")} | ${fix} | ${restartHelps ? 1 : 2} |`,
    ),
  ].join("\n")}\n`;
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

if (import.meta.main) {
  const root = join(import.meta.dirname, "../../..");
  const pages = await generatedPages();
  if (!process.argv.includes("--check")) writePages(root, pages);
  const drifted = driftedPages(root, pages);
  for (const path of drifted) process.stderr.write(`${path} differs from its code: run npm run generate\n`);
  process.exitCode = drifted.length === 0 ? 0 : 1;
}
