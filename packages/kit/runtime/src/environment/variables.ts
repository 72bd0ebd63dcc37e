/** The variables as they are written: what each may hold, and which of them may come from a file. */
import { isIP } from "node:net";
import { z } from "zod";
import { isZone } from "../config/zone.ts";
import { LOG_LEVELS } from "../log.ts";

export const PREFIX = "FLOORWALKER_";

const commaList = z.string().transform((text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== ""),
);
const port = z.coerce.number().int().min(0).max(65_535);
const token = z.string().min(16, { error: "must have at least 16 characters" });
const flag = z
  .enum(["true", "false"], { error: "must be true or false" })
  .transform((text) => text === "true")
  .optional();
const tlsVariables = {
  CA_FILE: z.string().optional(),
  CERT_FILE: z.string().optional(),
  KEY_FILE: z.string().optional(),
  KEY_PASSWORD: z.string().optional(),
  SERVER_NAME: z.string().optional(),
  USER: z.string().optional(),
  PASSWORD: z.string().optional(),
};

type Prefixed<P extends string, T> = { [K in keyof T & string as `${P}_${K}`]: T[K] };

function prefixed<P extends string, T extends Record<string, z.ZodType>>(prefix: P, shape: T): Prefixed<P, T> {
  return Object.fromEntries(Object.entries(shape).map(([key, type]) => [`${prefix}_${key}`, type])) as Prefixed<P, T>;
}

export const SASL_MECHANISMS = ["plain", "scram-sha-256", "scram-sha-512"] as const;

/** The client libraries that Kafka can be spoken to with; the first is the default. */
export const KAFKA_DRIVERS = ["platformatic", "kafkajs"] as const;

export const variables = z.object({
  KAFKA: commaList
    .refine(
      (brokers) => brokers.length > 0 && brokers.every((broker) => /^[^\s:/]+:\d+$|^\[[^\]]+\]:\d+$/.test(broker)),
      {
        error: "must be host:port, several separated by commas",
      },
    )
    .optional(),
  KAFKA_DRIVER: z.enum(KAFKA_DRIVERS, { error: `must be one of ${KAFKA_DRIVERS.join(", ")}` }).optional(),
  KAFKA_TLS: flag,
  KAFKA_SASL_MECHANISM: z
    .string()
    .transform((text) => text.toLowerCase())
    .pipe(z.enum(SASL_MECHANISMS, { error: `must be one of ${SASL_MECHANISMS.join(", ")}` }))
    .optional(),
  ...prefixed("KAFKA", tlsVariables),
  REDIS: z
    .string()
    .regex(/^rediss?:\/\/\S+$/, { error: "must be a URL that starts with redis:// or rediss://" })
    .optional(),
  ...prefixed("REDIS", tlsVariables),
  HISTORY: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/, { error: "must be a URL that starts with postgres://" })
    .optional(),
  HISTORY_TLS: flag,
  ...prefixed("HISTORY", tlsVariables),
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
  LINK_SECRET: token.optional(),
  MAX_CONNECTIONS: z.coerce.number().int().min(1).optional(),
  MAX_CONNECTIONS_PER_ADDRESS: z.coerce.number().int().min(1).optional(),
  AUDIT_DAYS: z.coerce.number().int().min(1).max(3_650).default(90),
  ORIGINS: commaList.default([]),
  TRUSTED_PROXIES: commaList
    .refine((all) => all.every(isAddressOrNet), {
      error: "must be addresses or networks, such as 10.0.0.7 or 10.0.0.0/24, separated by commas",
    })
    .default([]),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: "must be a URL that starts with http:// or https://" })
    .transform((url) => url.replace(/\/+$/, ""))
    .optional(),
  OIDC_SECRET: z.string().optional(),
  PREFIX: z
    .string()
    .regex(/^[A-Za-z0-9._-]*$/, { error: "may hold letters, digits, dots, dashes, underscores" })
    .default(""),
  LOG_LEVEL: z.enum(LOG_LEVELS).default("info"),
  PARTITIONS: z.coerce.number().int().min(1).max(1_024).optional(),
});

/** An IP address, or one with how many of its bits count; not all addresses: whoever reaches the gateway would say where he comes from. */
function isAddressOrNet(text: string): boolean {
  const [address = "", bits, ...more] = text.split("/");
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (version === 4 ? 32 : 128))
  );
}

export type Variables = z.infer<typeof variables>;

/** Each may also be given as the file `…_FILE`. URLs are some because they may hold a password. */
export const SECRETS: readonly (keyof Variables)[] = [
  "TOKEN",
  "METRICS_TOKEN",
  "LINK_SECRET",
  "OIDC_SECRET",
  "KAFKA_PASSWORD",
  "KAFKA_KEY_PASSWORD",
  "REDIS",
  "REDIS_PASSWORD",
  "REDIS_KEY_PASSWORD",
  "HISTORY",
  "HISTORY_PASSWORD",
  "HISTORY_KEY_PASSWORD",
];
