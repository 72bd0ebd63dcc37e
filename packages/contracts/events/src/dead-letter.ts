/**
 * An input that was not taken, as it is kept: original key, value and headers, and beside them where it came from and
 * why. Invariant: whatever the input was, its letter fits a dead-letter topic, else it would stop what comes after it: whole where it
 * can be, cut where it is larger than the topics that we make take (2 MB), and cut further for one that takes less (`append-letters.ts`).
 */
import type { LogMessage } from "@floorwalker/ports";
import { allFaults, type Rejection } from "./rejection.ts";
import { DEAD_LETTER_BYTES } from "./topics.ts";

export interface DeadInput extends LogMessage {
  readonly topic: string;
  readonly partition: number;
  /** Of the record that showed the fault. */
  readonly offset: number;
  /** Of the event among those of its record, from 0, where a record holds several; `value` is that one alone. */
  readonly index?: number;
  readonly group: string;
}

const VERSION = "0.1.0";
const PREFIX = "_dlq.errors.";
/** A header may be a list of its own beside the value; all of them get this much, the key as much, our own the rest. */
const HEADERS_BYTES = 128 * 1024;
const KEY_LENGTH = HEADERS_BYTES / 4;
/** Of a value this much is kept before anything else is left out. */
const LEAST_BYTES = 1024;
const VALUE_BYTES = DEAD_LETTER_BYTES - 3 * HEADERS_BYTES;

export function deadLetter(input: DeadInput, rejection: Rejection): LogMessage {
  const { key, rawKey, value, headers = {} } = input;
  const kept = fitting(headers);
  const dropped = Object.keys(headers).length - Object.keys(kept).length;
  const tooLong = value.byteLength > VALUE_BYTES;
  return {
    key: key === null ? null : key.slice(0, KEY_LENGTH),
    ...(rawKey === undefined ? {} : { rawKey: rawKey.subarray(0, KEY_LENGTH) }),
    value: tooLong ? value.subarray(0, VALUE_BYTES) : value,
    headers: {
      ...kept,
      [`${PREFIX}topic`]: input.topic,
      [`${PREFIX}partition`]: String(input.partition),
      [`${PREFIX}offset`]: String(input.offset),
      ...(input.index === undefined ? {} : { [`${PREFIX}index`]: String(input.index) }),
      [`${PREFIX}code`]: rejection.code,
      [`${PREFIX}message`]: allFaults(rejection).map(sentence).join(" "),
      [`${PREFIX}group`]: input.group,
      [`${PREFIX}version`]: VERSION,
      ...(tooLong ? { [`${PREFIX}truncated`]: String(value.byteLength) } : {}),
      ...(dropped > 0 ? { [`${PREFIX}headers-dropped`]: String(dropped) } : {}),
    },
  };
}

/** The same with less of what came in; null: there is nothing left to leave out. */
export function shorterLetter(letter: LogMessage): LogMessage | null {
  const { value, headers = {} } = letter;
  const whole = headers[`${PREFIX}truncated`] ?? String(value.byteLength);
  if (value.byteLength > LEAST_BYTES)
    return {
      ...letter,
      value: value.subarray(0, value.byteLength / 4),
      headers: { ...headers, [`${PREFIX}truncated`]: whole },
    };
  const ours = Object.entries(headers).filter(([name]) => name.startsWith(PREFIX));
  const dropped = Object.keys(headers).length - ours.length;
  if (dropped === 0) return null;
  return { key: null, value, headers: { ...Object.fromEntries(ours), [`${PREFIX}headers-dropped`]: String(dropped) } };
}

const sentence = ({ path, reason, fix }: Rejection): string => `${path === "" ? "" : `${path}: `}${reason} ${fix}`;

/** What fits, the first ones first. */
function fitting(headers: NonNullable<LogMessage["headers"]>): NonNullable<LogMessage["headers"]> {
  let room = HEADERS_BYTES;
  const kept: [string, string | Uint8Array][] = [];
  for (const [name, value] of Object.entries(headers)) {
    const size = 3 * name.length + (typeof value === "string" ? 3 * value.length : value.byteLength);
    if (size > room) continue;
    room -= size;
    kept.push([name, value]);
  }
  return Object.fromEntries(kept);
}
