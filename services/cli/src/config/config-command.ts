/** `floorwalker config`: writes the commented sample, checks a file. */
import { writeFileSync } from "node:fs";
import { RECEIVER_KINDS } from "@floorwalker/channels/receivers";
import { formatProblem, loadConfiguration, sampleConfiguration } from "@floorwalker/runtime";
import { Command } from "commander";
import { ProgramError } from "../program-error.ts";

const DEFAULT_FILE = "floorwalker.yaml";

export const configCommand = (): Command =>
  new Command("config")
    .description("write a configuration file, check one")
    .addCommand(
      new Command("init")
        .description("write the commented sample")
        .argument("[file]", "where to; - prints it", DEFAULT_FILE)
        .option("--force", "replace the file when it is there")
        .action(init),
    )
    .addCommand(
      new Command("check")
        .description("name everything that is wrong with a file, each with its line and what to do")
        .argument("<file>", "the configuration")
        .action(check),
    );

function init(file: string, { force = false }: { readonly force?: boolean }): void {
  if (file === "-" && force)
    throw new ProgramError(
      "flags_exclude",
      "--force replaces a file, and - writes none",
      "Leave out --force or the -.",
    );
  if (file === "-") return void process.stdout.write(sampleConfiguration());
  try {
    writeFileSync(file, sampleConfiguration(), { flag: force ? "w" : "wx" });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "EEXIST")
      throw new ProgramError("file_exists", `${file} is there already`, "Give another name, or --force to replace it.");
    throw new ProgramError("file_not_written", message, "Give a name in a folder that exists and can be written.");
  }
  process.stdout.write(
    `${file} is written. Change it to your sites, then: npx floorwalker config check ${file} && npm start -- --config ${file}\n`,
  );
}

function check(file: string): void {
  const result = loadConfiguration(file, RECEIVER_KINDS);
  if (!result.ok) {
    const { errors } = result;
    throw new ProgramError(
      "bad_configuration",
      errors.map((problem) => formatProblem(problem, file)).join("\n"),
      `${errors.length === 1 ? "One thing is" : `${errors.length} things are`} wrong; nothing else was found.`,
      1,
    );
  }
  const { sites, receivers, sources } = result.configuration;
  const count = (name: "queues" | "rules" | "agents"): number =>
    [...sites.values()].reduce((sum, site) => sum + site[name].length, 0);
  const parts = [
    [sites.size, "sites"],
    [count("queues"), "queues"],
    [count("agents"), "agents"],
    [count("rules"), "rules"],
    [receivers.size, "receivers"],
    [sources.length, "further sources"],
  ] as const;
  process.stdout.write(`${file} is in order: ${parts.map(([number, name]) => `${number} ${name}`).join(", ")}\n`);
}
