/** What stays of a consumption that could not begin, or could not leave its group. */
import { Consumer } from "@platformatic/kafka";
import { expect, test } from "vitest";
import { PlatformaticConsumption } from "../src/platformatic-consumption.ts";

/** Nothing listens there, and nothing is asked of it. */
function consumptionOf(faults: Partial<Pick<Consumer, "joinGroup" | "close">>) {
  const consumer = new Consumer({ clientId: "c", groupId: "g", bootstrapBrokers: ["127.0.0.1:1"], autocommit: false });
  Object.assign(consumer, { metadata: async () => ({}), joinGroup: async () => "member", ...faults });
  const consumption = new PlatformaticConsumption({
    consumer: () => consumer,
    callbacks: {
      group: "g",
      topics: ["t"],
      assigned: async () => null,
      revoked: async () => {},
      batch: async () => {},
    },
    bounds: async () => ({ low: 0, high: 0 }),
    committed: async () => null,
    prefix: "",
    logger: undefined,
    brokers: [],
    silentMs: 1_000,
    maxBytes: 1_000,
    maxBytesPerPartition: 1_000,
    maxWaitMs: 5,
  });
  return { consumer, consumption };
}

const refused = async (): Promise<never> => {
  throw new Error("no coordinator");
};

test("a consumption that cannot join its group closes its client", async () => {
  const { consumer, consumption } = consumptionOf({ joinGroup: refused });
  await expect(consumption.start()).rejects.toThrow("no coordinator");
  expect(consumer.closed).toBe(true);
});

test("a consumption that cannot leave its group closes its connections all the same", async () => {
  const { consumer, consumption } = consumptionOf({ close: refused });
  await consumption.start();
  await consumption.stop();
  expect(consumer.closed).toBe(true);
});
