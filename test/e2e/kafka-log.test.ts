import { openKafkaLog } from "@floorwalker/kafka";
import { logContract } from "@floorwalker/ports/contract";
import { addressOf, kafkaBackend, suiteOn } from "../support/src/backends.ts";

const kafka = await kafkaBackend();

const open = () => openKafkaLog({ brokers: [addressOf(kafka)], clientId: "test" });

suiteOn([kafka], "Kafka log", () => {
  logContract("Kafka", async () => ({ log: await open(), reopen: open }));
});
