/** A recording as the event topic: one event a record, or many, as ingest writes them when it has many in hand. */
import { EVENTS_TOPIC, encodeEvent, eventRecords } from "@floorwalker/events";
import { openKafkaLog } from "@floorwalker/kafka";
import type { Recording } from "./recording.ts";

const APPEND = 2_000;

/** @returns bytes of the events. */
export async function preload(
  kafka: string,
  prefix: string,
  { events }: Recording,
  form: "single" | "many" = "single",
): Promise<number> {
  const log = await openKafkaLog({ brokers: [kafka], clientId: prefix, prefix });
  await log.ensureTopics([{ topic: EVENTS_TOPIC, partitions: events.length }]);
  let bytes = 0;
  for (const [partition, told] of events.entries())
    for (let at = 0; at < told.length; at += APPEND) {
      const written = told.slice(at, at + APPEND).map((event) => Buffer.from(encodeEvent(event)));
      for (const { length } of written) bytes += length;
      const messages = form === "many" ? eventRecords(written) : written.flatMap((event) => eventRecords([event]));
      await log.append(EVENTS_TOPIC, partition, messages);
    }
  await log.close();
  return bytes;
}
