/**
 * What could not be understood, kept with its reason: original key, value and headers, and beside them where it came
 * from and why it was refused.
 */
import { DEAD_LETTER_BYTES, type Rejection } from "@floorwalker/events";
import type { LogMessage } from "@floorwalker/ports";

export interface DeadInput {
  readonly key: string | null;
  readonly value: Uint8Array;
  readonly headers: Readonly<Record<string, Uint8Array>>;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly group: string;
}

const VERSION = "0.1.0";

/** Room for key and headers beside the value. */
const VALUE_BYTES = DEAD_LETTER_BYTES - 256 * 1024;

export function deadLetter(input: DeadInput, { code, path, reason, fix }: Rejection): LogMessage {
  // A broker may be set to take records larger than any dead letter: then its beginning must do.
  const cut = input.value.byteLength > VALUE_BYTES;
  return {
    key: input.key,
    value: cut ? input.value.subarray(0, VALUE_BYTES) : input.value,
    headers: {
      ...input.headers,
      "_dlq.errors.topic": input.topic,
      "_dlq.errors.partition": String(input.partition),
      "_dlq.errors.offset": String(input.offset),
      "_dlq.errors.code": code,
      "_dlq.errors.message": `${path === "" ? "" : `${path}: `}${reason} ${fix}`,
      "_dlq.errors.group": input.group,
      "_dlq.errors.version": VERSION,
      ...(cut ? { "_dlq.errors.truncated": String(input.value.byteLength) } : {}),
    },
  };
}
