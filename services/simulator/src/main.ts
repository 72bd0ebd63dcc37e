/**
 * The simulator as a process of its own, into Kafka. It fills the past hour only where nothing was told yet: after a
 * restart that hour is there already, and would count again under new ids.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { DEFAULT_PARTITIONS, SOURCE_TOPICS } from "@floorwalker/events";
import { openKafkaLog } from "@floorwalker/kafka";
import type { Log } from "@floorwalker/ports";
import {
  createLifecycle,
  createLogger,
  DEMO_SITE,
  demoConfiguration,
  formatProblem,
  loadConfiguration,
  type Problem,
  readEnvironment,
} from "@floorwalker/runtime";
import { SCENARIOS } from "./scenario.ts";
import { startSimulator } from "./start-simulator.ts";

const HOUR_MS = 3_600_000;
const LEADER_ATTEMPTS = 20;
const LEADER_PAUSE_MS = 500;

const logger = createLogger({ service: "simulator" });
const { values } = parseArgs({
  options: {
    scenario: { type: "string", default: "normal" },
    site: { type: "string", default: DEMO_SITE },
    seed: { type: "string", default: "1" },
    speed: { type: "string", default: "1" },
  },
});

const read = readEnvironment(process.env);
if (!read.ok) refuse(read.errors);
const { kafka, config, prefix } = read.environment;
const loaded = config === null ? null : loadConfiguration(config);
if (loaded?.ok === false) refuse(loaded.errors, config ?? undefined);
const sites = (loaded?.ok ? loaded.configuration : demoConfiguration()).sites;

const site = sites.get(values.site) ?? refuse([flag("site", `is one of ${[...sites.keys()].join(", ")}`)]);
const scenario =
  SCENARIOS.find((name) => name === values.scenario) ?? refuse([flag("scenario", `is one of ${SCENARIOS.join(", ")}`)]);
const seed = number("seed", values.seed);
const speed = number("speed", values.speed);
if (kafka === null) refuse([flag("FLOORWALKER_KAFKA", "names the brokers, host:port")]);

const lifecycle = createLifecycle({ logger });
const clientWarnings = {
  warn: (fields: Readonly<Record<string, unknown>>, event: string) => logger.warn(event, fields),
};
const log = await openKafkaLog({ brokers: kafka, clientId: "simulator", prefix, logger: clientWarnings });
lifecycle.onStop("log", () => log.close());
await log.ensureTopics(SOURCE_TOPICS.map((topic) => ({ topic, partitions: DEFAULT_PARTITIONS })));
const simulator = await startSimulator({
  log,
  site,
  scenario,
  seed,
  run: Date.now().toString(36),
  speed,
  backfillMs: (await isSilent(log)) ? HOUR_MS : 0,
  clock: { now: Date.now },
  partitions: await log.partitions(SOURCE_TOPICS[0]),
  logger,
});
lifecycle.onStop("simulator", () => simulator.stop());

/** A broker that has just made a topic may not lead it yet: asked again for some seconds. */
async function isSilent(topics: Log): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    try {
      const ends = await Promise.all(SOURCE_TOPICS.map((topic) => topics.ends(topic)));
      return ends.flat().every((end) => end === 0);
    } catch (error) {
      if (attempt === LEADER_ATTEMPTS) throw error;
      await sleep(LEADER_PAUSE_MS);
    }
  }
}

function number(name: string, text: string | undefined): number {
  const value = Number(text);
  return value > 0 ? value : refuse([flag(name, "is a number above 0")]);
}

function flag(name: string, rule: string): Problem {
  return { path: name, code: "bad_option", message: "cannot be used", fix: `It ${rule}.`, line: null };
}

function refuse(problems: readonly Problem[], file?: string): never {
  for (const problem of problems) logger.fatal("cannot_start", { problem: formatProblem(problem, file) });
  process.exit(1);
}
