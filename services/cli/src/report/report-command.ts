/**
 * `floorwalker report`: a day's report as a running gateway tells it, the same that goes out as mail. Ends with 1 when nothing is kept of
 * the day, with 2 when it could not be asked for.
 */
import { LANGUAGES } from "@floorwalker/domain";
import { Command, Option } from "commander";
import { RunningGateway, URL_FLAG } from "../gateway/running-gateway.ts";
import { environment } from "../settings.ts";

interface ReportFlags {
  readonly day: string;
  readonly format: string;
  readonly site?: string;
  readonly team?: string;
  readonly department?: string;
  readonly queue?: string;
  readonly channel?: string;
  readonly interval?: string;
  readonly language?: string;
  readonly url?: string;
}

const ASKED = ["day", "format", "site", "team", "department", "queue", "channel", "interval", "language"] as const;

export const reportCommand = (): Command =>
  new Command("report")
    .description("print the report of a day that is over, from a running gateway")
    .option("--day <day>", "yesterday, or a date such as 2026-11-28, of the site", "yesterday")
    .option("--site <id>", "needed where there are several")
    .option("--team <id>", "only of this team")
    .option("--department <id>", "only of this department")
    .option("--queue <id>", "only of this queue")
    .option("--channel <name>", "of the queue, where it has several")
    .addOption(new Option("--interval <length>", "of the worst times (30m)").choices(["15m", "30m"]))
    .addOption(new Option("--language <tag>", "of text and HTML (en)").choices(LANGUAGES))
    .addOption(new Option("--format <format>", "what to print").choices(["text", "html", "json"]).default("text"))
    .option(...URL_FLAG)
    .action(print);

async function print(flags: ReportFlags): Promise<void> {
  const gateway = new RunningGateway(
    flags.url,
    environment((text) => process.stderr.write(`${text}\n`)),
  );
  const text = await gateway.text("v1/report", Object.fromEntries(ASKED.map((name) => [name, flags[name]])));
  process.stdout.write(flags.format === "json" ? `${JSON.stringify(JSON.parse(text), null, 2)}\n` : text);
}
