#!/usr/bin/env node
/** The program. Every command is a file of its own. */
import { nodeVersionProblem } from "@floorwalker/runtime";
import { Command } from "commander";
import { alertCommand } from "./alert/alert-command.ts";
import { configCommand } from "./config/config-command.ts";
import { devCommand } from "./dev/dev-command.ts";
import { doctorCommand } from "./doctor/doctor-command.ts";
import { ProgramError } from "./program-error.ts";
import { replayCommand } from "./replay/replay-command.ts";
import { VERSION } from "./version.ts";

const problem = nodeVersionProblem();
if (problem !== null) {
  process.stderr.write(`${problem}\n`);
  process.exit(2);
}

// A reader that has seen enough (`| head`) is no error, and must not keep a replay from cleaning up.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

const program = new Command("floorwalker")
  .description("Real-time call-centre KPIs: events in, true numbers on a live wallboard")
  .version(VERSION)
  .addCommand(devCommand())
  .addCommand(replayCommand())
  .addCommand(doctorCommand())
  .addCommand(configCommand())
  .addCommand(alertCommand());

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = error instanceof ProgramError ? error.status : 2;
}

/** Every error of ours has a code and a fix; anything else is a bug and shows where. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, fix } = error as { code?: unknown; fix?: unknown };
  if (typeof code === "string" && typeof fix === "string")
    return error.message.endsWith(fix) ? error.message : `${error.message} [${code}]\n${fix}`;
  if (typeof code === "string") return `${error.message} [${code}]`;
  return error.stack ?? error.message;
}
