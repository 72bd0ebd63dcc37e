/**
 * The frame of a service that is a process of its own: Node's version, environment and configuration (everything that is
 * wrong with them at once, exit 2), log, metrics, health, status server, end. A service that cannot start, or a part of
 * which cannot go on, ends with 1, so that an orchestrator starts it again; with 2 when Kafka, Redis or PostgreSQL refuse it, or hold
 * what contradicts it, for what only other settings or another program cure.
 */
import { readFileSync } from "node:fs";
import { chosenConfiguration, configurationFile } from "./config/chosen-configuration.ts";
import type { ReceiverKind } from "./config/receiver-kind.ts";
import { type WatchedConfiguration, watchConfiguration } from "./config/watched-configuration.ts";
import type { HistoryAddress } from "./environment/history-address.ts";
import type { KafkaAddress } from "./environment/kafka-address.ts";
import type { RedisAddress } from "./environment/redis-address.ts";
import { type Environment, readEnvironment } from "./environment.ts";
import { createHealth, type Health } from "./health.ts";
import { createLifecycle } from "./lifecycle.ts";
import { createLogger, type LogFields, type Logger } from "./log.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import { nodeVersionProblem } from "./node-version.ts";
import { formatProblem, type Problem } from "./problem.ts";
import { METRICS_CLOSED_FIX, metricsClosed, ownStatusAddress, statusAddress } from "./status-address.ts";
import type { BuildInfo } from "./status-answers.ts";
import { startStatusServer } from "./status-server.ts";
import { ConnectionError } from "./transport/connection-error.ts";
import { SettingsError } from "./transport/settings-error.ts";

export interface ServiceOptions {
  readonly name: string;
  /** `import.meta.url` of the entry point: the service's package.json lies one folder up. */
  readonly entry: string;
  readonly needs: readonly (keyof typeof ADDRESSES)[];
  /** One of these is enough; absent: nothing beside `needs`. */
  readonly needsOneOf?: readonly [keyof typeof ADDRESSES, keyof typeof ADDRESSES];
  /**
   * Port of /livez, /readyz, /metrics and /version unless FLOORWALKER_METRICS_PORT says another; null: the service has an
   * HTTP server, which answers them unless FLOORWALKER_METRICS_HOST or _PORT gives them a place of their own.
   */
  readonly statusPort: number | null;
  /** Kinds of receivers that the configuration may name: every service checks the whole file. */
  readonly receivers: readonly ReceiverKind[];
}

export interface Service {
  readonly environment: Environment;
  /** As it is now: the file is read again when it changes, and on SIGHUP. */
  readonly configuration: WatchedConfiguration;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly health: Health;
  readonly build: BuildInfo;
  /** True when the status server answers /metrics; else the service's own HTTP server has to. */
  readonly metricsApart: boolean;
  /** What the Kafka adapter asks for. */
  readonly kafka: () => KafkaAddress & { clientId: string; prefix: string; logger: ClientLogger };
  /** What the Redis adapter asks for. */
  readonly redis: () => RedisAddress & { prefix: string; logger: ClientLogger };
  /** What the PostgreSQL adapter asks for; null: there is none, Redis keeps some days. */
  readonly history: () => (HistoryAddress & { schema: string; logger: ClientLogger }) | null;
  /** How a part that was just started is stopped; the last started is stopped first. */
  readonly onStop: (name: string, stop: () => Promise<void> | void) => void;
  /** A part that only a restart helps: ends the process with 1 when the promise rejects. */
  readonly endsWith: (part: string, failed: Promise<unknown>) => void;
}

interface ClientLogger {
  warn(fields: LogFields, event: string): void;
}

const ADDRESSES = {
  kafka: { variable: "FLOORWALKER_KAFKA", fix: "Name the brokers: host:port, several separated by commas." },
  history: {
    variable: "FLOORWALKER_HISTORY",
    fix: "Give the URL of a PostgreSQL: postgres://user:password@host:port/database.",
  },
  redis: { variable: "FLOORWALKER_REDIS", fix: "Give its URL: redis://host:port (rediss:// for TLS)." },
} as const;

/** Keys are `<prefix>floorwalker:{p3}:…`, topics and groups `<prefix>cc.events.v1`. */
export const REDIS_PREFIX = "floorwalker";
/** Of the history: `<prefix>floorwalker`. */
export const HISTORY_SCHEMA = "floorwalker";
const BAD_SETTINGS_EXIT = 2;

/** Resolves when `start` has; from then on the process lives until a signal or a failure. */
export async function runService(options: ServiceOptions, start: (service: Service) => Promise<void>): Promise<void> {
  const { name, entry, needs, statusPort } = options;
  const read = readEnvironment(process.env);
  const logger = createLogger({ service: name, level: read.ok ? read.environment.logLevel : "info" });
  const oldNode = nodeVersionProblem();
  const chosen = read.ok ? chosenConfiguration(read.environment, options.receivers) : null;
  const problems = [
    ...(oldNode === null ? [] : [problem("node", "node_too_old", oldNode, `Start it with: npm run ${name}`)]),
    ...(read.ok ? missing(needs, read.environment) : read.errors),
    ...(read.ok ? missingBoth(options.needsOneOf, read.environment) : []),
  ].map((each) => formatProblem(each));
  if (chosen?.ok === false)
    problems.push(...chosen.errors.map((each) => formatProblem(each, (read.ok && read.environment.config) || "")));
  for (const text of problems) logger.fatal("cannot_start", { problem: text });
  if (!read.ok || !chosen?.ok || problems.length > 0) process.exit(BAD_SETTINGS_EXIT);
  for (const unknown of read.unknown) logger.warn("unknown_variable", { problem: formatProblem(unknown) });

  const { environment } = read;
  const { version } = JSON.parse(readFileSync(new URL("../package.json", entry), "utf8")) as { version: string };
  const health = createHealth();
  const metrics = createMetrics();
  const build = { service: name, version, build: version };
  const lifecycle = createLifecycle({ logger, health });
  const clientLogger: ClientLogger = { warn: (fields, event) => logger.warn(event, fields) };
  const configuration = watchConfiguration({
    first: chosen.configuration,
    file: configurationFile(environment),
    read: () => chosenConfiguration(environment, options.receivers),
    logger,
    metrics,
    health,
  });
  lifecycle.onStop("configuration", () => configuration.stop());
  let started = false;
  health.ready("started", () => started || "the service is starting");
  try {
    const at = statusPort === null ? ownStatusAddress(environment) : statusAddress(environment, statusPort);
    if (at !== null) {
      const status = await startStatusServer({ at, health, metrics, build });
      lifecycle.onStop("status", () => status.stop());
      logger.info("status_listening", { url: `${status.url}readyz` });
      if (metricsClosed(at)) logger.warn("metrics_closed", { fix: METRICS_CLOSED_FIX });
    }
    await start({
      environment,
      configuration,
      logger,
      metrics,
      health,
      build,
      metricsApart: at !== null,
      kafka: () => ({
        ...known(environment.kafka, "kafka"),
        clientId: `floorwalker-${name}`,
        prefix: environment.prefix,
        logger: clientLogger,
      }),
      redis: () => ({
        ...known(environment.redis, "redis"),
        prefix: environment.prefix + REDIS_PREFIX,
        logger: clientLogger,
      }),
      history: () =>
        environment.history === null
          ? null
          : { ...environment.history, schema: environment.prefix + HISTORY_SCHEMA, logger: clientLogger },
      onStop: (part, stop) => lifecycle.onStop(part, stop),
      endsWith: (part, failed) =>
        void failed.catch((error: unknown) => {
          logger.fatal("part_failed", { part, ...reasonOf(error) });
          return lifecycle.stop("part_failed", exitCodeOf(error));
        }),
    });
    started = true;
  } catch (error) {
    logger.fatal("cannot_start", reasonOf(error));
    await lifecycle.stop("cannot_start", exitCodeOf(error));
  }
}

const missing = (needs: ServiceOptions["needs"], environment: Environment): Problem[] =>
  needs
    .filter((need) => environment[need] === null)
    .map((need) => problem(ADDRESSES[need].variable, "missing_variable", "is not set", ADDRESSES[need].fix));

function missingBoth(one: ServiceOptions["needsOneOf"], environment: Environment): Problem[] {
  if (one === undefined || one.some((need) => environment[need] !== null)) return [];
  const [first, other] = [ADDRESSES[one[0]], ADDRESSES[one[1]]];
  const fix = `${first.fix} Or set ${other.variable}: ${other.fix}`;
  return [problem(first.variable, "missing_variable", `is not set, nor is ${other.variable}`, fix)];
}

const reasonOf = (error: unknown): LogFields =>
  error instanceof ConnectionError || error instanceof SettingsError
    ? { problem: error.message, code: error.code }
    : { error };

const exitCodeOf = (error: unknown): number =>
  error instanceof SettingsError || (error instanceof ConnectionError && !error.restartHelps) ? BAD_SETTINGS_EXIT : 1;

function known<T>(address: T | null, need: keyof typeof ADDRESSES): T {
  if (address === null) throw new Error(`the service asks for ${need} and does not list it in its needs`);
  return address;
}

const problem = (path: string, code: string, message: string, fix: string): Problem => ({
  path,
  code,
  message,
  fix,
  line: null,
});
