import { openKafkaLog } from "@floorwalker/kafka";
import { expect, onTestFinished, test } from "vitest";
import { kafkaBackend, suiteOn } from "../support/src/backends.ts";
import { type KafkaProcess, localKafka, startKafka } from "../support/src/local-servers.ts";

const kafka = await kafkaBackend();
const server = "skip" in kafka ? null : await localKafka();
const own = server === null ? [{ skip: "no broker of its own to kill: install Java 17 and Maven" }] : [kafka];
const patience = { timeout: 60_000, interval: 20 };

suiteOn(own, "Kafka log on a broker that dies", () => {
  // The first of them has been started already.
  const brokers = [server];

  test.for(["kafkajs", "platformatic"] as const)(
    "what was acknowledged is there when the broker comes back, and the reader goes on by itself, with %s",
    async (driver) => {
      let broker = (brokers.pop() ?? (await localKafka())) as KafkaProcess;
      onTestFinished(() => broker.stop());
      const log = await openKafkaLog({ brokers: [broker.address], clientId: "test", driver, sessionTimeoutMs: 2_000 });
      onTestFinished(() => log.close());
      const topic = `events-${driver}`;
      await log.ensureTopics([{ topic, partitions: 2 }]);
      const seen = new Set<string>();
      let failure: unknown;
      const next = new Map<number, number>();
      const consumption = await log.consume({
        group: `readers-${driver}`,
        topics: [topic],
        assigned: async ({ partition }) => next.get(partition) ?? null,
        revoked: async () => {},
        batch: async ({ partition, records }) => {
          for (const { offset, value } of records) {
            expect(offset).toBeGreaterThanOrEqual(next.get(partition) ?? 0);
            next.set(partition, offset + 1);
            seen.add(Buffer.from(value).toString());
          }
        },
      });
      consumption.failed.catch((error: unknown) => (failure = error));
      const write = (value: string) => log.append(topic, 1, [{ key: null, value: Buffer.from(value) }]);
      await write("before");
      await expect.poll(() => seen.has("before"), patience).toBe(true);
      const killed = broker;
      process.kill(killed.pid, "SIGKILL");
      broker = await startKafka(killed);
      await expect
        .poll(
          () =>
            write("after").then(
              () => true,
              () => false,
            ),
          patience,
        )
        .toBe(true);
      await expect.poll(() => seen.has("after"), patience).toBe(true);
      expect((await log.bounds(topic))[1]!.high).toBeGreaterThanOrEqual(2);
      expect(failure).toBeUndefined();
      expect(consumption.healthy()).toBe(true);
    },
  );
});
