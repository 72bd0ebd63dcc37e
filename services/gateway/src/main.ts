/** The gateway as a process of its own: views from Redis, POST /v1/events into Kafka. */
import { fileURLToPath } from "node:url";
import { EVENTS_TOPIC } from "@floorwalker/events";
import { openKafkaLog } from "@floorwalker/kafka";
import { openRedisStore } from "@floorwalker/redis";
import {
  createHealth,
  createLifecycle,
  createLogger,
  createMetrics,
  emptyConfiguration,
  formatProblem,
  type LogFields,
  loadConfiguration,
  nodeVersionProblem,
  type Problem,
  readEnvironment,
} from "@floorwalker/runtime";
import manifest from "../package.json" with { type: "json" };
import { startGateway } from "./start-gateway.ts";

const DEFAULT_PORT = 4747;
const BOARD = fileURLToPath(new URL("../../wallboard/dist", import.meta.url));

const read = readEnvironment(process.env);
const logger = createLogger({ service: "gateway", level: read.ok ? read.environment.logLevel : "info" });
const oldNode = nodeVersionProblem();
if (oldNode !== null) refuse([problem("node", oldNode, "Start it with: npm run gateway")]);
if (!read.ok) refuse(read.errors);
for (const unknown of read.unknown) logger.warn("unknown_variable", { problem: formatProblem(unknown) });
const { kafka, redis, config, prefix, host, port, token, origins, board, partitions } = read.environment;
if (kafka === null) refuse([problem("FLOORWALKER_KAFKA", "is not set", "Name the brokers: host:port,host:port")]);
if (redis === null) refuse([problem("FLOORWALKER_REDIS", "is not set", "Give the URL: redis://host:port")]);
const loaded = config === null ? null : loadConfiguration(config);
if (loaded?.ok === false) refuse(loaded.errors, config ?? undefined);
const configuration = loaded?.ok ? loaded.configuration : emptyConfiguration();

const health = createHealth();
const metrics = createMetrics();
const lifecycle = createLifecycle({ logger, health });
const clientLogger = { warn: (fields: LogFields, event: string) => logger.warn(event, fields) };
try {
  const store = await openRedisStore({ url: redis, logger: clientLogger, ...(prefix === "" ? {} : { prefix }) });
  lifecycle.onStop("store", () => store.close());
  const log = await openKafkaLog({ brokers: kafka, clientId: "gateway", prefix, logger: clientLogger });
  lifecycle.onStop("log", () => log.close());
  await log.ensureTopics([{ topic: EVENTS_TOPIC, partitions: partitions ?? configuration.partitions }]);
  const gateway = await startGateway({
    store,
    log,
    // What the topic has, whoever made it: sites are where its owners think they are.
    partitions: await log.partitions(EVENTS_TOPIC),
    config: configuration,
    host,
    port: port ?? DEFAULT_PORT,
    fixedPort: port !== null,
    token,
    origins,
    boardDir: board ?? BOARD,
    clock: Date.now,
    logger,
    metrics,
    health,
    build: { service: "gateway", version: manifest.version, build: manifest.version },
  });
  lifecycle.onStop("gateway", () => gateway.stop());
} catch (error) {
  logger.fatal("cannot_start", { error });
  await lifecycle.stop("cannot start", 1);
}

function problem(path: string, message: string, fix: string): Problem {
  return { path, code: "cannot_start", message, fix, line: null };
}

function refuse(problems: readonly Problem[], file?: string): never {
  for (const each of problems) logger.fatal("cannot_start", { problem: formatProblem(each, file) });
  process.exit(1);
}
