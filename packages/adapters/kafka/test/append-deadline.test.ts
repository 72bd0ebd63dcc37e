/** Appends that nobody answers: no error ever comes from a broker that hangs, so each has an end of its own. */
import { expect, onTestFinished, test, vi } from "vitest";
import { KafkaLog } from "../src/index.ts";
import { PlatformaticDriver } from "../src/platformatic-driver.ts";
import { hangingBroker } from "./hanging-broker.ts";

const logger = { warn: () => {} };
const message = (text: string) => ({ key: "k", value: Buffer.from(text) });
const unreachable = { code: "kafka_unreachable" };

test.for(["kafkajs", "platformatic"] as const)(
  "an append whose records a broker has taken and says nothing of is given up in time, with %s",
  async (driver) => {
    const { brokers, taken, end } = await hangingBroker("dlq.cc.events.v1");
    const log = new KafkaLog({ brokers, driver, clientId: "test", appendMs: 1_000, logger });
    const appended = log.append("dlq.cc.events.v1", 0, [message("v")]);
    await Promise.all([taken, expect(appended).rejects.toMatchObject(unreachable)]);
    // While it might still answer, kafkajs waits for it.
    end();
    await log.close();
  },
);

test("what was given up and is written later lies before all that is appended since, in its partition", async () => {
  const written: string[] = [];
  const hanging = Promise.withResolvers<void>();
  const write = async (topic: string, partition: number, [first]: readonly { readonly value: Uint8Array }[]) =>
    void written.push(`${topic}/${partition} ${Buffer.from(first!.value).toString()}`);
  const send = vi.spyOn(PlatformaticDriver.prototype, "send").mockImplementation(write);
  onTestFinished(() => send.mockRestore());
  send.mockImplementationOnce(async (...given) => {
    await hanging.promise;
    await write(...given);
  });
  const log = new KafkaLog({ brokers: ["127.0.0.1:1"], driver: "platformatic", clientId: "test", appendMs: 50 });
  const append = (partition: number, text: string) => log.append("t", partition, [message(text)]);
  await expect(append(0, "v1")).rejects.toMatchObject(unreachable);
  // Nor is this one sent ever: it waited for its turn.
  await expect(append(0, "v1 again")).rejects.toMatchObject(unreachable);
  await append(1, "elsewhere");
  const next = append(0, "v1 once more").then(() => append(0, "v2"));
  hanging.resolve();
  await next;
  await log.close();
  expect(written).toEqual(["t/1 elsewhere", "t/0 v1", "t/0 v1 once more", "t/0 v2"]);
});

test("a broker that is older than topics' ids is refused at once, with the driver that takes it", async () => {
  const { brokers, end } = await hangingBroker("cc.events.v1");
  await expect(new PlatformaticDriver({ brokers, clientId: "test" }).suits()).rejects.toMatchObject({
    code: "kafka_too_old",
    fix: expect.stringContaining("FLOORWALKER_KAFKA_DRIVER=kafkajs"),
  });
  end();
});
