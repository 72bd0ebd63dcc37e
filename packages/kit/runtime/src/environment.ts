/**
 * The environment variables of every service, read once and checked by one schema. Each secret may also come from a
 * file named by the variable with `_FILE`. A variable that starts with FLOORWALKER_ and means nothing is reported, so
 * that a typing error never passes silently.
 */
import { type HistoryAddress, historyAddress } from "./environment/history-address.ts";
import { type KafkaAddress, kafkaAddress } from "./environment/kafka-address.ts";
import { conflicting, problemOf } from "./environment/problems.ts";
import { readSecret } from "./environment/read-file.ts";
import { type RedisAddress, redisAddress } from "./environment/redis-address.ts";
import { PREFIX, SECRETS, variables as schema, type Variables } from "./environment/variables.ts";
import type { LogLevel } from "./log.ts";
import { nearest, type Problem } from "./problem.ts";

export interface Environment {
  /** Null: the embedded profile. */
  readonly kafka: KafkaAddress | null;
  /** Null: the embedded profile. */
  readonly redis: RedisAddress | null;
  /** Null: none but the embedded profile's own. */
  readonly history: HistoryAddress | null;
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
  /** How long what was done by whom is kept. */
  readonly auditDays: number;
  /** Further origins a browser may come from. */
  readonly origins: readonly string[];
  /** Whose word on where a request comes from is taken: reverse proxies before the gateway, addresses and networks. */
  readonly trustedProxies: readonly string[];
  /** Where people reach the board from elsewhere, without a slash at its end: in links; null: nobody said. */
  readonly publicUrl: string | null;
  /** Key of the links in messages that take an alert; null: there are no such links. */
  readonly linkSecret: string | null;
  /** Shown to the provider that people sign in at (`signIn.oidc`); null: it knows us by our id alone. */
  readonly oidcSecret: string | null;
  /** Prefix of topics, groups and Redis keys; empty in a normal installation. */
  readonly prefix: string;
  readonly logLevel: LogLevel;
  /** Partitions of the events topic; null: the configuration's. */
  readonly partitions: number | null;
}

export type EnvironmentResult =
  | { readonly ok: true; readonly environment: Environment; readonly unknown: readonly Problem[] }
  | { readonly ok: false; readonly errors: readonly Problem[] };

/** Read by the tests only; known here so that a test's environment is not called a typing error. */
const KNOWN_ELSEWHERE = /^FLOORWALKER_(TEST_.*|REFERENCE_DATA)$/;
const FILES: ReadonlyMap<string, string> = new Map(SECRETS.map((key) => [`${key}_FILE`, key]));

/** `variables` is usually `process.env`. An empty variable is an absent one. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): EnvironmentResult {
  const known = Object.keys(schema.shape);
  const input: Record<string, string> = {};
  const errors: Problem[] = [];
  const unknown: Problem[] = [];
  for (const [name, value] of Object.entries(variables)) {
    if (!name.startsWith(PREFIX) || value === undefined || value === "" || KNOWN_ELSEWHERE.test(name)) continue;
    const key = name.slice(PREFIX.length);
    const secret = FILES.get(key);
    if (known.includes(key)) input[key] = value;
    else if (secret === undefined) unknown.push(unknownVariable(key, [...known, ...FILES.keys()]));
    else if (variables[PREFIX + secret]) errors.push(conflicting(key, secret, "Set one of the two."));
    else setIfRead(input, secret, readSecret(key, value, errors));
  }
  const value = parse(input, errors);
  const [kafka, redis] = [kafkaAddress(value, errors), redisAddress(value, errors)];
  const history = historyAddress(value, errors);
  if (errors.length > 0) return { ok: false, errors: [...withoutEchoes(errors), ...unknown] };
  return {
    ok: true,
    unknown,
    environment: {
      kafka,
      redis,
      history,
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
      auditDays: value.AUDIT_DAYS,
      origins: value.ORIGINS,
      trustedProxies: value.TRUSTED_PROXIES,
      publicUrl: value.PUBLIC_URL ?? null,
      linkSecret: value.LINK_SECRET ?? null,
      oidcSecret: value.OIDC_SECRET ?? null,
      prefix: value.PREFIX,
      logLevel: value.LOG_LEVEL,
      partitions: value.PARTITIONS ?? null,
    },
  };
}

function setIfRead(input: Record<string, string>, key: string, text: string | null): void {
  if (text !== null) input[key] = text;
}

/** Variable by variable, so that one bad one hides no other. With an error the value is of no use and not used. */
function parse(input: Readonly<Record<string, string>>, errors: Problem[]): Variables {
  const values: Record<string, unknown> = {};
  for (const [key, type] of Object.entries(schema.shape)) {
    const parsed = type.safeParse(input[key]);
    if (parsed.success) values[key] = parsed.data;
    else
      for (const { message } of parsed.error.issues)
        errors.push(problemOf(key, "bad_variable", message, `Change or unset ${PREFIX}${key}.`));
  }
  return values as Variables;
}

/** A variable that could not be read is not missing as well. */
function withoutEchoes(errors: readonly Problem[]): readonly Problem[] {
  const bad = new Set(errors.filter(({ code }) => code !== "missing_variable").map(({ path }) => path));
  return errors.filter(({ path, code }) => code !== "missing_variable" || !(bad.has(path) || bad.has(`${path}_FILE`)));
}

function unknownVariable(key: string, known: readonly string[]): Problem {
  const meant = nearest(key, known);
  return problemOf(
    key,
    "unknown_variable",
    "no such variable",
    meant ? `Did you mean ${PREFIX}${meant}?` : "Unset it.",
  );
}
