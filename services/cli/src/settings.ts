/** Environment and configuration of the program, or everything that is wrong with them at once. */
import {
  type Configuration,
  demoConfiguration,
  type Environment,
  formatProblem,
  loadConfiguration,
  type Problem,
  readEnvironment,
} from "@floorwalker/runtime";
import { ProgramError } from "./program-error.ts";

export function environment(warn: (text: string) => void): Environment {
  const result = readEnvironment(process.env);
  if (!result.ok) throw problems("bad_environment", result.errors, "");
  for (const problem of result.unknown) warn(formatProblem(problem, "environment"));
  return result.environment;
}

export function configuration(file: string): Configuration {
  const result = loadConfiguration(file);
  if (!result.ok) throw problems("bad_configuration", result.errors, file);
  return result.configuration;
}

/** The demo's centre in the zone of whoever looks at it. */
export const demo = (): Configuration => demoConfiguration(Intl.DateTimeFormat().resolvedOptions().timeZone);

function problems(code: string, errors: readonly Problem[], file: string): ProgramError {
  const text = errors.map((problem) => formatProblem(problem, file)).join("\n");
  return new ProgramError(code, text, "Mend what is listed and start again.");
}
