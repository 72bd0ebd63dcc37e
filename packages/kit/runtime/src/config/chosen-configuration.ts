/**
 * The configuration that the environment chooses: a file, `demo` for the built-in demo site (a file of that name is
 * `./demo`), or nothing. Simulator, aggregator and gateway must be told the same, else the demo's queues have no names.
 */
import type { Environment } from "../environment.ts";
import { type ConfigurationResult, emptyConfiguration, loadConfiguration } from "./configuration.ts";
import { demoConfiguration } from "./demo-configuration.ts";
import type { ReceiverKind } from "./receiver-kind.ts";

const DEMO = "demo";

/** Null: nothing is read from a file. */
export const configurationFile = ({ config }: Pick<Environment, "config">): string | null =>
  config === DEMO ? null : config;

/** `kinds`: of receivers. */
export function chosenConfiguration(
  { config, demoZone, partitions }: Pick<Environment, "config" | "demoZone" | "partitions">,
  kinds: readonly ReceiverKind[],
): ConfigurationResult {
  const result = read(config, demoZone, kinds);
  if (!result.ok || partitions === null) return result;
  return { ok: true, configuration: { ...result.configuration, partitions } };
}

function read(config: string | null, demoZone: string | null, kinds: readonly ReceiverKind[]): ConfigurationResult {
  if (config === null) return { ok: true, configuration: emptyConfiguration() };
  if (config === DEMO) return { ok: true, configuration: demoConfiguration(demoZone ?? undefined) };
  return loadConfiguration(config, kinds);
}
