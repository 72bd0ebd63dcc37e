/**
 * The product as users start it, for real once: the image is built, `docker compose up` with the demo and Prometheus, a
 * process is killed, everything goes down and comes up on its volumes; then the contract suites run on testcontainers.
 *
 *   npm run compose-check                    without a Docker engine it says so and ends
 *   FLOORWALKER_COMPOSE=PATH                 a `docker-compose` of version 2, where `docker compose` is not there
 *   FLOORWALKER_DOCKER_BUILD="--network host"   further words of `docker build`
 */
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../support/src/child.ts";

const ROOT = join(import.meta.dirname, "../..");
const PROJECT = "floorwalker-check";
const TOKEN = "compose-check-token-1234";
const STARTED = [
  "kafka",
  "redis",
  "ingest",
  "aggregator",
  "notifier",
  "postgres",
  "historian",
  "gateway",
  "simulator",
  "prometheus",
];
/** The simulator serves nothing that could be asked, and Prometheus's image has no check. */
const WITHOUT_CHECK = ["simulator", "prometheus"];

interface Ran {
  readonly status: number | null;
  readonly output: string;
}

function run(command: readonly string[], variables: Readonly<Record<string, string>> = {}, ms = 600_000): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(command[0]!, command.slice(1), {
      cwd: ROOT,
      env: { ...process.env, ...variables },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: ms,
      killSignal: "SIGKILL",
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (chunk: string) => {
        output += chunk;
      });
    child.once("error", (error) => resolve({ status: null, output: error.message }));
    child.once("close", (status) => resolve({ status, output }));
  });
}

async function must(what: string, command: readonly string[], variables = {}, ms = 600_000): Promise<string> {
  const { status, output } = await run(command, variables, ms);
  if (status !== 0) throw new Error(`${what}: ${command.join(" ")} ended with ${status}\n${output.slice(-3_000)}`);
  return output.trim();
}

async function until<T>(what: string, ms: number, look: () => Promise<T | null>): Promise<T> {
  const deadline = performance.now() + ms;
  for (let last: Error | null = null; ; ) {
    try {
      const seen = await look();
      if (seen !== null) return seen;
    } catch (error) {
      last = error as Error;
    }
    if (performance.now() > deadline)
      throw new Error(`${what}: not within ${ms} ms${last === null ? "" : ` (${last.message})`}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function step<T>(what: string, doIt: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await doIt();
  const told = typeof result === "string" && result !== "" ? `: ${result}` : "";
  process.stdout.write(`ok  ${what}${told} (${((performance.now() - began) / 1000).toFixed(1)} s)\n`);
  return result;
}

if ((await run(["docker", "info"])).status !== 0) {
  process.stdout.write("skipped: compose-check, because no Docker engine answers (docker info)\n");
  process.exit(0);
}

const compose =
  process.env.FLOORWALKER_COMPOSE === undefined ? ["docker", "compose"] : [process.env.FLOORWALKER_COMPOSE];
const folder = await mkdtemp(join(tmpdir(), "floorwalker-compose-"));
const [port, brokerPort, prometheusPort] = [await freePort(), await freePort(), await freePort()];
const tokenFile = join(folder, "token");
const override = join(folder, "ports.yml");
await writeFile(tokenFile, `${TOKEN}\n`, { mode: 0o644 });
// Other ports than an installation beside this one, and the token as a secret in a file.
await writeFile(
  override,
  `services:
  kafka: { ports: !override ["127.0.0.1:${brokerPort}:9092"] }
  prometheus: { ports: !override ["127.0.0.1:${prometheusPort}:9090"] }
  gateway:
    environment: { FLOORWALKER_TOKEN: !reset null, FLOORWALKER_TOKEN_FILE: /run/secrets/token }
    secrets: [token]
secrets:
  token: { file: ${tokenFile} }
`,
);
const project = [
  ...compose,
  "-p",
  PROJECT,
  "-f",
  "docker-compose.yml",
  "-f",
  override,
  "--profile",
  "demo",
  "--profile",
  "observability",
];
const variables = { FLOORWALKER_TOKEN: "in-a-file-instead-of-here", FLOORWALKER_PORT: String(port) };
const docker = (what: string, ...rest: string[]) => must(what, [...project, ...rest], variables);
const floor = async (token: string | null): Promise<Response> =>
  fetch(
    `http://127.0.0.1:${port}/v1/views/floor`,
    token === null ? {} : { headers: { authorization: `Bearer ${token}` } },
  );

async function offered(): Promise<number> {
  const { rows } = (await (await floor(TOKEN)).json()) as { rows: Record<string, unknown>[] };
  return rows.filter(({ kind }) => kind === "queue").reduce((sum, row) => sum + Number(row["offered.day"] ?? 0), 0);
}

async function allHealthy(): Promise<string> {
  return until("all services healthy", 180_000, async () => {
    const text = await docker("ps", "ps", "--all", "--format", "{{.Service}} {{.State}} {{.Health}}");
    const seen = new Map(text.split("\n").map((line) => [line.split(" ")[0], line]));
    const missing = STARTED.filter((service) => {
      const line = seen.get(service) ?? "";
      return !(WITHOUT_CHECK.includes(service) ? line.includes(" running") : line.includes(" healthy"));
    });
    if (missing.length > 0) throw new Error(missing.map((service) => seen.get(service) ?? service).join("; "));
    return `${STARTED.length} services`;
  });
}

const up = () => docker("up", "up", "-d", "--no-build", "--pull", "never", ...STARTED);
const grows = (from: number): Promise<string> =>
  until("numbers on the board grow", 90_000, async () => {
    const now = await offered();
    return now > from ? `${now} contacts today` : null;
  });

/** CPU of each container over some seconds, percent of a core, from the kernel's own account. */
async function cost(): Promise<string> {
  const used = async (service: string): Promise<number> => {
    const id = await docker("ps", "ps", "-q", service);
    const text = await run(["docker", "exec", id, "cat", "/sys/fs/cgroup/cpu.stat"]);
    const v1 = await run(["docker", "exec", id, "cat", "/sys/fs/cgroup/cpuacct/cpuacct.usage"]);
    const micros = /usage_usec (\d+)/.exec(text.output)?.[1];
    return micros === undefined ? Number(v1.output.trim()) / 1e9 : Number(micros) / 1e6;
  };
  const services = ["ingest", "notifier"];
  const before = await Promise.all(services.map(used));
  const began = performance.now();
  await new Promise((resolve) => setTimeout(resolve, 60_000));
  const after = await Promise.all(services.map(used));
  const seconds = (performance.now() - began) / 1000;
  return services
    .map((name, at) => `${name} ${((100 * (after[at]! - before[at]!)) / seconds).toFixed(2)} %`)
    .join(", ");
}

let failed = false;
try {
  await step("the image is built", () =>
    must("docker build", [
      "docker",
      "build",
      ...(process.env.FLOORWALKER_DOCKER_BUILD?.split(" ") ?? []),
      "-f",
      "infra/docker/Dockerfile",
      "-t",
      "floorwalker:local",
      "-q",
      ".",
    ]).then(() => ""),
  );
  await step("compose starts with demo and Prometheus", () => up().then(() => ""));
  await step("every service becomes healthy", allHealthy);
  await step(
    "without the token the board's rows are refused, with the one of the secret file they are not",
    async () => {
      const answers = [(await floor(null)).status, (await floor("wrong")).status, (await floor(TOKEN)).status];
      if (answers.join() !== "401,401,200") throw new Error(`answers were ${answers.join()}`);
      return answers.join(", ");
    },
  );
  await step("the demo's contacts arrive on the board", () => grows(0));
  await step("Prometheus scrapes every service and has its rules", () =>
    until("targets up", 60_000, async () => {
      const ask = async (path: string) =>
        (await (await fetch(`http://127.0.0.1:${prometheusPort}/api/v1/${path}`)).json()) as {
          data: {
            activeTargets: { health: string; scrapeUrl: string; lastError: string }[];
            groups: { rules: object[] }[];
          };
        };
      const targets = (await ask("targets")).data.activeTargets;
      const rules = (await ask("rules")).data.groups.reduce((sum, group) => sum + group.rules.length, 0);
      const down = targets.filter(({ health }) => health !== "up");
      if (down.length > 0 || targets.length === 0 || rules === 0)
        throw new Error(down.map(({ scrapeUrl, lastError }) => `${scrapeUrl} ${lastError}`).join("; "));
      return `${targets.length} targets, ${rules} rules`;
    }),
  );
  const beforeKill = await offered();
  await step("a container whose process is killed comes back by itself and goes on", async () => {
    const id = await docker("ps", "ps", "-q", "aggregator");
    const restarts = async () => Number(await must("inspect", ["docker", "inspect", "-f", "{{.RestartCount}}", id]));
    const seen = await restarts();
    await run(["docker", "exec", id, "node", "-e", "process.kill(-1, 'SIGKILL')"]);
    await until("restarted", 60_000, async () => ((await restarts()) > seen ? true : null));
    await allHealthy();
    return grows(beforeKill);
  });
  const beforeDown = await offered();
  await step("volumes are kept over down and up", async () => {
    await docker("down", "down");
    await up();
    await allHealthy();
    const now = await until("rows", 60_000, async () => ((await offered()) >= beforeDown ? offered() : null));
    return `${beforeDown} before, ${now} after`;
  });
  await step("what services that have little to do cost with their health checks, of a core", cost);
  await step("the contract suites run on testcontainers", async () => {
    const output = await must(
      "vitest",
      [
        "npx",
        "vitest",
        "run",
        "--project",
        "parts",
        "test/e2e/redis-store.test.ts",
        "test/e2e/kafka-log.test.ts",
        "-t",
        "law|L\\d|S\\d",
      ],
      { NO_COLOR: "1", CI: "true" },
    );
    return /Tests\s+.*/.exec(output)?.[0].trim() ?? "";
  });
} catch (error) {
  failed = true;
  process.stdout.write(`NOT ${(error as Error).message}\n`);
  process.stdout.write((await run([...project, "logs", "--tail", "15"], variables)).output.slice(-6_000));
} finally {
  await run([...project, "down", "--volumes"], variables);
  await rm(folder, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
