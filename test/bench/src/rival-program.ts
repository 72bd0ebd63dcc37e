/** A rival as a Java program: its jars fetched once, its sources compiled, run on the core of the engines. */
import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ENGINE_CORE } from "./cores.ts";

export type RivalName = "flink" | "kafka-streams";

export interface RivalAnswer {
  readonly records: number;
  readonly cpuMicros: number;
  /** Without the warm-up, to the last commit. */
  readonly steadyMicros: number;
  readonly seconds: number;
  readonly steadyPerSecond: number;
  readonly maxRssMb: number;
  readonly duplicates: number;
  /** As in FAIR_SUMS. */
  readonly sums: readonly number[];
}

export interface RivalQuestion {
  readonly kafka: string;
  readonly topic: string;
  readonly partitions: number;
  readonly total: number;
  readonly warmUp: number;
  /** Between two checkpoints or commits. */
  readonly commitMs: number;
}

const SOURCES = join(import.meta.dirname, "../rivals");
const MAIN: Readonly<Record<RivalName, string>> = {
  flink: "rivals.FlinkRival",
  "kafka-streams": "rivals.StreamsRival",
};
/** Java 17 keeps to itself what Flink's serializers reflect on. */
const OPENED = ["java.base/java.util", "java.base/java.lang", "java.base/java.time", "java.base/java.nio"];
const LIMIT_MS = 900_000;

const run = promisify(execFile);

export async function runRival(name: RivalName, asked: RivalQuestion): Promise<RivalAnswer> {
  const folder = await mkdtemp(join(tmpdir(), `floorwalker-${name}-`));
  try {
    const jars = await fetchJars(name);
    const classes = join(folder, "classes");
    await run("javac", ["-nowarn", "-d", classes, "-cp", `${jars}/*`, ...(await sourcesOf(name))]);
    const { kafka, topic, partitions, total, warmUp, commitMs } = asked;
    const program = [...OPENED.flatMap((each) => ["--add-opens", `${each}=ALL-UNNAMED`]), "-Xmx2g", "-XX:+UseSerialGC"];
    const given = [kafka, topic, partitions, total, warmUp, commitMs, folder].map(String);
    const command = ["java", ...program, "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"];
    command.push("-cp", `${classes}:${jars}/*`, MAIN[name], ...given);
    const output = await outputOf("taskset", ["-c", String(ENGINE_CORE), ...command]);
    const last = output.trimEnd().split("\n").at(-1) ?? "";
    return JSON.parse(last) as RivalAnswer;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function fetchJars(name: RivalName): Promise<string> {
  const jars = join(process.env.FLOORWALKER_RIVALS_CACHE ?? join(homedir(), ".cache/floorwalker/rivals"), name);
  await mkdir(jars, { recursive: true });
  if ((await readdir(jars)).length > 0) return jars;
  const goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", `-DoutputDirectory=${jars}`];
  await run("mvn", ["-q", "-B", "-f", join(SOURCES, name, "pom.xml"), ...goal]);
  return jars;
}

async function sourcesOf(name: RivalName): Promise<string[]> {
  const folders = [join(SOURCES, "common/rivals"), join(SOURCES, name, "rivals")];
  const files = await Promise.all(
    folders.map(async (folder) => (await readdir(folder)).map((file) => join(folder, file))),
  );
  return files.flat();
}

/** What it wrote, once it has ended well. */
function outputOf(command: string, given: readonly string[]): Promise<string> {
  const child = spawn(command, given, { stdio: ["ignore", "pipe", "pipe"], timeout: LIMIT_MS, killSignal: "SIGKILL" });
  let [output, errors] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0 && output.includes("{")) resolve(output);
      else reject(new Error(`${command} ${given[2]} ended with ${code}: ${errors.slice(-2_000)}`));
    });
  });
}
