/** Kafka over TLS, with SASL and with client certificates: who is let in, and what is said to who is not. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { startIngest } from "@floorwalker/ingest";
import { openKafkaLog } from "@floorwalker/kafka";
import { readEnvironment, silentLogger } from "@floorwalker/runtime";
import { ConnectionError } from "@floorwalker/runtime/transport";
import kafkajs from "kafkajs";
import { afterAll, expect, test, vi } from "vitest";
import { addressOf as addressOfBackend, redisBackend, suiteOn } from "../support/src/backends.ts";
import { failingStart } from "../support/src/failing-start.ts";
import { runProgram } from "../support/src/run-program.ts";
import { startSecuredKafka } from "../support/src/secured-kafka.ts";
import { type ServiceName, startService } from "../support/src/service-process.ts";

const SECRET = "a-s3cret of two words";
const WRONG = "another-s3cret";
type Variables = Readonly<Record<string, string>>;

const [started, redis] = await Promise.all([startSecuredKafka(SECRET), redisBackend()]);

suiteOn(["skip" in started ? started : redis, redis], "Kafka with TLS and logins", () => {
  if ("skip" in started) return;
  const kafka = started;
  const passwordFile = join(kafka.folder, "password");
  writeFileSync(passwordFile, `${SECRET}\n`);
  const ca = { FLOORWALKER_KAFKA_CA_FILE: kafka.ours.ca };
  const as = (mechanism: string, user = "floor", password = SECRET): Variables => ({
    FLOORWALKER_KAFKA: kafka.login,
    FLOORWALKER_KAFKA_SASL_MECHANISM: mechanism,
    FLOORWALKER_KAFKA_USER: user,
    FLOORWALKER_KAFKA_PASSWORD: password,
    ...ca,
  });
  const certificate: Variables = {
    FLOORWALKER_KAFKA: kafka.mutual,
    FLOORWALKER_KAFKA_CERT_FILE: kafka.client.certificate,
    FLOORWALKER_KAFKA_KEY_FILE: kafka.client.key,
    ...ca,
  };
  const { FLOORWALKER_KAFKA_PASSWORD: _, ...withoutPassword } = as("scram-sha-512");
  const fromFile = { ...withoutPassword, FLOORWALKER_KAFKA_PASSWORD_FILE: passwordFile };

  afterAll(() => kafka.stop());

  const byKafkajs = { FLOORWALKER_KAFKA_DRIVER: "kafkajs" };

  test.each<[how: string, variables: Variables]>([
    ["PLAIN", as("PLAIN")],
    ["SCRAM-SHA-256", as("scram-sha-256")],
    ["SCRAM-SHA-512, the password from a file", fromFile],
    ["a client certificate", certificate],
    ["PLAIN with kafkajs", { ...as("PLAIN"), ...byKafkajs }],
    ["SCRAM-SHA-256 with kafkajs", { ...as("scram-sha-256"), ...byKafkajs }],
    ["SCRAM-SHA-512 with kafkajs, the password from a file", { ...fromFile, ...byKafkajs }],
    ["a client certificate with kafkajs", { ...certificate, ...byKafkajs }],
  ])("who logs in by %s writes and reads", async (how, variables) => {
    const log = await openKafkaLog(optionsOf(variables));
    try {
      const topic = `secured-${how.split(/[ ,]/)[0]!.toLowerCase()}-${crypto.randomUUID().slice(0, 8)}`;
      await log.ensureTopics([{ topic, partitions: 1 }]);
      await log.append(topic, 0, [{ key: null, value: Buffer.from(how) }]);
      const read = Promise.withResolvers<string>();
      const reader = await log.consume({
        group: topic,
        topics: [topic],
        assigned: async () => 0,
        revoked: async () => {},
        batch: async ({ records }) => read.resolve(Buffer.from(records[0]!.value).toString()),
      });
      expect(await read.promise).toBe(how);
      await reader.stop();
    } finally {
      await log.close();
    }
  });

  const plain = { FLOORWALKER_KAFKA: kafka.plain };
  const tls = { FLOORWALKER_KAFKA_TLS: "true" };

  test.each<[what: string, code: string, variables: Variables]>([
    ["a wrong password of PLAIN", "kafka_login_refused", as("plain", "floor", WRONG)],
    ["a wrong password of SCRAM", "kafka_login_refused", as("scram-sha-512", "floor", WRONG)],
    ["an unknown user", "kafka_login_refused", as("scram-sha-256", "nobody")],
    ["an authority unknown here", "kafka_unknown_ca", { ...as("plain"), FLOORWALKER_KAFKA_CA_FILE: kafka.other.ca }],
    ["another name", "kafka_wrong_host_name", { ...as("plain"), FLOORWALKER_KAFKA_SERVER_NAME: "elsewhere.example" }],
    ["no client certificate", "kafka_client_certificate", { FLOORWALKER_KAFKA: kafka.mutual, ...ca }],
    ["no TLS to a TLS listener", "kafka_tls_required", { FLOORWALKER_KAFKA: kafka.login }],
    ["TLS to a plain listener", "kafka_no_tls", { ...plain, ...tls, ...ca }],
    ["no login to a listener that wants one", "kafka_login_required", { FLOORWALKER_KAFKA: kafka.login, ...ca }],
    ["a login to a listener that wants none", "kafka_login_unwanted", { ...as("plain"), ...certificate }],
    ["another mechanism", "kafka_mechanism_unknown", { ...as("scram-sha-256"), FLOORWALKER_KAFKA: kafka.loginPlain }],
  ])("%s is said as what it is: %s", async (_what, code, variables) => {
    const began = performance.now();
    const error = await refusal(variables);
    expect(error.message).toMatch(new RegExp(`^${code}: .*127\\.0\\.0\\.1:\\d+`));
    expect(error).toMatchObject({ code, restartHelps: false, fix: expect.stringContaining("FLOORWALKER_KAFKA") });
    for (const secret of [SECRET, WRONG]) expect(inspect(error, { depth: 10 })).not.toContain(secret);
    // At once, not after the retries that an absent broker is given.
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  test("a user who may log in and nothing else is told that rights are missing", async () => {
    const log = await openKafkaLog(optionsOf(as("scram-sha-512", "bystander")));
    try {
      await expect(log.ensureTopics([{ topic: "not-mine", partitions: 1 }])).rejects.toMatchObject({
        code: "kafka_rights_missing",
        message: expect.stringContaining("AUTHORIZATION_FAILED"),
      });
    } finally {
      await log.close();
    }
  });

  test("an ingest that may read all sources but one reads those, from its start, and so does a second one", async () => {
    const own = `rights-${crypto.randomUUID().slice(0, 8)}.`;
    const admin = new kafkajs.Kafka({ brokers: [kafka.plain], logLevel: kafkajs.logLevel.NOTHING }).admin();
    await admin.connect();
    const {
      AclOperationTypes: may,
      AclPermissionTypes: is,
      AclResourceTypes: of,
      ResourcePatternTypes: named,
    } = kafkajs;
    const rule = { principal: "User:bystander", host: "*", operation: may.ALL, permissionType: is.ALLOW };
    const prefixed = { ...rule, resourceName: own, resourcePatternType: named.PREFIXED };
    const secret = { resourceName: `${own}acd.secret`, resourcePatternType: named.LITERAL, resourceType: of.TOPIC };
    await admin.createAcls({
      acl: [
        { ...prefixed, resourceType: of.TOPIC },
        { ...prefixed, resourceType: of.GROUP },
        { ...rule, ...secret, operation: may.READ, permissionType: is.DENY },
      ],
    });
    await admin.disconnect();
    const log = await openKafkaLog({ ...optionsOf(as("scram-sha-512", "bystander")), prefix: own });
    const sources = ["acd.secret", "acd.calls"].map((topic) => ({ topic, format: "canonical" as const, site: null }));
    const refuses = (error: unknown): boolean =>
      error instanceof ConnectionError && error.code === "kafka_rights_missing";
    const options = {
      log,
      sources,
      partitions: 1,
      clock: Date.now,
      logger: silentLogger,
      passes: () => true,
      refuses,
    };
    const ingest = await startIngest(options);
    try {
      await vi.waitFor(() => expect(ingest.refused()).toEqual(["acd.secret"]), { timeout: 40_000 });
      await log.append("acd.calls", 0, [{ key: null, value: Buffer.from("no event") }]);
      const refused = async () => (await log.bounds("dlq.acd.calls"))[0]!.high;
      await vi.waitFor(async () => expect(await refused()).toBe(1), { timeout: 20_000 });
      // Another beside it finds the same, though this one leads their group and reads nothing of what is refused.
      const otherLog = await openKafkaLog({ ...optionsOf(as("scram-sha-512", "bystander")), prefix: own });
      const other = await startIngest({ ...options, log: otherLog });
      try {
        await vi.waitFor(() => expect(other.refused()).toEqual(["acd.secret"]), { timeout: 40_000 });
        await ingest.stop();
        await log.append("acd.calls", 0, [{ key: null, value: Buffer.from("no event either") }]);
        await vi.waitFor(async () => expect(await refused()).toBe(2), { timeout: 20_000 });
      } finally {
        await other.stop();
        await otherLog.close();
      }
    } finally {
      await ingest.stop();
      await log.close();
    }
  });

  const prefix = `secured-${crypto.randomUUID().slice(0, 8)}.`;
  const others = { FLOORWALKER_REDIS: "skip" in redis ? "" : addressOfBackend(redis), FLOORWALKER_PREFIX: prefix };
  const names: readonly ServiceName[] = ["ingest", "aggregator", "gateway", "notifier", "simulator"];

  test("every service starts with a login, and doctor is content", async () => {
    const variables = { ...fromFile, ...others, FLOORWALKER_CONFIG: "demo", FLOORWALKER_PARTITIONS: "1" };
    const services = await Promise.all(names.map((name) => startService(name, variables)));
    try {
      const found = await doctor(variables);
      expect(found.kafka, found.text).toMatchObject({
        status: "ok",
        message: expect.stringContaining("over TLS, as user floor (scram-sha-512)"),
      });
      const shown = await Promise.all(services.map(({ url }) => fetch(`${url}readyz`).then((answer) => answer.text())));
      const metrics = await Promise.all(services.map(({ url }) => fetch(`${url}metrics`).then((it) => it.text())));
      for (const text of [...shown, ...metrics, found.text, ...services.map((service) => service.log())])
        expect(text).not.toContain(SECRET);
    } finally {
      await Promise.all(services.map((service) => service.kill()));
    }
  });

  test("every service ends with 2 on a wrong password, says why, and doctor says the same", async () => {
    const variables = { ...as("scram-sha-512", "floor", WRONG), ...others, FLOORWALKER_CONFIG: "demo" };
    const [found, ...starts] = await Promise.all([
      doctor(variables),
      ...names.map((name) => failingStart(name, variables)),
    ]);
    expect(found.kafka).toMatchObject({
      status: "failed",
      message: expect.stringContaining("[kafka_login_refused]"),
      fix: expect.stringContaining("FLOORWALKER_KAFKA_PASSWORD"),
    });
    for (const { status, said, output } of starts) {
      expect({ status, said }, output).toMatchObject({ status: 2, said: { code: "kafka_login_refused" } });
      expect(output + found.text).not.toContain(WRONG);
    }
  });
});

/** As a service reads it. */
function optionsOf(variables: Variables) {
  const read = readEnvironment(variables);
  if (!read.ok || read.environment.kafka === null) throw new Error(JSON.stringify(read));
  return { ...read.environment.kafka, clientId: "secured" };
}

async function refusal(variables: Variables): Promise<ConnectionError> {
  const error = await openKafkaLog(optionsOf(variables)).then(
    async (log) => log.close().then(() => null),
    (caught: unknown) => caught,
  );
  if (error instanceof ConnectionError) return error;
  throw new Error("it was not refused as a connection", { cause: error });
}

async function doctor(variables: Variables) {
  const { stdout, stderr } = await runProgram(["doctor", "--json"], variables);
  const { findings } = JSON.parse(stdout) as { findings: readonly { check: string }[] };
  return { text: stdout + stderr, kafka: findings.find(({ check }) => check === "kafka") };
}
