/** `floorwalker dev`: the whole product in one process, and the table that says where everything is. */
import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import { EmbeddedError } from "@floorwalker/embedded";
import { DEFAULT_PARTITIONS } from "@floorwalker/events";
import {
  type Configuration,
  createLifecycle,
  createLogger,
  DEMO_SITE,
  type Environment,
  emptyConfiguration,
  gatewayLimits,
  isZone,
  ownStatusAddress,
} from "@floorwalker/runtime";
import { SCENARIOS, type Scenario } from "@floorwalker/simulator";
import { Command, InvalidArgumentError, Option } from "commander";
import { encoding } from "../flags/encoding.ts";
import { refuseExcluded } from "../flags/exclusions.ts";
import { chosenSite, siteOfLines } from "../flags/site-choice.ts";
import { explain, ProgramError } from "../program-error.ts";
import { configuration, demo, environment, markedDemo, rereadConfiguration, undescribed } from "../settings.ts";
import { BOARD_DIR, DEFAULT_PORT } from "./defaults.ts";
import { DEV_EXCLUSIONS, FOLLOWED_OR_PLAYED } from "./dev-exclusions.ts";
import { PARTITIONS } from "./dev-ingest.ts";
import type { Dev, DevOptions } from "./dev-options.ts";
import { startDev } from "./start-dev.ts";

/** Site of a queue_log that nobody named. */
const QUEUE_LOG_SITE = "site";
const DEFAULT_SCENARIO: Scenario = "sla-breach";
const DEFAULT_PAST_DAYS = 8;
const DAY_MS = 86_400_000;
const MOST_PAST_DAYS = 28;
const UNUSED = "for services on Kafka and Redis; one process has everything in its own file, and takes no notice";
/** The built-in demo, named instead of a file. */
const DEMO = "demo";

interface DevFlags {
  readonly port?: number;
  readonly data?: string;
  readonly fresh?: boolean;
  readonly config?: string;
  readonly queueLog?: string;
  readonly site?: string;
  readonly encoding?: string;
  readonly zone?: string;
  readonly scenario?: Scenario;
  readonly speed: number;
  readonly seed: number;
  readonly past?: number;
  readonly simulate: boolean;
}

export const devCommand = (): Command =>
  new Command("dev")
    .description("run everything in one process on one file, with a simulated call centre (npm start)")
    .option("--port <port>", "exactly this port; without it 4747 or the next free one", port)
    .option("--data <folder>", "where the state lives (./.floorwalker)")
    .option("--fresh", "empty the state first")
    .option("--config <file>", "sites, queues, rules, receivers (see: npx floorwalker config init)")
    .option("--queue-log <file>", "follow this Asterisk queue_log instead of simulating")
    .option("--site <id>", "site of the queue_log, or of the simulation")
    .option("--encoding <name>", "of the queue_log's lines that are not UTF-8 (windows-1252)", encoding)
    .option("--zone <name>", "IANA zone of the demo (Europe/Warsaw) or of a queue_log without --config (UTC)", zone)
    .addOption(
      new Option(
        "--scenario <name>",
        "what the simulator plays (sla-breach); with --config nothing is simulated unless this is given",
      ).choices(SCENARIOS),
    )
    .option("--speed <factor>", "simulated seconds in a second", positive, 1)
    .option("--seed <number>", "the same seed plays the same calls", positive, 1)
    .option(
      "--past <days>",
      "days of past behind the demo (8, of a configured site 0), told while it is live",
      pastDays,
    )
    .option("--no-simulate", "only what is sent to POST /v1/events")
    .action(run);

async function run(flags: DevFlags, command: Command): Promise<void> {
  const env = environment((text) => process.stderr.write(`${text}\n`));
  const file = flags.config ?? env.config;
  refuseExcluded(command, DEV_EXCLUSIONS, [
    ...(file === null || file === DEMO ? [] : ["--config"]),
    ...(flags.queueLog === undefined && flags.scenario === undefined ? [] : [FOLLOWED_OR_PLAYED]),
  ]);
  const config =
    file === null ? withoutFile(flags, flags.zone ?? env.demoZone) : configuration(file, flags.zone ?? env.demoZone);
  const dataDir = resolve(flags.data ?? env.data);
  const logger = createLogger({
    service: "floorwalker",
    level: env.logLevel === "info" ? "warn" : env.logLevel,
    to: "stderr",
  });
  const lifecycle = createLifecycle({ logger });
  const known = [...config.sites.keys()];
  const simulated = chosenSite(flags.site, known) ?? known[0] ?? DEMO_SITE;
  // A configured site is somebody's: nobody's receivers hear of made-up alerts unless it was asked for.
  const wanted = flags.simulate && (file === null || file === DEMO || flags.scenario !== undefined);
  const simulate = wanted && flags.queueLog === undefined && config.sites.has(simulated);
  const scenario = flags.scenario ?? DEFAULT_SCENARIO;
  const fixed = flags.port ?? env.port;
  const played = (each: Configuration): Configuration => ({
    ...(simulate ? markedDemo(each, simulated) : each),
    // Of this process, whatever the file says, and whatever it says later.
    partitions: PARTITIONS,
  });
  const unused = unusedSettings(env, config);
  if (unused.length > 0) process.stderr.write(`${unused.join(", ")}: ${UNUSED}\n`);
  const dev = await startDev({
    config: played(config),
    configFile: file === null || file === DEMO ? null : { file, read: () => rereadConfiguration(file, played) },
    dataDir,
    fresh: flags.fresh ?? false,
    host: env.host,
    port: fixed ?? DEFAULT_PORT,
    fixedPort: fixed !== null,
    token: env.token,
    metricsToken: env.metricsToken,
    status: ownStatusAddress(env),
    serverLimits: gatewayLimits(env),
    origins: env.origins,
    trustedProxies: env.trustedProxies,
    auditKeptMs: env.auditDays * DAY_MS,
    publicUrl: env.publicUrl,
    linkSecret: env.linkSecret,
    oidcSecret: env.oidcSecret,
    boardDir: board(env.board),
    simulate: simulate
      ? {
          scenario,
          speed: flags.speed,
          seed: flags.seed,
          site: simulated,
          pastDays: flags.past ?? (file === null || file === DEMO ? DEFAULT_PAST_DAYS : 0),
          say: (text) => process.stdout.write(`  ${"Past".padEnd(12)} ${text}\n`),
        }
      : null,
    queueLog: followed(flags, known),
    say: (text) => process.stdout.write(text),
    logger,
    clock: Date.now,
  });
  for (const { name, stop } of dev.parts) lifecycle.onStop(name, stop);
  process.stdout.write(table(dev, dataDir, mode(flags, simulate ? scenario : null, file)));
  await dev.failed.catch(async (error: unknown) => {
    process.stderr.write(`${explain(error)}\n`);
    await lifecycle.stop("part_failed", error instanceof EmbeddedError && !error.mayPass ? 2 : 1);
  });
}

/** What is set and means nothing here. */
function unusedSettings({ kafka, redis, history, prefix, partitions }: Environment, config: Configuration): string[] {
  return [
    ...(kafka === null ? [] : ["FLOORWALKER_KAFKA"]),
    ...(redis === null ? [] : ["FLOORWALKER_REDIS"]),
    ...(history === null ? [] : ["FLOORWALKER_HISTORY"]),
    ...(prefix === "" ? [] : ["FLOORWALKER_PREFIX"]),
    ...(partitions === null ? [] : ["FLOORWALKER_PARTITIONS"]),
    ...([DEFAULT_PARTITIONS, PARTITIONS].includes(config.partitions) ? [] : ["partitions"]),
  ];
}

function withoutFile({ queueLog, site, simulate }: DevFlags, zoneName: string | null): Configuration {
  if (queueLog !== undefined) return undescribed(site ?? QUEUE_LOG_SITE, zoneName);
  // Nobody asked for the demo, so its queues are not there to stand empty.
  return simulate ? demo(zoneName) : emptyConfiguration();
}

function followed({ queueLog, site, encoding: name }: DevFlags, known: readonly string[]): DevOptions["queueLog"] {
  if (queueLog === undefined) return null;
  return {
    file: resolve(queueLog),
    site: siteOfLines(site, known, QUEUE_LOG_SITE),
    ...(name === undefined ? {} : { encoding: name }),
  };
}

function mode(flags: DevFlags, scenario: Scenario | null, file: string | null): string {
  const input =
    flags.queueLog !== undefined
      ? `following ${flags.queueLog}${existsSync(flags.queueLog) ? "" : " as soon as there is such a file"}`
      : scenario !== null
        ? `simulating a call centre (scenario ${scenario})`
        : "waiting for events at POST /v1/events";
  return `embedded, one process; ${input}${file === null ? "" : `; configuration ${file}`}`;
}

function table({ gateway: { url }, metricsUrl }: Dev, dataDir: string, modeText: string): string {
  const shown = relative(process.cwd(), dataDir);
  const rows = [
    ["Wallboard", url],
    ["Live data", `${url.replace("http", "ws")}v1/live  (docs/spec/live-protocol.md)`],
    ["Snapshot", `${url}v1/views/floor`],
    ["Send events", `${url}v1/events  (POST, CloudEvents)`],
    ["Metrics", metricsUrl],
    ["Health", `${url}readyz`],
    ["Mode", modeText],
    ["Data", `${shown.startsWith("..") ? dataDir : `./${shown}`}  (--fresh empties it)`],
    ["Stop", "Ctrl+C"],
  ];
  return `\nFloorwalker is running.\n\n${rows.map(([name, value]) => `  ${name!.padEnd(12)} ${value}`).join("\n")}\n\n`;
}

function board(folder: string | null): string | null {
  const dir = folder ?? BOARD_DIR;
  if (existsSync(dir)) return dir;
  throw new ProgramError("board_not_built", `there is no built wallboard in ${dir}`, "Build it: npm run build");
}

export function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535)
    throw new InvalidArgumentError("must be a port, 0 to 65535");
  return value;
}

function zone(text: string): string {
  if (!isZone(text)) throw new InvalidArgumentError("must be an IANA time zone, such as Europe/Warsaw");
  return text;
}

function pastDays(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > MOST_PAST_DAYS)
    throw new InvalidArgumentError(`must be a number of days, 0 to ${MOST_PAST_DAYS}`);
  return value;
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError("must be a number above 0");
  return value;
}
