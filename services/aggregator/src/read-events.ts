/** The events of records of the log, each with where it is: the record's offset, and its index among the events in it. */
import type { CanonicalEvent } from "@floorwalker/domain";
import { decodeRecord } from "@floorwalker/events";
import type { LogRecord } from "@floorwalker/ports";

export interface ReadEvent {
  readonly record: LogRecord;
  /** From 0. */
  readonly index: number;
  /** Its bytes in the record's value: [from, to). */
  readonly from: number;
  readonly to: number;
  /** Null: nobody can read it. */
  readonly event: CanonicalEvent | null;
}

export function readEvents(records: readonly LogRecord[]): readonly ReadEvent[] {
  const events: ReadEvent[] = [];
  for (const record of records) {
    const recorded = decodeRecord(record.value);
    for (let index = 0; index < recorded.length; index++) {
      const { event, from, to } = recorded[index]!;
      events.push({ record, index, from, to, event });
    }
  }
  return events;
}
