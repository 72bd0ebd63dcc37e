/** The program. Every command is a file of its own. */
import { nodeVersionProblem } from "@floorwalker/runtime";
import { Command } from "commander";
import { tokenCommand } from "./accounts/token-command.ts";
import { userCommand } from "./accounts/user-command.ts";
import { alertCommand } from "./alert/alert-command.ts";
import { backupCommand, restoreCommand } from "./backup/backup-command.ts";
import { configCommand } from "./config/config-command.ts";
import { devCommand } from "./dev/dev-command.ts";
import { doctorCommand } from "./doctor/doctor-command.ts";
import { refuseRepeated } from "./flags/exclusions.ts";
import { explain, ProgramError } from "./program-error.ts";
import { replayCommand } from "./replay/replay-command.ts";
import { reportCommand } from "./report/report-command.ts";
import { rulesCommand } from "./rules/rules-command.ts";
import { stateCommand } from "./state/state-command.ts";
import { tieOutCommand } from "./tie-out/tie-out-command.ts";
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
  .addCommand(userCommand())
  .addCommand(tokenCommand())
  .addCommand(alertCommand())
  .addCommand(reportCommand())
  .addCommand(rulesCommand())
  .addCommand(stateCommand())
  .addCommand(backupCommand())
  .addCommand(restoreCommand())
  .addCommand(tieOutCommand());

try {
  refuseRepeated(process.argv.slice(2));
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = error instanceof ProgramError ? error.status : 2;
}
