/**
 * `floorwalker rules rehearse FILE`: what a rule would have done on the days before, asked of a running gateway, or over a recording, of
 * which every rule can be rehearsed. Ends with 2 when it cannot be.
 */
import { readFileSync } from "node:fs";
import { ruleIn } from "@floorwalker/runtime";
import type { SourceFormatId } from "@floorwalker/sources";
import { Command, InvalidArgumentError, Option } from "commander";
import { RunningGateway, URL_FLAG } from "../gateway/running-gateway.ts";
import { ProgramError } from "../program-error.ts";
import { environment } from "../settings.ts";
import { type RehearsalDocument, rehearsalText } from "./rehearsal-text.ts";
import { rehearseRecording } from "./rehearse-recording.ts";

export interface RehearseFlags {
  readonly days?: number;
  readonly from?: string;
  readonly to?: string;
  readonly site?: string;
  readonly recording?: string;
  readonly source: SourceFormatId;
  readonly config?: string;
  readonly url?: string;
  readonly json?: boolean;
}

export const rehearseCommand = (): Command =>
  new Command("rehearse")
    .description("say when a rule would have fired, for how long, and whom it would have told")
    .argument("<file>", "one rule as under `rules:` of the configuration, YAML or JSON")
    .option("--days <number>", "so many whole days before today, and today (7)", wholeDays)
    .option("--from <time>", "in the place of days: yesterday, 2026-11-21, 2026-11-21T09:00")
    .option("--to <time>", "without it the end of a word such as yesterday, else now")
    .option("--site <id>", "needed where there are several")
    .option("--recording <file>", "over a recording in the place of what a gateway keeps")
    .addOption(
      new Option("--source <format>", "of the recording")
        .choices(["canonical", "asterisk-queue-log"])
        .default("canonical"),
    )
    .option("--config <file>", "of the recording's site: its queues, policies and teams")
    .option("--json", "print the whole answer, with every episode")
    .option(...URL_FLAG)
    .action(run);

async function run(file: string, flags: RehearseFlags): Promise<void> {
  const rule = ruleOf(file);
  const env = environment((text) => process.stderr.write(`${text}\n`));
  const { days, from, to, site } = flags;
  const answer =
    flags.recording === undefined
      ? await new RunningGateway(flags.url, env).json(
          "v1/rules/rehearse",
          {},
          { method: "POST", body: { rule, days, from, to, site } },
        )
      : await rehearseRecording(rule, flags.recording, flags);
  process.stdout.write(
    flags.json === true ? `${JSON.stringify(answer, null, 2)}\n` : rehearsalText(answer as RehearsalDocument),
  );
}

function ruleOf(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    throw new ProgramError("rule_not_read", `${file} cannot be read (${code})`, "Name a file with one rule.");
  }
  const found = ruleIn(text);
  if (typeof found === "string")
    throw new ProgramError("rule_not_read", `${file} is no YAML: ${found}`, "Write one rule as under `rules:`.");
  return found.rule;
}

function wholeDays(text: string): number {
  if (/^\d{1,2}$/.test(text) && Number(text) >= 1) return Number(text);
  throw new InvalidArgumentError("must be a whole number of days");
}
