/** The events of records of the log, each with where it is: the record's offset, and its index among the events in it. */
import type { CanonicalEvent, GatewayEvent } from "@floorwalker/domain";
import { decodeRecord } from "@floorwalker/events";
import type { LogRecord } from "@floorwalker/ports";

export interface ReadEvent {
  readonly record: LogRecord;
  /** From 0. */
  readonly index: number;
  /** Its bytes in the record's value: [from, to). */
  readonly from: number;
  readonly to: number;
  /** Null: nobody can read it, or a gateway wrote it: what somebody did with an alert, or another system told of one. */
  readonly event: CanonicalEvent | null;
  readonly operator?: GatewayEvent;
}

export function readEvents(records: readonly LogRecord[]): readonly ReadEvent[] {
  const events: ReadEvent[] = [];
  for (const record of records) {
    const recorded = decodeRecord(record.value);
    for (let index = 0; index < recorded.length; index++) {
      const { event, from, to, operator } = recorded[index]!;
      events.push(
        operator === undefined ? { record, index, from, to, event } : { record, index, from, to, event, operator },
      );
    }
  }
  return events;
}
