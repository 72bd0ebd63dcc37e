/** A recording as a topic of single records, as any service of ours writes them: no headers, the site as key. */
import { EVENTS_TOPIC, encodeEvent } from "@floorwalker/events";
import { openKafkaLog } from "@floorwalker/kafka";
import type { Recording } from "./recording.ts";

const APPEND = 2_000;

/** @returns bytes of the events. */
export async function preload(kafka: string, prefix: string, { events }: Recording): Promise<number> {
  const log = await openKafkaLog({ brokers: [kafka], clientId: prefix, prefix });
  await log.ensureTopics([{ topic: EVENTS_TOPIC, partitions: events.length }]);
  let bytes = 0;
  for (const [partition, told] of events.entries())
    for (let at = 0; at < told.length; at += APPEND) {
      const messages = told
        .slice(at, at + APPEND)
        .map((event) => ({ key: event.site, value: Buffer.from(encodeEvent(event)) }));
      for (const { value } of messages) bytes += value.length;
      await log.append(EVENTS_TOPIC, partition, messages);
    }
  await log.close();
  return bytes;
}
