/** Apache Kafka's own Java producer, from the broker's jars: what a real source system compresses with. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { outputOf } from "./child.ts";

export interface Produced {
  /** host:port */
  readonly broker: string;
  readonly topic: string;
  readonly codec: string;
  /** One line each. */
  readonly values: readonly string[];
}

const run = promisify(execFile);
const SCRIPT = join(import.meta.dirname, "../../../infra/kafka/local-kafka");
const SOURCE = join(import.meta.dirname, "../java/ProduceCompressed.java");

/** Null when this machine has no Java compiler or no Maven. */
export async function findJavaProducer(): Promise<((produced: Produced) => Promise<void>) | null> {
  if ((await outputOf("javac", "--version")) === null || (await outputOf("mvn", "--version")) === null) return null;
  await run(SCRIPT, ["fetch"]);
  const cache = process.env.FLOORWALKER_KAFKA_CACHE ?? join(homedir(), ".cache/floorwalker/kafka");
  const jars = join(cache, process.env.FLOORWALKER_KAFKA_VERSION ?? "4.3.0", "*");
  return async ({ broker, topic, codec, values }) => {
    const folder = await mkdtemp(join(tmpdir(), "produce-"));
    const file = join(folder, "lines");
    await writeFile(file, `${values.join("\n")}\n`);
    await run("java", ["-cp", jars, SOURCE, broker, topic, codec, file]);
    await rm(folder, { recursive: true });
  };
}
