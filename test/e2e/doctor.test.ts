/** `floorwalker doctor` against real Kafka and Redis: what it says of them, and of servers that say less than all. */
import { EVENTS_TOPIC } from "@floorwalker/events";
import { openKafkaLog } from "@floorwalker/kafka";
import { Redis } from "ioredis";
import { expect, test } from "vitest";
import { addressOf, kafkaBackend, redisBackend, suiteOn } from "../support/src/backends.ts";
import { freePort } from "../support/src/child.ts";
import { runProgram } from "../support/src/run-program.ts";

const [kafka, redis] = await Promise.all([kafkaBackend(), redisBackend()]);

async function doctor(variables: Readonly<Record<string, string>>) {
  const { stdout, status } = await runProgram(["doctor", "--json"], variables);
  const { findings } = JSON.parse(stdout) as {
    findings: readonly { check: string; status: string; message: string; fix: string | null }[];
  };
  return { status, of: (check: string) => findings.find((finding) => finding.check === check) };
}

suiteOn([kafka, redis], "floorwalker doctor", () => {
  test("tells topics that are missing from a number of partitions that is not the configured one", async () => {
    const prefix = `doctor-${crypto.randomUUID().slice(0, 8)}.`;
    const variables = { FLOORWALKER_KAFKA: addressOf(kafka), FLOORWALKER_PREFIX: prefix };
    const before = await doctor(variables);
    expect(before.of("kafka")).toMatchObject({ status: "ok" });
    expect(before.of("kafka_topics")).toMatchObject({
      status: "warning",
      message: expect.stringContaining(prefix + EVENTS_TOPIC),
    });
    const log = await openKafkaLog({ brokers: [addressOf(kafka)], clientId: "test", prefix });
    try {
      await log.ensureTopics([{ topic: EVENTS_TOPIC, partitions: 3 }]);
      const other = await doctor(variables);
      expect(other.of("kafka_partitions")).toMatchObject({ status: "failed", fix: expect.stringContaining("to 3") });
      expect(other.status).toBe(1);
      const same = await doctor({ ...variables, FLOORWALKER_PARTITIONS: "3" });
      expect(same.of("kafka_partitions")).toMatchObject({ status: "ok" });
    } finally {
      await log.removeTopics([EVENTS_TOPIC]);
      await log.close();
    }
  });

  test("finds Redis as it is, and does not hold it against a server that refuses CONFIG", async () => {
    const address = addressOf(redis);
    const full = await doctor({ FLOORWALKER_REDIS: address });
    expect(full.of("redis")).toMatchObject({ status: "ok", message: expect.stringMatching(/version ([7-9]|\d\d)/) });
    for (const check of ["redis_maxmemory_policy", "redis_appendonly", "redis_hash_listpack"])
      expect(full.of(check), check).toMatchObject({ status: "ok" });
    const client = new Redis(address);
    const user = `doctor-${crypto.randomUUID().slice(0, 8)}`;
    try {
      await client.call("ACL", "SETUSER", user, "on", ">a-password", "~*", "&*", "+@all", "-config");
      const managed = await doctor({ FLOORWALKER_REDIS: address.replace("redis://", `redis://${user}:a-password@`) });
      expect(managed.of("redis")).toMatchObject({ status: "ok" });
      expect(managed.of("redis_hash_listpack")).toMatchObject({ status: "unknown" });
      expect(managed.of("redis_maxmemory_policy")).toMatchObject({ status: "ok" });
    } finally {
      await client.call("ACL", "DELUSER", user);
      client.disconnect();
    }
  });

  test("servers that are not there are failures with a fix, and no secret is repeated", async () => {
    const port = await freePort();
    const found = await doctor({
      FLOORWALKER_KAFKA: `127.0.0.1:${port}`,
      FLOORWALKER_REDIS: `redis://somebody:a-secret@127.0.0.1:${port}`,
    });
    expect(found.status).toBe(1);
    for (const check of ["kafka", "redis"]) {
      expect(found.of(check)).toMatchObject({ status: "failed", fix: expect.stringContaining("FLOORWALKER_") });
      expect(found.of(check)?.message).toContain(`127.0.0.1:${port}`);
      expect(JSON.stringify(found.of(check))).not.toContain("a-secret");
    }
  });
});
