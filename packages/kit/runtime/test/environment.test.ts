import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { chosenConfiguration, gatewayLimits, ownStatusAddress, readEnvironment, statusAddress } from "../src/index.ts";
import { RECEIVER_KINDS } from "./receiver-kinds.ts";

const read = (variables: Record<string, string>) => {
  const result = readEnvironment(variables);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result;
};

test("without variables everything is embedded and on loopback", () => {
  const { environment, unknown } = read({ PATH: "/bin" });
  expect(environment).toMatchObject({
    kafka: null,
    redis: null,
    host: "127.0.0.1",
    port: null,
    token: null,
    prefix: "",
  });
  expect(unknown).toEqual([]);
});

test("brokers are a comma list, ports are numbers, an empty variable is an absent one", () => {
  const { environment } = read({
    FLOORWALKER_KAFKA: "a:9092, b:9093",
    FLOORWALKER_PORT: "8080",
    FLOORWALKER_REDIS: "",
  });
  expect(environment).toMatchObject({ kafka: { brokers: ["a:9092", "b:9093"] }, port: 8080, redis: null });
});

test("every bad variable is named at once", () => {
  const result = readEnvironment({
    FLOORWALKER_KAFKA: "http://broker",
    FLOORWALKER_REDIS: "localhost",
    FLOORWALKER_PORT: "eighty",
    FLOORWALKER_TOKEN: "short",
  });
  expect(result).toMatchObject({ ok: false });
  expect(!result.ok && result.errors.map(({ path }) => path).sort()).toEqual([
    "FLOORWALKER_KAFKA",
    "FLOORWALKER_PORT",
    "FLOORWALKER_REDIS",
    "FLOORWALKER_TOKEN",
  ]);
});

test("a misspelt variable is reported with the one that was meant, those of the tests are not", () => {
  const { unknown } = read({
    FLOORWALKER_KAFAK: "a:1",
    FLOORWALKER_TEST_KAFKA: "a:1",
    FLOORWALKER_REFERENCE_DATA: "x",
  });
  expect(unknown).toMatchObject([
    { path: "FLOORWALKER_KAFAK", code: "unknown_variable", fix: "Did you mean FLOORWALKER_KAFKA?" },
  ]);
});

test("a token may stand in a file, and a file that is not there is an error", () => {
  const folder = mkdtempSync(join(tmpdir(), "floorwalker-"));
  try {
    writeFileSync(join(folder, "token"), "0123456789abcdef\n");
    expect(read({ FLOORWALKER_TOKEN_FILE: join(folder, "token") }).environment.token).toBe("0123456789abcdef");
    expect(readEnvironment({ FLOORWALKER_TOKEN_FILE: join(folder, "none") })).toMatchObject({
      ok: false,
      errors: [{ path: "FLOORWALKER_TOKEN_FILE", code: "unreadable_file" }],
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("the configuration is chosen by the environment: none, the demo in a zone that every service is told, or a file", () => {
  const chosen = (variables: Record<string, string>) =>
    chosenConfiguration(read(variables).environment, RECEIVER_KINDS);
  expect(chosen({})).toMatchObject({ ok: true, configuration: { partitions: 8, sites: new Map() } });
  const demo = chosen({ FLOORWALKER_CONFIG: "demo", FLOORWALKER_DEMO_ZONE: "Asia/Tokyo", FLOORWALKER_PARTITIONS: "3" });
  expect(demo).toMatchObject({ ok: true, configuration: { partitions: 3 } });
  expect(demo.ok && demo.configuration.sites.get("demo")).toMatchObject({ zone: "Asia/Tokyo", demo: true });
  expect(chosen({ FLOORWALKER_CONFIG: "./demo" })).toMatchObject({ ok: false, errors: [{ code: "unreadable_file" }] });
});

test("an offset is no zone for the demo, it knows no summer time", () => {
  expect(readEnvironment({ FLOORWALKER_DEMO_ZONE: "+02:00" })).toMatchObject({
    ok: false,
    errors: [{ path: "FLOORWALKER_DEMO_ZONE", code: "bad_variable" }],
  });
});

test("/metrics has an address, a port and a token of its own, the token also from a file", () => {
  const folder = mkdtempSync(join(tmpdir(), "floorwalker-environment-"));
  writeFileSync(join(folder, "token"), "a-token-for-metrics-only\n");
  const { environment } = read({
    FLOORWALKER_METRICS_HOST: "10.0.0.5",
    FLOORWALKER_METRICS_PORT: "9464",
    FLOORWALKER_METRICS_TOKEN_FILE: join(folder, "token"),
    FLOORWALKER_MAX_CONNECTIONS_PER_ADDRESS: "20",
  });
  rmSync(folder, { recursive: true });
  const access = { token: "a-token-for-metrics-only", ownAddress: true };
  expect(ownStatusAddress(environment)).toEqual({ host: "10.0.0.5", port: 9464, access });
  expect(statusAddress({ ...environment, metricsHost: null }, 9401)).toEqual({
    host: "127.0.0.1",
    port: 9464,
    access: { ...access, ownAddress: false },
  });
  expect(gatewayLimits(environment)).toMatchObject({ connections: 10_000, connectionsPerAddress: 20 });
  expect(ownStatusAddress(read({}).environment)).toBeNull();
});

test("the history's address leaves user and password out of its URL, and TLS has variables of its own", () => {
  const { environment } = read({ FLOORWALKER_HISTORY: "postgres://floor:s3c%40ret@db:5432/calls" });
  expect(environment.history).toEqual({
    url: "postgres://db:5432/calls",
    user: "floor",
    password: "s3c@ret",
    tls: null,
  });
  const secured = read({ FLOORWALKER_HISTORY: "postgresql://db/calls", FLOORWALKER_HISTORY_TLS: "true" });
  expect(secured.environment.history?.tls).toMatchObject({ ca: null, serverName: null });
  expect(read({}).environment.history).toBeNull();
});

test.each([
  ["FLOORWALKER_HISTORY", { FLOORWALKER_HISTORY: "redis://db" }],
  ["FLOORWALKER_HISTORY", { FLOORWALKER_HISTORY: "postgres://db" }],
  ["FLOORWALKER_HISTORY", { FLOORWALKER_HISTORY: "postgres://db/calls?sslmode=require" }],
  ["FLOORWALKER_HISTORY", { FLOORWALKER_HISTORY: "postgres://floor@db/calls", FLOORWALKER_HISTORY_USER: "other" }],
  ["FLOORWALKER_HISTORY_TLS", { FLOORWALKER_HISTORY_TLS: "false", FLOORWALKER_HISTORY_SERVER_NAME: "db" }],
])("%s is named when it makes no address: %o", (variable, variables) => {
  const result = readEnvironment(variables);
  expect(result.ok ? [] : result.errors.map(({ path }) => path)).toEqual([variable]);
});
