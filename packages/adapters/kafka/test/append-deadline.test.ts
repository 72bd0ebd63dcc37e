/** A broker that takes connections and answers nothing: no error ever comes from it, so the append has an end of its own. */
import { type AddressInfo, createServer, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { KafkaLog } from "../src/index.ts";

test.for(["kafkajs", "platformatic"] as const)(
  "an append to a broker that hangs is given up in time, with %s",
  async (driver) => {
    const sockets: Socket[] = [];
    const broker = createServer((socket) => void sockets.push(socket.on("error", () => {})));
    await new Promise<void>((resolve) => broker.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      broker.close();
      for (const socket of sockets) socket.destroy();
    });
    const brokers = [`127.0.0.1:${(broker.address() as AddressInfo).port}`];
    const log = new KafkaLog({ brokers, driver, clientId: "test", appendMs: 100, logger: { warn: () => {} } });
    const message = { key: "k", value: Buffer.from("v") };
    await expect(log.append("dlq.cc.events.v1", 0, [message])).rejects.toMatchObject({ code: "kafka_unreachable" });
  },
);
