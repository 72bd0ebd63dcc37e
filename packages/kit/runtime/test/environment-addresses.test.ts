/** Where Kafka and Redis are, who we are to them, and that nothing said about a mistake repeats a secret. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readEnvironment } from "../src/index.ts";

const SECRET = "s3cret-word";
const folder = mkdtempSync(join(tmpdir(), "floorwalker-addresses-"));
const at = (name: string): string => join(folder, name);
const openssl = (...parameters: string[]) => execFileSync("openssl", parameters, { stdio: "ignore" });

beforeAll(() => {
  for (const name of ["one", "two"])
    openssl(
      "req",
      "-x509",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-subj",
      `/CN=${name}`,
      "-keyout",
      at(`${name}.key`),
      "-out",
      at(`${name}.pem`),
    );
  openssl("rsa", "-aes256", "-in", at("one.key"), "-out", at("locked.key"), "-passout", `pass:${SECRET}`);
  writeFileSync(at("password"), `${SECRET}\n`);
  writeFileSync(at("empty"), "\n");
  writeFileSync(at("no.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
});

afterAll(() => rmSync(folder, { recursive: true }));

const environmentOf = (variables: Readonly<Record<string, string>>) => {
  const read = readEnvironment(prefixed(variables));
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  return read.environment;
};

/** [variable, code] of each problem. Whatever is wrong, no secret is in it. */
function problemsOf(variables: Readonly<Record<string, string>>) {
  const read = readEnvironment(prefixed(variables));
  expect(JSON.stringify(read.ok ? read.unknown : read.errors)).not.toContain(SECRET);
  return read.ok ? [] : read.errors.map(({ path, code }) => `${path.slice("FLOORWALKER_".length)} ${code}`).toSorted();
}

const prefixed = (variables: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(variables).map(([name, value]) => [`FLOORWALKER_${name}`, value]));

const LOGIN = { KAFKA: "b:9093", KAFKA_SASL_MECHANISM: "SCRAM-SHA-512", KAFKA_USER: "floor" };

describe("Kafka", () => {
  test("without anything else is plain", () => {
    const plain = { brokers: ["b:9092"], driver: "platformatic", tls: null, login: null };
    expect(environmentOf({ KAFKA: "b:9092" }).kafka).toEqual(plain);
    const other = environmentOf({ KAFKA: "b:9092", KAFKA_DRIVER: "kafkajs" }).kafka;
    expect(other).toEqual({ ...plain, driver: "kafkajs" });
  });

  test("a login implies TLS, unless it is said that there is none", () => {
    const { kafka } = environmentOf({ ...LOGIN, KAFKA_PASSWORD_FILE: at("password") });
    expect(kafka?.login).toEqual({ mechanism: "scram-sha-512", user: "floor", password: SECRET });
    expect(kafka?.tls).toEqual({ ca: null, certificate: null, key: null, keyPassword: null, serverName: null });
    expect(environmentOf({ ...LOGIN, KAFKA_PASSWORD: SECRET, KAFKA_TLS: "false" }).kafka?.tls).toBeNull();
  });

  test("a certificate of ours comes with its key, opened by its password", () => {
    const files = { KAFKA: "b:1", KAFKA_CA_FILE: at("two.pem"), KAFKA_CERT_FILE: at("one.pem") };
    const variables = { ...files, KAFKA_KEY_FILE: at("locked.key"), KAFKA_KEY_PASSWORD_FILE: at("password") };
    expect(environmentOf({ ...variables, KAFKA_SERVER_NAME: "kafka" }).kafka?.tls).toMatchObject({
      keyPassword: SECRET,
      serverName: "kafka",
      certificate: expect.stringContaining("BEGIN CERTIFICATE"),
    });
    const { KAFKA_KEY_PASSWORD_FILE: _, ...locked } = variables;
    expect(problemsOf(locked)).toEqual(["KAFKA_KEY_FILE bad_file"]);
    expect(problemsOf({ ...files, KAFKA_KEY_FILE: at("two.key") })).toEqual(["KAFKA_KEY_FILE bad_file"]);
    expect(problemsOf(files)).toEqual(["KAFKA_KEY_FILE missing_variable"]);
  });

  test("what is half said is said in full, everything at once", () => {
    expect(problemsOf({ KAFKA: "b:1", KAFKA_USER: "floor" })).toEqual([
      "KAFKA_PASSWORD missing_variable",
      "KAFKA_SASL_MECHANISM missing_variable",
    ]);
    expect(
      problemsOf({
        ...LOGIN,
        KAFKA_SASL_MECHANISM: "kerberos",
        KAFKA_PASSWORD_FILE: at("nowhere"),
        KAFKA_CA_FILE: at("no.pem"),
        KAFKA_TLS: "yes",
        REDIS: "redis://r:1",
        REDIS_CA_FILE: at("one.pem"),
        PORT: "eighty",
      }),
    ).toEqual([
      "KAFKA_CA_FILE bad_file",
      "KAFKA_PASSWORD_FILE unreadable_file",
      "KAFKA_SASL_MECHANISM bad_variable",
      "KAFKA_TLS bad_variable",
      "PORT bad_variable",
      "REDIS conflicting_variables",
    ]);
  });

  test("TLS that is switched off and described is a contradiction", () => {
    expect(problemsOf({ KAFKA: "b:1", KAFKA_TLS: "false", KAFKA_CA_FILE: at("one.pem") })).toEqual([
      "KAFKA_TLS conflicting_variables",
    ]);
  });
});

describe("Redis", () => {
  test("user and password leave the URL, and come from it, from variables or from files", () => {
    const expected = { url: "redis://r:6379/2", user: "floor", password: "p@ss/1", tls: null };
    expect(environmentOf({ REDIS: "redis://floor:p%40ss%2F1@r:6379/2" }).redis).toEqual(expected);
    expect(environmentOf({ REDIS: "redis://r:6379/2", REDIS_USER: "floor", REDIS_PASSWORD: "p@ss/1" }).redis).toEqual(
      expected,
    );
    expect(environmentOf({ REDIS: "redis://r", REDIS_PASSWORD_FILE: at("password") }).redis).toMatchObject({
      user: null,
      password: SECRET,
    });
    writeFileSync(at("url"), `rediss://:${SECRET}@r:6380\n`);
    expect(environmentOf({ REDIS_FILE: at("url"), REDIS_CA_FILE: at("one.pem") }).redis).toMatchObject({
      url: "rediss://r:6380",
      password: SECRET,
      tls: { ca: expect.stringContaining("BEGIN CERTIFICATE") },
    });
  });

  test.each([
    [
      "a password given twice",
      { REDIS: `redis://:${SECRET}@r`, REDIS_PASSWORD: SECRET },
      "REDIS conflicting_variables",
    ],
    ["a user without a password", { REDIS: "redis://r", REDIS_USER: "floor" }, "REDIS_PASSWORD missing_variable"],
    [
      "a secret and its file",
      { TOKEN: SECRET.repeat(2), TOKEN_FILE: at("password") },
      "TOKEN_FILE conflicting_variables",
    ],
    ["a secret where its file belongs", { REDIS_PASSWORD_FILE: SECRET }, "REDIS_PASSWORD_FILE unreadable_file"],
    ["an empty file", { REDIS_PASSWORD_FILE: at("empty") }, "REDIS_PASSWORD_FILE empty_file"],
    ["a password that is not encoded", { REDIS: `redis://:${SECRET}/#@r` }, "REDIS bad_variable"],
    ["a bad percent", { REDIS: `redis://:${SECRET}%ff@r` }, "REDIS bad_variable"],
    ["a port that is none", { REDIS: `redis://:${SECRET}@r:99999` }, "REDIS bad_variable"],
  ])("%s is a mistake, named without what it holds", (_, variables, expected) => {
    expect(problemsOf(variables as Record<string, string>)).toEqual([expected]);
  });
});
