/**
 * A member of a consumer group as a process of its own, to be killed: `node kafka-member.ts BROKER DRIVER GROUP TOPIC SESSION_MS`.
 * Prints `+0` when partition 0 was assigned, `-0` when revoked, `0 text` for a record of it.
 */

import { type KafkaLogOptions, openKafkaLog } from "@floorwalker/kafka";

type Driver = NonNullable<KafkaLogOptions["driver"]>;

const [broker, driver, group, topic, session] = process.argv.slice(2) as [string, Driver, string, string, string];

const log = await openKafkaLog({ brokers: [broker], clientId: "member", driver, sessionTimeoutMs: Number(session) });
const consumption = await log.consume({
  group,
  topics: [topic],
  assigned: async ({ partition }) => {
    process.stdout.write(`+${partition}\n`);
    return null;
  },
  revoked: async ({ partition }) => void process.stdout.write(`-${partition}\n`),
  batch: async ({ partition, records }) => {
    for (const { value } of records) process.stdout.write(`${partition} ${Buffer.from(value).toString()}\n`);
  },
});
await consumption.failed;
