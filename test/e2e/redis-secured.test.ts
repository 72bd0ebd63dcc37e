/** Redis over TLS, with users and their rights, and servers that are no ground to build on: each is said as what it is. */
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { historyContract, storeContract } from "@floorwalker/ports/contract";
import {
  BACKUP_RIGHTS,
  copyPartitions,
  HISTORY_RIGHTS,
  openRedisHistory,
  openRedisStore,
  RIGHTS,
  restorePartitions,
} from "@floorwalker/redis";
import { readEnvironment } from "@floorwalker/runtime";
import { ConnectionError } from "@floorwalker/runtime/transport";
import { Redis } from "ioredis";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { type NoBackend, suiteOn } from "../support/src/backends.ts";
import { newAuthority } from "../support/src/certificates.ts";
import { freePort, outputOf } from "../support/src/child.ts";
import { failingStart } from "../support/src/failing-start.ts";
import { type RedisProcess, startRedis } from "../support/src/local-servers.ts";
import { runProgram } from "../support/src/run-program.ts";

const SECRET = "s3cret:p@ss/w%rd#1";
const WRONG = "another-s3cret";
const PREFIX = "floorwalker";
type Variables = Readonly<Record<string, string>>;

const folder = mkdtempSync(join(tmpdir(), "floorwalker-redis-secured-"));
const ours = newAuthority(folder, "ours");
const other = newAuthority(folder, "other");
const [ofServer, ofClient, ofStranger] = [ours.issue("server"), ours.issue("client"), other.issue("stranger")];
const passwordFile = join(folder, "password");
writeFileSync(passwordFile, `${SECRET}\n`);
const tlsPort = await freePort();
const server = await start();
const [plain, secured] = ["skip" in server ? "" : server.address, `rediss://127.0.0.1:${tlsPort}`];

/** One server, TLS beside plain. `floor` may do what the program must and nothing else; the others lack something. */
async function start(): Promise<RedisProcess | NoBackend> {
  if ((await outputOf("redis-server", "--version")) === null)
    return { skip: "no redis-server on this machine: install redis-server 7" };
  const hash = `#${createHash("sha256").update(SECRET).digest("hex")}`;
  const may = `-@all ${RIGHTS.map((right) => `+${right}`).join(" ")}`;
  const keys = `~${PREFIX}:* &${PREFIX}:*`;
  const users = [
    `user default on ${hash} ~* &* +@all`,
    `user floor on ${hash} ${keys} ${may}`,
    `user historian on ${hash} ${keys} ${may} ${HISTORY_RIGHTS.map((right) => `+${right}`).join(" ")}`,
    `user keeper on ${hash} ${keys} ${may} ${BACKUP_RIGHTS.map((right) => `+${right}`).join(" ")}`,
    `user half on ${hash} ${keys} ${may} -xadd -spublish`,
    `user elsewhere on ${hash} ~other:* &other:* ${may}`,
    `user managed on ${hash} ~* &* +@all -info -config`,
  ];
  writeFileSync(join(folder, "users.acl"), users.map((user) => `${user}\n`).join(""));
  const files = { "cert-file": ofServer.certificate, "key-file": ofServer.key, "ca-cert-file": ours.ca };
  const tls = Object.entries(files).flatMap(([name, file]) => [`--tls-${name}`, file]);
  return startRedis(undefined, [
    "--aclfile",
    join(folder, "users.acl"),
    "--tls-port",
    String(tlsPort),
    "--tls-auth-clients",
    "optional",
    ...tls,
  ]);
}

suiteOn([server], "Redis with TLS, users and rights", () => {
  const admin = new Redis(plain, { password: SECRET, lazyConnect: true });

  afterAll(async () => {
    admin.disconnect();
    if (!("skip" in server)) await server.stop();
    rmSync(folder, { recursive: true });
  });

  storeContract("Redis over TLS, by a user who has the documented rights only", async () => {
    const open = () => openRedisStore({ ...floor, prefix: PREFIX });
    const [first, peer] = [await open(), await open()];
    const reopen = async () => {
      await first.close();
      return open();
    };
    return { store: first, peer, reopen };
  });

  const byHistorian = async () => ({
    history: await openRedisHistory({
      ...floor,
      user: "historian",
      prefix: `${PREFIX}:of-days`,
      clock: () => 20_773 * 86_400_000,
    }),
  });
  historyContract("Redis, by a user who has the documented rights only", byHistorian, false);

  test("a user without the rights of the history is told which", async () => {
    await expect(openRedisHistory({ ...floor, prefix: PREFIX })).rejects.toThrow(/zrange, zcard, hlen, pttl, pexpire/);
  });

  test.each<[how: string, variables: Variables]>([
    ["a file", { FLOORWALKER_REDIS: secured, FLOORWALKER_REDIS_PASSWORD_FILE: passwordFile }],
    ["the URL", { FLOORWALKER_REDIS: secured.replace("//", `//:${encodeURIComponent(SECRET)}@`) }],
    [
      "a client certificate beside a password",
      {
        FLOORWALKER_REDIS: secured.replace("127.0.0.1", "localhost"),
        FLOORWALKER_REDIS_PASSWORD: SECRET,
        FLOORWALKER_REDIS_CERT_FILE: ofClient.certificate,
        FLOORWALKER_REDIS_KEY_FILE: ofClient.key,
      },
    ],
  ])("one who shows %s is let in", async (_, variables) => {
    const store = await openRedisStore(addressOf({ ...variables, FLOORWALKER_REDIS_CA_FILE: ours.ca }));
    await store.ping();
    await store.close();
  });

  test("a backup is taken and restored by a user who has the rights documented for it", async () => {
    const prefix = `${PREFIX}:kept`;
    const store = await openRedisStore({ ...floor, prefix });
    const facts = { fold: 1, partitions: 1, log: null };
    await store.claim(0, { nonce: "one", facts });
    const access = { ...floor, user: "keeper", prefix };
    const copies = [];
    for await (const copy of copyPartitions(access)) copies.push(copy);
    await store.erase();
    expect(await restorePartitions(access, stream(copies))).toBe(1);
    expect(await store.claim(0, { nonce: "two", facts: { ...facts, fold: 0 } })).toMatchObject({
      reason: "newer_fold",
    });
    await store.close();
  });

  const ca = { FLOORWALKER_REDIS_CA_FILE: ours.ca };
  const password = { FLOORWALKER_REDIS_PASSWORD: SECRET };
  const over = { FLOORWALKER_REDIS: secured, ...ca, ...password };

  test.each<[what: string, code: string, variables: Variables]>([
    ["a wrong password", "redis_login_refused", { ...over, FLOORWALKER_REDIS_PASSWORD: WRONG }],
    ["an unknown user", "redis_login_refused", { ...over, FLOORWALKER_REDIS_USER: "nobody" }],
    ["no password", "redis_login_required", { FLOORWALKER_REDIS: secured, ...ca }],
    ["a user without some commands", "redis_rights_missing", { ...over, FLOORWALKER_REDIS_USER: "half" }],
    ["a user of other keys", "redis_rights_missing", { ...over, FLOORWALKER_REDIS_USER: "elsewhere" }],
    ["an authority unknown here", "redis_unknown_ca", { ...over, FLOORWALKER_REDIS_CA_FILE: other.ca }],
    ["another name", "redis_wrong_host_name", { ...over, FLOORWALKER_REDIS_SERVER_NAME: "elsewhere.example" }],
    ["TLS to a plain port", "redis_no_tls", { ...over, FLOORWALKER_REDIS: plain.replace("redis:", "rediss:") }],
    ["no TLS to a TLS port", "redis_tls_required", { FLOORWALKER_REDIS: `redis://127.0.0.1:${tlsPort}`, ...password }],
    ["a database that is not there", "redis_database_unknown", { ...over, FLOORWALKER_REDIS: `${secured}/99` }],
    [
      "a stranger's certificate",
      "redis_client_certificate",
      { ...over, FLOORWALKER_REDIS_CERT_FILE: ofStranger.certificate, FLOORWALKER_REDIS_KEY_FILE: ofStranger.key },
    ],
  ])("%s is said as what it is: %s", async (_, code, variables) => {
    const error = await refusal(variables);
    expect(error.message).toMatch(new RegExp(`^${code}: .*127\\.0\\.0\\.1:\\d+`));
    expect(error).toMatchObject({ code, restartHelps: false, fix: expect.stringMatching(/FLOORWALKER_REDIS|docs/) });
    for (const secret of [SECRET, WRONG]) expect(inspect(error, { depth: 10 })).not.toContain(secret);
  });

  test("the rights that are missing are named", async () => {
    const error = await refusal({ ...over, FLOORWALKER_REDIS_USER: "half" });
    expect(error.message).toContain("xadd, spublish");
  });

  test("services and doctor say it before anything is read, and no secret with it", async () => {
    const wrong = { ...over, FLOORWALKER_REDIS_PASSWORD: WRONG, FLOORWALKER_KAFKA: "127.0.0.1:1" };
    const names = ["aggregator", "gateway", "notifier"] as const;
    const [found, ...starts] = await Promise.all([doctor(wrong), ...names.map((name) => failingStart(name, wrong))]);
    expect(found.finding("redis")).toMatchObject({
      status: "failed",
      message: expect.stringContaining("[redis_login_refused]"),
      fix: expect.stringContaining("FLOORWALKER_REDIS_PASSWORD"),
    });
    for (const { status, said, output } of starts) {
      expect({ status, said }, output).toMatchObject({ status: 2, said: { code: "redis_login_refused" } });
      expect(output + found.text).not.toContain(WRONG);
    }
  });

  describe("a server that is no ground to build on", () => {
    test.each([
      ["allkeys-lru", "100mb"],
      ["volatile-ttl", "0"],
    ])("with maxmemory-policy %s and maxmemory %s is refused by services and by doctor", async (policy, maxmemory) => {
      await admin.config("SET", "maxmemory-policy", policy, "maxmemory", maxmemory);
      onTestFinished(async () => void (await admin.config("SET", "maxmemory-policy", "noeviction", "maxmemory", "0")));
      expect(await refusal(over)).toMatchObject({ code: "redis_may_evict", restartHelps: false });
      if (policy.startsWith("volatile")) return;
      const variables = { ...over, FLOORWALKER_KAFKA: "127.0.0.1:1" };
      const [found, started] = await Promise.all([doctor(variables), failingStart("gateway", variables)]);
      expect(found.finding("redis_maxmemory_policy")).toMatchObject({
        status: "failed",
        message: expect.stringContaining("maxmemory-policy allkeys-lru"),
        fix: expect.stringContaining("noeviction"),
      });
      expect(started).toMatchObject({ status: 2, said: { code: "redis_may_evict" } });
    });

    test("one that tells nothing of itself is taken, and that is said once", async () => {
      const said: string[] = [];
      const logger = { warn: (_: object, event: string) => void said.push(event) };
      const store = await openRedisStore({ ...addressOf({ ...over, FLOORWALKER_REDIS_USER: "managed" }), logger });
      await store.close();
      expect(said).toEqual(["redis_settings_unknown"]);
    });

    test("a replica takes no commits, until it leads", async () => {
      await admin.replicaof("127.0.0.1", await freePort());
      onTestFinished(async () => void (await admin.replicaof("NO", "ONE")));
      expect(await refusal(over)).toMatchObject({ code: "redis_is_replica", restartHelps: true });
    });

    test("a node of a cluster has other partitions elsewhere", async () => {
      const node = await startRedis(undefined, ["--cluster-enabled", "yes"]);
      onTestFinished(() => node.stop());
      expect(await refusal({ FLOORWALKER_REDIS: node.address })).toMatchObject({ code: "redis_is_cluster" });
    });
  });
});

const floor = addressOf({
  FLOORWALKER_REDIS: secured,
  FLOORWALKER_REDIS_USER: "floor",
  FLOORWALKER_REDIS_PASSWORD: SECRET,
  FLOORWALKER_REDIS_CA_FILE: ours.ca,
});

async function* stream<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

/** As a service reads it. */
function addressOf(variables: Variables) {
  const read = readEnvironment(variables);
  if (!read.ok || read.environment.redis === null) throw new Error(JSON.stringify(read));
  return read.environment.redis;
}

async function refusal(variables: Variables): Promise<ConnectionError> {
  const error = await openRedisStore(addressOf(variables)).then(
    async (store) => store.close().then(() => null),
    (caught: unknown) => caught,
  );
  if (error instanceof ConnectionError) return error;
  throw new Error("it was not refused as a connection", { cause: error });
}

async function doctor(variables: Variables) {
  const { stdout, stderr } = await runProgram(["doctor", "--json"], variables);
  const { findings } = JSON.parse(stdout) as { findings: readonly { check: string }[] };
  return { text: stdout + stderr, finding: (check: string) => findings.find((each) => each.check === check) };
}
