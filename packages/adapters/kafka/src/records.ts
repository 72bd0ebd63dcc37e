/** From kafkajs messages to records of the port. The hot path: one object a record, no copy of its bytes. */

import { isUtf8 } from "node:buffer";
import type { LogRecord } from "@floorwalker/ports";
import type { KafkaMessage } from "kafkajs";

const NO_BYTES = new Uint8Array(0);
const NO_HEADERS: Readonly<Record<string, Uint8Array>> = Object.freeze({});

/** Records from offset `from` on, and the sum of their values' bytes. */
export function toRecords(messages: readonly KafkaMessage[], from: number): { records: LogRecord[]; bytes: number } {
  const records: LogRecord[] = [];
  let bytes = 0;
  for (const message of messages) {
    const offset = Number(message.offset);
    if (offset < from) continue;
    const value = message.value ?? NO_BYTES;
    bytes += value.length;
    const rawKey = message.key;
    const appendedAt = Number(message.timestamp);
    const headers = headersOf(message.headers);
    if (rawKey === null) records.push({ offset, appendedAt, key: null, value, headers });
    else if (isUtf8(rawKey)) records.push({ offset, appendedAt, key: rawKey.toString(), value, headers });
    else records.push({ offset, appendedAt, key: rawKey.toString(), rawKey, value, headers });
  }
  return { records, bytes };
}

/** Of a header given several times the last one counts. */
function headersOf(headers: KafkaMessage["headers"]): Readonly<Record<string, Uint8Array>> {
  let found: Record<string, Uint8Array> | undefined;
  for (const name in headers) {
    const given = headers[name];
    const value = Array.isArray(given) ? given.at(-1) : given;
    found ??= {};
    found[name] = value === undefined ? NO_BYTES : typeof value === "string" ? Buffer.from(value) : value;
  }
  return found ?? NO_HEADERS;
}
