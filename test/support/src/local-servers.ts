/** Kafka, Redis and PostgreSQL as processes of this machine. Each keeps its data in a temporary folder that goes with it. */

import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Backend } from "./backends.ts";
import { type Child, freePort, outputOf, startChild } from "./child.ts";

const INFRA = join(import.meta.dirname, "../../../infra");
const OLDEST_REDIS = 7;

interface ServerProcess extends Backend, Child {
  readonly port: number;
  readonly folder: string;
}

export type KafkaProcess = ServerProcess;
export type RedisProcess = ServerProcess;
export type PostgresProcess = ServerProcess;

/** What PostgreSQL says while it starts. */
const CANNOT_CONNECT_NOW = "57P03";
const STARTING_UP_MS = 50;

/** Null when this machine has no Java or no Maven. */
export async function localKafka(): Promise<KafkaProcess | null> {
  if ((await outputOf("java", "-version")) === null || (await outputOf("mvn", "--version")) === null) return null;
  return startKafka();
}

/** Given the folder and port of one that was killed, it goes on from there. */
export async function startKafka(
  again?: { readonly folder: string; readonly port: number },
  environment: Readonly<Record<string, string>> = {},
): Promise<KafkaProcess> {
  const folder = again?.folder ?? (await temporaryFolder("kafka"));
  const port = again?.port ?? (await freePort(2));
  const command = [join(INFRA, "kafka/local-kafka"), "run", folder, String(port)];
  // Its data is thrown away: a clean shutdown would only cost seconds. The first start may have to fetch the jars.
  const broker = await startChild({ command, folder, environment, signal: "KILL" }, port, 180_000);
  return { ...broker, address: `127.0.0.1:${port}`, port, folder };
}

/** Null when this machine has no redis-server 7 or newer. */
export async function localRedis(): Promise<RedisProcess | null> {
  const version = await outputOf("redis-server", "--version");
  const major = Number(version?.match(/v=(\d+)/)?.[1] ?? 0);
  return major < OLDEST_REDIS ? null : startRedis();
}

/**
 * A Redis with the settings of `infra/redis`, and further ones as on a command line. Given the folder and port of one
 * that was killed, it goes on from there.
 */
export async function startRedis(
  again?: { readonly folder: string; readonly port: number },
  further: readonly string[] = [],
): Promise<RedisProcess> {
  const folder = again?.folder ?? (await temporaryFolder("redis"));
  const port = again?.port ?? (await freePort());
  const command = ["redis-server", join(INFRA, "redis/redis.conf"), "--dir", folder, "--port", String(port)];
  const child = await startChild({ command: [...command, ...further], folder }, port);
  return { ...child, address: `redis://127.0.0.1:${port}`, port, folder };
}

/** Null when this machine has no PostgreSQL. */
export async function localPostgres(): Promise<PostgresProcess | null> {
  const found = await outputOf("bash", "-c", "command -v initdb || ls /usr/lib/postgresql/*/bin/initdb");
  return found === null ? null : startPostgres();
}

/** Anybody on this machine may come in, as `floorwalker`. Further settings as `name=value`. */
export async function startPostgres(further: readonly string[] = []): Promise<PostgresProcess> {
  const folder = await temporaryFolder("postgres");
  const port = await freePort();
  const command = [join(INFRA, "postgres/local-postgres"), "run", folder, String(port), "fsync=off", ...further];
  // On SIGTERM it would wait for its clients.
  const child = await startChild({ command, folder, signal: "INT" }, port);
  const address = `postgres://floorwalker@127.0.0.1:${port}/postgres`;
  while (await isStartingUp(address)) await sleep(STARTING_UP_MS);
  return { ...child, address, port, folder };
}

/** Its port is open before it lets anybody in. */
async function isStartingUp(address: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: address });
  try {
    await client.connect();
    return false;
  } catch (error) {
    if ((error as { code?: string }).code !== CANNOT_CONNECT_NOW) throw error;
    return true;
  } finally {
    await client.end();
  }
}

const temporaryFolder = (name: string): Promise<string> => mkdtemp(join(tmpdir(), `floorwalker-${name}-`));
