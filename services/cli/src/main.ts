/**
 * The program. Every command is a file of its own, and only the one that is named is loaded: who asks for a version or the contacts of
 * an interval does not wait for a broker's client.
 */
import { enableCompileCache } from "node:module";
import { nodeVersionProblem } from "@floorwalker/runtime/node-version";
import { Command } from "commander";
import { refuseRepeated } from "./flags/exclusions.ts";
import { explain, ProgramError } from "./program-error.ts";
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

// What was read once is not read and stripped of its types again.
enableCompileCache();

/** In the order of the help. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  dev: async () => (await import("./dev/dev-command.ts")).devCommand(),
  replay: async () => (await import("./replay/replay-command.ts")).replayCommand(),
  doctor: async () => (await import("./doctor/doctor-command.ts")).doctorCommand(),
  config: async () => (await import("./config/config-command.ts")).configCommand(),
  user: async () => (await import("./accounts/user-command.ts")).userCommand(),
  token: async () => (await import("./accounts/token-command.ts")).tokenCommand(),
  alert: async () => (await import("./alert/alert-command.ts")).alertCommand(),
  report: async () => (await import("./report/report-command.ts")).reportCommand(),
  rules: async () => (await import("./rules/rules-command.ts")).rulesCommand(),
  state: async () => (await import("./state/state-command.ts")).stateCommand(),
  backup: async () => (await import("./backup/backup-command.ts")).backupCommand(),
  restore: async () => (await import("./backup/backup-command.ts")).restoreCommand(),
  "tie-out": async () => (await import("./tie-out/tie-out-command.ts")).tieOutCommand(),
};

const program = new Command("floorwalker")
  .description("Real-time call-centre KPIs: events in, true numbers on a live wallboard")
  .version(VERSION);
const named = process.argv[2] ?? "";
for (const name of Object.hasOwn(COMMANDS, named) ? [named] : namesFor(named))
  program.addCommand(await COMMANDS[name]!());

try {
  refuseRepeated(process.argv.slice(2));
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = error instanceof ProgramError ? error.status : 2;
}

/** Help and what is misspelt need to know them all, the version none. */
function namesFor(other: string): readonly string[] {
  return other === "--version" || other === "-V" ? [] : Object.keys(COMMANDS);
}
