/** A log may encode what it is given in one go: it is given one slice at a time, in order. */
import { EVENTS_TOPIC } from "@floorwalker/events";
import type { Log, LogMessage } from "@floorwalker/ports";
import type { Turns } from "./turns.ts";

/** Larger than a slice of judging: each is a round trip to the log. */
const APPENDED = { items: 500, bytes: 256 * 1024 } as const;

export async function appendInSlices(
  log: Pick<Log, "append">,
  partition: number,
  messages: readonly LogMessage[],
  turns: Turns,
): Promise<void> {
  for (let from = 0; from < messages.length; ) {
    if (from > 0) await turns.next();
    let to = from;
    let bytes = 0;
    do bytes += messages[to++]!.value.byteLength;
    while (to < messages.length && to - from < APPENDED.items && bytes < APPENDED.bytes);
    await log.append(EVENTS_TOPIC, partition, messages.slice(from, to));
    from = to;
  }
}
