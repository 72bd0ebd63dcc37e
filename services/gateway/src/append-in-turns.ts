/** A log may encode what it is given in one go: it is given one record at a time, in order, and others have their turn in between. */
import { EVENTS_TOPIC, eventRecords } from "@floorwalker/events";
import type { Log } from "@floorwalker/ports";
import type { Turns } from "./turns.ts";

/** `events`: the bytes of one each. */
export async function appendInTurns(
  log: Pick<Log, "append">,
  partition: number,
  events: readonly Uint8Array[],
  turns: Turns,
): Promise<void> {
  for (const [index, record] of eventRecords(events).entries()) {
    if (index > 0) await turns.next();
    await log.append(EVENTS_TOPIC, partition, [record]);
  }
}
