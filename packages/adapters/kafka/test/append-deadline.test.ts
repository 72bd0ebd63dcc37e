/** Appends that nobody answers: no error ever comes from a broker that hangs, so each has an end of its own. */
import { type AddressInfo, createServer, type Socket } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { KafkaLog } from "../src/index.ts";
import { PlatformaticDriver } from "../src/platformatic-driver.ts";

const logger = { warn: () => {} };
const message = (text: string) => ({ key: "k", value: Buffer.from(text) });
const unreachable = { code: "kafka_unreachable" };

test.for(["kafkajs", "platformatic"] as const)(
  "an append to a broker that takes connections and says nothing is given up in time, with %s",
  async (driver) => {
    const sockets: Socket[] = [];
    const broker = createServer((socket) => void sockets.push(socket.on("error", () => {})));
    await new Promise<void>((resolve) => broker.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      broker.close();
      for (const socket of sockets) socket.destroy();
    });
    const brokers = [`127.0.0.1:${(broker.address() as AddressInfo).port}`];
    const log = new KafkaLog({ brokers, driver, clientId: "test", appendMs: 100, logger });
    await expect(log.append("dlq.cc.events.v1", 0, [message("v")])).rejects.toMatchObject(unreachable);
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
