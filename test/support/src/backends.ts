/**
 * Real Kafka, Redis and PostgreSQL for tests, wherever they can be had: given addresses, Docker, local processes, in this order.
 * Without any: with CI=true an error; elsewhere `{ skip }`, and the suite names the reason in its title (`suiteOn`).
 */

import { describe } from "vitest";
import { kafkaInDocker, postgresInDocker, redisInDocker } from "./docker.ts";
import { localKafka, localPostgres, localRedis } from "./local-servers.ts";

export interface Backend {
  /** host:port for Kafka, redis://host:port for Redis, postgres://user@host:port/database for PostgreSQL. */
  readonly address: string;
  stop(): Promise<void>;
}

export interface NoBackend {
  /** Why, and how to get one. */
  readonly skip: string;
}

export type Kind = "kafka" | "redis" | "postgres";

/** Set by `backends-setup.ts`: where the run's one broker and one Redis are to be asked for. */
export const BROKERAGE = "FLOORWALKER_TEST_BACKENDS";

const VARIABLE = {
  kafka: "FLOORWALKER_TEST_KAFKA",
  redis: "FLOORWALKER_TEST_REDIS",
  postgres: "FLOORWALKER_TEST_POSTGRES",
} as const;

const STARTS = {
  kafka: [kafkaInDocker, localKafka],
  redis: [redisInDocker, localRedis],
  postgres: [postgresInDocker, localPostgres],
} as const;

const MISSING = {
  kafka: "no Kafka: set FLOORWALKER_TEST_KAFKA=host:port, or start Docker, or install Java 17 and Maven",
  redis: "no Redis: set FLOORWALKER_TEST_REDIS=redis://host:port, or start Docker, or install redis-server 7",
  postgres:
    "no PostgreSQL: set FLOORWALKER_TEST_POSTGRES=postgres://user@host:port/database, or start Docker, or install postgresql",
} as const;

export const kafkaBackend = (): Promise<Backend | NoBackend> => backend("kafka");

export const redisBackend = (): Promise<Backend | NoBackend> => backend("redis");

export const postgresBackend = (): Promise<Backend | NoBackend> => backend("postgres");

/** One of its own for the caller, unless the environment gives an address. */
export async function startBackend(kind: Kind): Promise<Backend | NoBackend> {
  const given = process.env[VARIABLE[kind]];
  if (given !== undefined && given !== "") return { address: given, stop: async () => {} };
  for (const start of STARTS[kind]) {
    const started = await start();
    if (started !== null) return started;
  }
  return { skip: MISSING[kind] };
}

/** A `describe` that is skipped, by a title with the reason, when a backend is missing. */
export function suiteOn(backends: readonly (Backend | NoBackend)[], name: string, body: () => void): void {
  const missing = backends.flatMap((one) => ("skip" in one ? [one.skip] : []));
  if (missing.length === 0) describe(name, body);
  else describe.skip(`${name} (skipped: ${missing.join("; ")})`, body);
}

/** The address; only inside a suite that `suiteOn` let run. */
export function addressOf(backend: Backend | NoBackend): string {
  if ("skip" in backend) throw new Error(backend.skip);
  return backend.address;
}

async function backend(kind: Kind): Promise<Backend | NoBackend> {
  const brokerage = process.env[BROKERAGE];
  const found = brokerage === undefined ? await startBackend(kind) : await ask(brokerage, kind);
  if ("skip" in found && process.env.CI === "true") throw new Error(found.skip);
  return found;
}

async function ask(brokerage: string, kind: Kind): Promise<Backend | NoBackend> {
  const answer = await fetch(`${brokerage}/${kind}`);
  const body = (await answer.json()) as { address?: string; skip?: string; error?: string };
  if (body.address !== undefined) return { address: body.address, stop: async () => {} };
  if (body.skip !== undefined) return { skip: body.skip };
  throw new Error(body.error ?? `no ${kind}: ${answer.status}`);
}
