/** `floorwalker rules quality`: how often each rule fired, was taken in time, rang again at once, and was cared for by nobody. */
import { Command } from "commander";
import { RunningGateway, URL_FLAG } from "../gateway/running-gateway.ts";
import { environment } from "../settings.ts";

interface QualityFlags {
  readonly site?: string;
  readonly days?: string;
  readonly url?: string;
  readonly json?: boolean;
}

interface Quality {
  readonly site: string;
  readonly from: string;
  readonly to: string;
  readonly rules: readonly Readonly<Record<(typeof COLUMNS)[number], string | number | null>>[];
}

const COLUMNS = [
  "rule",
  "fired",
  "acknowledged",
  "acknowledgedInTime",
  "flapped",
  "underFiveMinutes",
  "nobodyCared",
  "stillFiring",
] as const;
const HEADS = ["rule", "fired", "taken", "in time", "flapped", "under 5 min", "nobody cared", "still firing"];

export const qualityCommand = (): Command =>
  new Command("quality")
    .description("say how each rule of a site has fared, from a running gateway")
    .option("--site <id>", "needed where there are several")
    .option("--days <number>", "the last so many, today among them (30)")
    .option("--json", "print JSON")
    .option(...URL_FLAG)
    .action(run);

async function run({ site, days, url, json }: QualityFlags): Promise<void> {
  const gateway = new RunningGateway(
    url,
    environment((text) => process.stderr.write(`${text}\n`)),
  );
  const quality = (await gateway.json("v1/rules/quality", { site, days })) as Quality;
  process.stdout.write(json === true ? `${JSON.stringify(quality, null, 2)}\n` : qualityText(quality));
}

function qualityText({ site, from, to, rules }: Quality): string {
  const rows = [HEADS, ...rules.map((rule) => COLUMNS.map((column) => String(rule[column])))];
  const widths = HEADS.map((_, at) => Math.max(...rows.map((row) => row[at]!.length)));
  const table = rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at]!))
      .join("  ")
      .trimEnd(),
  );
  return [`${site}, ${from} to ${to}`, "", ...table, ""].join("\n");
}
