/**
 * The environment variables of every service, read once and checked by one schema. Each secret may also come from a
 * file named by the variable with `_FILE`. A variable that starts with FLOORWALKER_ and means nothing is reported, so
 * that a typing error never passes silently.
 */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { isZone } from "./config/zone.ts";
import { LOG_LEVELS, type LogLevel } from "./log.ts";
import { nearest, type Problem } from "./problem.ts";

export interface Environment {
  /** Brokers of Kafka, host:port; null: the embedded profile. */
  readonly kafka: readonly string[] | null;
  /** redis:// or rediss:// URL; null: the embedded profile. */
  readonly redis: string | null;
  /** Path of the configuration file, or `demo`: the built-in demo site; null: none. */
  readonly config: string | null;
  /** IANA zone of the demo site: the same for every service; null: the default. */
  readonly demoZone: string | null;
  /** Folder of the embedded profile's data. */
  readonly data: string;
  /** Folder of the built wallboard; null: the one of this repository. */
  readonly board: string | null;
  readonly host: string;
  /** Port of the gateway (board, REST, WebSocket); null: the default, and the next free one when it is taken. */
  readonly port: number | null;
  /** Address of /metrics and its neighbours, for those who may read them; null: `host`. */
  readonly metricsHost: string | null;
  /** Port of the status server; null: its default, and the gateway's own port. */
  readonly metricsPort: number | null;
  /** Demanded by /metrics; null: none. */
  readonly metricsToken: string | null;
  /** Shared token; a bind other than loopback demands it. */
  readonly token: string | null;
  /** Open connections of the gateway, in all and from one address; null: the defaults. */
  readonly maxConnections: number | null;
  readonly maxConnectionsPerAddress: number | null;
  /** Further origins a browser may come from. */
  readonly origins: readonly string[];
  /** Prefix of topics, groups and Redis keys; empty in a normal installation. */
  readonly prefix: string;
  readonly logLevel: LogLevel;
  /** Partitions of the events topic; null: the configuration's. */
  readonly partitions: number | null;
}

export type EnvironmentResult =
  | { readonly ok: true; readonly environment: Environment; readonly unknown: readonly Problem[] }
  | { readonly ok: false; readonly errors: readonly Problem[] };

const PREFIX = "FLOORWALKER_";

const commaList = z.string().transform((text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== ""),
);
const port = z.coerce.number().int().min(0).max(65_535);
const token = z.string().min(16, { error: "must have at least 16 characters" });

const schema = z.object({
  KAFKA: commaList
    .refine(
      (brokers) => brokers.length > 0 && brokers.every((broker) => /^[^\s:/]+:\d+$|^\[[^\]]+\]:\d+$/.test(broker)),
      {
        error: "must be host:port, several separated by commas",
      },
    )
    .optional(),
  REDIS: z
    .string()
    .regex(/^rediss?:\/\/\S+$/, { error: "must be a URL that starts with redis:// or rediss://" })
    .optional(),
  CONFIG: z.string().optional(),
  DEMO_ZONE: z.string().refine(isZone, { error: "must be an IANA time zone, such as Europe/Warsaw" }).optional(),
  DATA: z.string().default("./.floorwalker"),
  BOARD: z.string().optional(),
  HOST: z.string().default("127.0.0.1"),
  PORT: port.optional(),
  METRICS_HOST: z.string().optional(),
  METRICS_PORT: port.optional(),
  METRICS_TOKEN: token.optional(),
  TOKEN: token.optional(),
  MAX_CONNECTIONS: z.coerce.number().int().min(1).optional(),
  MAX_CONNECTIONS_PER_ADDRESS: z.coerce.number().int().min(1).optional(),
  ORIGINS: commaList.default([]),
  PREFIX: z
    .string()
    .regex(/^[A-Za-z0-9._-]*$/, { error: "may hold letters, digits, dots, dashes, underscores" })
    .default(""),
  LOG_LEVEL: z.enum(LOG_LEVELS).default("info"),
  PARTITIONS: z.coerce.number().int().min(1).max(1_024).optional(),
});

/** Read by the tests only; known here so that a test's environment is not called a typing error. */
const KNOWN_ELSEWHERE = /^FLOORWALKER_(TEST_.*|REFERENCE_DATA)$/;
const SECRETS: readonly string[] = ["TOKEN", "METRICS_TOKEN"];

/** `variables` is usually `process.env`. An empty variable is an absent one. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): EnvironmentResult {
  const known = Object.keys(schema.shape);
  const input: Record<string, string> = {};
  const errors: Problem[] = [];
  const unknown: Problem[] = [];
  for (const [name, value] of Object.entries(variables)) {
    if (!name.startsWith(PREFIX) || value === undefined || value === "" || KNOWN_ELSEWHERE.test(name)) continue;
    const key = name.slice(PREFIX.length);
    if (known.includes(key)) input[key] = value;
    else if (key.endsWith("_FILE") && SECRETS.includes(key.slice(0, -5)))
      readSecret(name, key.slice(0, -5), value, input, errors);
    else unknown.push(unknownVariable(name, known));
  }
  const parsed = schema.safeParse(input);
  if (!parsed.success) {
    for (const issue of parsed.error.issues)
      errors.push({
        path: PREFIX + issue.path.join("."),
        code: "bad_variable",
        message: issue.message,
        fix: `Change or unset ${PREFIX}${issue.path.join(".")}.`,
        line: null,
      });
  }
  if (!parsed.success || errors.length > 0) return { ok: false, errors: [...errors, ...unknown] };
  const value = parsed.data;
  return {
    ok: true,
    unknown,
    environment: {
      kafka: value.KAFKA ?? null,
      redis: value.REDIS ?? null,
      config: value.CONFIG ?? null,
      demoZone: value.DEMO_ZONE ?? null,
      data: value.DATA,
      board: value.BOARD ?? null,
      host: value.HOST,
      port: value.PORT ?? null,
      metricsHost: value.METRICS_HOST ?? null,
      metricsPort: value.METRICS_PORT ?? null,
      metricsToken: value.METRICS_TOKEN ?? null,
      token: value.TOKEN ?? null,
      maxConnections: value.MAX_CONNECTIONS ?? null,
      maxConnectionsPerAddress: value.MAX_CONNECTIONS_PER_ADDRESS ?? null,
      origins: value.ORIGINS,
      prefix: value.PREFIX,
      logLevel: value.LOG_LEVEL,
      partitions: value.PARTITIONS ?? null,
    },
  };
}

function readSecret(name: string, key: string, file: string, input: Record<string, string>, errors: Problem[]): void {
  try {
    input[key] ??= readFileSync(file, "utf8").trim();
  } catch (error) {
    const message = `cannot read ${file}: ${(error as Error).message}`;
    errors.push({
      path: name,
      code: "unreadable_file",
      message,
      fix: "Name a file that this process may read.",
      line: null,
    });
  }
}

function unknownVariable(name: string, known: readonly string[]): Problem {
  const meant = nearest(name.slice(PREFIX.length), known);
  return {
    path: name,
    code: "unknown_variable",
    message: "no such variable",
    fix: meant ? `Did you mean ${PREFIX}${meant}?` : "Unset it.",
    line: null,
  };
}
