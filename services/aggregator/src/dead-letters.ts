/** What the aggregator keeps out of the numbers, with its reason: nothing is just dropped (promise 3). */
import type { CanonicalEvent } from "@floorwalker/domain";
import { encodeEvent } from "@floorwalker/events";
import type { LogMessage, LogRecord } from "@floorwalker/ports";

export interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly group: string;
}

export const malformedLetter = (record: LogRecord, place: Place): LogMessage =>
  letter(
    record.value,
    record.key,
    place,
    "malformed",
    "not an event as ingest writes it. Write to the source topics, not to this one.",
  );

export const lateLetter = (record: LogRecord, place: Place): LogMessage =>
  letter(
    record.value,
    record.key,
    place,
    "late",
    "older than the horizon of its channel. Correct the source's clock, or replay that day.",
  );

/** The loser, which is not always the newcomer: then it is written out again from what is known of it. */
export function conflictLetter(loser: CanonicalEvent, record: LogRecord, place: Place): LogMessage {
  const value = encoder.encode(encodeEvent(loser));
  return letter(
    value,
    record.key,
    place,
    "id_conflict",
    `id ${loser.id} of ${loser.source} came twice with different content; the other one counts. Make ids unique, or stamp recordedtime.`,
  );
}

const encoder = new TextEncoder();

const letter = (value: Uint8Array, key: string | null, place: Place, code: string, message: string): LogMessage => ({
  key,
  value,
  headers: {
    "_dlq.errors.topic": place.topic,
    "_dlq.errors.partition": String(place.partition),
    "_dlq.errors.offset": String(place.offset),
    "_dlq.errors.code": code,
    "_dlq.errors.message": message,
    "_dlq.errors.group": place.group,
  },
});
