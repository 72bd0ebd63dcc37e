/** The daily report by processes on Kafka and Redis: notifier and owner are killed between its time and its delivery, and one mail comes. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EVENTS_TOPIC, encodeEvent, eventRecords, FACTS_TOPIC, INTERVALS_TOPIC } from "@floorwalker/events";
import { openKafkaLog } from "@floorwalker/kafka";
import type { Log, Store } from "@floorwalker/ports";
import { openRedisStore } from "@floorwalker/redis";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { addressOf, kafkaBackend, redisBackend, suiteOn } from "../support/src/backends.ts";
import { type MailReceiver, startMailReceiver } from "../support/src/mail-receiver.ts";
import { type ServiceName, type ServiceProcess, startService } from "../support/src/service-process.ts";
import { tell } from "../support/src/tell.ts";

const [kafka, redis] = [await kafkaBackend(), await redisBackend()];
const prefix = `report-${process.pid}-${Date.now()}-`;
const HOUR = 3_600_000;
const patience = { timeout: 90_000, interval: 100 };
vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });
/** Where it is about noon now: its yesterday ended some twelve hours ago, well within the horizon. */
const AHEAD = 12 - new Date().getUTCHours();
const ZONE = `Etc/GMT${AHEAD > 0 ? "-" : "+"}${Math.abs(AHEAD)}`;
const MIDNIGHT = Math.floor((Date.now() + AHEAD * HOUR) / (24 * HOUR)) * 24 * HOUR - AHEAD * HOUR;

suiteOn([kafka, redis], "the daily report of the distributed profile", () => {
  const folder = mkdtempSync(join(tmpdir(), "floorwalker-report-"));
  const running = new Map<ServiceName, ServiceProcess>();
  let log: Log;
  let store: Store;
  let mail: MailReceiver;

  const start = async (name: ServiceName): Promise<void> => {
    const variables = {
      FLOORWALKER_KAFKA: addressOf(kafka),
      FLOORWALKER_REDIS: addressOf(redis),
      FLOORWALKER_PREFIX: prefix,
      FLOORWALKER_CONFIG: join(folder, "floorwalker.yaml"),
    };
    running.set(name, await startService(name, variables));
  };

  beforeAll(async () => {
    mail = await startMailReceiver();
    writeFileSync(
      join(folder, "floorwalker.yaml"),
      `partitions: 1
sites:
  - id: here
    name: Kraków
    zone: ${ZONE}
    queues: [{ queue: sales }]
    report: { at: "00:05", to: [director] }
receivers:
  - { id: director, type: email, to: [director@example.com], from: wall@example.com, smtp: "${mail.url}" }
`,
    );
    const address = {
      brokers: [addressOf(kafka)],
      driver: "kafkajs",
      tls: null,
      login: null,
      clientId: "told",
    } as const;
    log = await openKafkaLog({ ...address, prefix });
    store = await openRedisStore({ url: addressOf(redis), prefix: `${prefix}floorwalker` });
    await log.ensureTopics([{ topic: EVENTS_TOPIC, partitions: 1 }]);
  });
  afterAll(async () => {
    await Promise.all([...running.values()].map((service) => service.kill()));
    await log.removeTopics([EVENTS_TOPIC, INTERVALS_TOPIC, FACTS_TOPIC]);
    await log.close();
    await store.erase();
    await store.close();
    await mail.stop();
    rmSync(folder, { recursive: true });
  });

  const waiting = async (): Promise<number> => (await store.outbox(0, 10)).length;

  test("of a day whose calls came before midnight there is one mail, with what the day had", async () => {
    const events = Array.from({ length: 20 }, (_, call) => [
      tell(call, "contact.queued", { contact: `c${call}`, time: MIDNIGHT - HOUR + call * 1_000 }),
      tell(call, "contact.answered", { contact: `c${call}`, agent: "a1", time: MIDNIGHT - HOUR + (call + 5) * 1_000 }),
    ]).flat();
    await log.append(EVENTS_TOPIC, 0, eventRecords(events.map((event) => Buffer.from(encodeEvent(event)))));
    await mail.answers(null);
    await Promise.all((["aggregator", "historian", "notifier"] as const).map(start));
    await vi.waitFor(async () => expect(await waiting()).toBe(1), patience);
    await Promise.all([running.get("notifier")!.kill(), running.get("aggregator")!.kill()]);
    await Promise.all([start("notifier"), start("aggregator")]);
    expect(await waiting()).toBe(1);
    await mail.answers(250);
    await vi.waitFor(async () => expect(await waiting()).toBe(0), patience);
    expect(mail.taken).toHaveLength(1);
    expect(mail.taken[0]).toContain("Content-Type: multipart/alternative");
    // Lines that were too long are folded, at `=`.
    expect(mail.taken[0]!.replaceAll("=\r\n", "")).toMatch(/Offered +20/);
  });
});
