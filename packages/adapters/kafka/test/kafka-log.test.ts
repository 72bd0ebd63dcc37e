/** What a log keeps of those who read it. */
import { expect, onTestFinished, test, vi } from "vitest";
import { KafkaLog } from "../src/index.ts";
import { PlatformaticDriver } from "../src/platformatic-driver.ts";

test("a log forgets a consumption that was stopped or has failed, and stops the others when it closes", async () => {
  const stops: string[] = [];
  const consumptionOf = (name: string) => {
    const { promise: failed, resolve, reject } = Promise.withResolvers<void>();
    const stop = async (): Promise<void> => {
      stops.push(name);
      resolve();
    };
    return { failed, stop, fail: reject, commit: async () => {}, restart: async () => {}, healthy: () => true };
  };
  const driver = vi.spyOn(PlatformaticDriver.prototype, "consume");
  onTestFinished(() => driver.mockRestore());
  const log = new KafkaLog({ brokers: ["127.0.0.1:1"], clientId: "c", driver: "platformatic" });
  const opened = async (name: string) => {
    const consumption = consumptionOf(name);
    driver.mockResolvedValueOnce(consumption);
    const callbacks = { assigned: async () => null, revoked: async () => {}, batch: async () => {} };
    await log.consume({ group: name, topics: ["t"], ...callbacks });
    return consumption;
  };
  const [stopped, failed] = [await opened("stopped"), await opened("failed"), await opened("living")];
  await stopped.stop();
  failed.fail(new Error("broker away"));
  await vi.waitUntil(() => stops.length === 2);
  await log.close();
  expect(stops).toEqual(["stopped", "failed", "living"]);
});
