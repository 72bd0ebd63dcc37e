/**
 * Events of one partition as records of the event topic: as many in one as fit, because a record costs its readers more
 * than an event does. One alone is an object, several are a JSON array (CloudEvents' batch format); their order stays.
 */
import type { LogMessage } from "@floorwalker/ports";

/** Of one record; an event is never as large. */
export const RECORD_BYTES = 256 * 1024;

const [OPENING_BRACKET, COMMA, CLOSING_BRACKET] = [0x5b, 0x2c, 0x5d];

/** `events`: the bytes of one each. The records have no key: their partition is the writer's to say. */
export function eventRecords(events: readonly Uint8Array[]): LogMessage[] {
  const records: LogMessage[] = [];
  for (let from = 0; from < events.length; ) {
    let to = from;
    // A bracket or comma before each, and the last bracket.
    let bytes = 1;
    while (to < events.length && (to === from || bytes + events[to]!.length + 1 <= RECORD_BYTES))
      bytes += events[to++]!.length + 1;
    records.push({ key: null, value: to - from === 1 ? events[from]! : list(events, from, to, bytes) });
    from = to;
  }
  return records;
}

function list(events: readonly Uint8Array[], from: number, to: number, bytes: number): Uint8Array {
  const value = Buffer.allocUnsafe(bytes);
  let at = 0;
  for (let index = from; index < to; index++) {
    value[at++] = index === from ? OPENING_BRACKET : COMMA;
    value.set(events[index]!, at);
    at += events[index]!.length;
  }
  value[at] = CLOSING_BRACKET;
  return value;
}
