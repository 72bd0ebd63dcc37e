/** The same on real Kafka and Redis, where the owner, the gateway and the notifier are processes that die apart from each other. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openRedisStore } from "@floorwalker/redis";
import kafkajs, { type Admin } from "kafkajs";
import { afterAll, beforeAll, test } from "vitest";
import { ADMIN, alertsTaken, type Mortal, takenConfiguration } from "../support/src/alerts-taken.ts";
import { addressOf, kafkaBackend, redisBackend, suiteOn } from "../support/src/backends.ts";
import { type ServiceProcess, startService } from "../support/src/service-process.ts";
import { startWebReceiver, type WebReceiver } from "../support/src/web-receiver.ts";

const [kafka, redis] = await Promise.all([kafkaBackend(), redisBackend()]);
const prefix = `taken-${crypto.randomUUID().slice(0, 8)}.`;
const SERVICE = { owner: "aggregator", gateway: "gateway", notifier: "notifier" } as const;
type Part = keyof typeof SERVICE;

suiteOn([kafka, redis], "alerts on Kafka and Redis", () => {
  const running = new Map<Part, ServiceProcess>();
  let folder: string;
  let web: WebReceiver;
  let admin: Admin;

  async function start(part: Part): Promise<void> {
    const service = await startService(SERVICE[part], {
      FLOORWALKER_KAFKA: addressOf(kafka),
      FLOORWALKER_REDIS: addressOf(redis),
      FLOORWALKER_PREFIX: prefix,
      FLOORWALKER_TOKEN: ADMIN,
      FLOORWALKER_CONFIG: join(folder, "floorwalker.yaml"),
    });
    running.set(part, service);
  }
  const mortal: Mortal = {
    url: () => running.get("gateway")!.url,
    async killAndStart(...parts) {
      await Promise.all(parts.map((part) => running.get(part)!.kill()));
      await Promise.all(parts.map(start));
    },
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "floorwalker-taken-"));
    web = await startWebReceiver();
    await writeFile(join(folder, "floorwalker.yaml"), `partitions: 2\n${takenConfiguration(web.url)}`);
    admin = new kafkajs.Kafka({ brokers: [addressOf(kafka)], logLevel: kafkajs.logLevel.NOTHING }).admin();
    await admin.connect();
    await Promise.all((["owner", "gateway", "notifier"] as const).map(start));
  });
  afterAll(async () => {
    await Promise.all([...running.values()].map((service) => service.kill()));
    const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(prefix));
    await admin.deleteTopics({ topics });
    await Promise.all([admin.disconnect(), web.stop()]);
    const store = await openRedisStore({ url: addressOf(redis), prefix: `${prefix}floorwalker` });
    await store.erase();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  test("what was answered is there, and everybody is told each step once, whichever part dies", () =>
    alertsTaken(mortal, web, 90_000));
});
