/** Environment and configuration of the program, or everything that is wrong with them at once. */
import { RECEIVER_KINDS } from "@floorwalker/channels/receivers";
import { unconfiguredSite } from "@floorwalker/domain";
import {
  type Configuration,
  type ConfigurationResult,
  chosenConfiguration,
  demoConfiguration,
  type Environment,
  emptyConfiguration,
  formatProblem,
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

/** `file` may be `demo`. Never in the zone of this machine: the same input gives the same numbers anywhere (rule 29). */
export function configuration(file: string, demoZone: string | null = null): Configuration {
  const result = chosenConfiguration({ config: file, demoZone, partitions: null }, RECEIVER_KINDS);
  if (!result.ok) throw problems("bad_configuration", result.errors, file);
  return result.configuration;
}

/** While the program runs; `as`: what else is known of it. */
export function rereadConfiguration(file: string, as: (read: Configuration) => Configuration): ConfigurationResult {
  const result = chosenConfiguration({ config: file, demoZone: null, partitions: null }, RECEIVER_KINDS);
  return result.ok ? { ok: true, configuration: as(result.configuration) } : result;
}

export const demo = (zone: string | null): Configuration => demoConfiguration(zone ?? undefined);

/** A real centre nobody described yet: its queues are unconfigured, its day is UTC's unless a zone is given. */
export function undescribed(site: string, zone: string | null): Configuration {
  const plain = unconfiguredSite(site);
  const sites = new Map([[site, { ...plain, zone: zone ?? plain.zone }]]);
  return { ...emptyConfiguration(), sites };
}

/** Invented calls never look like a real centre's, also when they are played at a site of the configuration. */
export function markedDemo(config: Configuration, site: string): Configuration {
  const described = config.sites.get(site);
  if (described === undefined) return config;
  return { ...config, sites: new Map(config.sites).set(site, { ...described, demo: true }) };
}

function problems(code: string, errors: readonly Problem[], file: string): ProgramError {
  const text = errors.map((problem) => formatProblem(problem, file)).join("\n");
  return new ProgramError(code, text, "Mend what is listed and start again.");
}
