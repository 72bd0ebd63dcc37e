/**
 * A record that holds several events: a JSON array of them, CloudEvents' JSON batch format. Each is then taken or refused alone, so
 * that one bad event costs none of its neighbours.
 */
import { type EventHeaders, isBinaryMode } from "@floorwalker/events";
import type { SourceFormat } from "./source-format.ts";
import { ARRAY_BEGINS, type Item, ValueScanner } from "./value-scanner.ts";

/** As many as a request may hold. */
const MOST = 10_000;
/** No event is shorter. Each element that is none becomes a letter ten times as long: tiny ones would fill the memory with theirs. */
const LEAST_BYTES = 64;
const SPACE = 0x20;

/** Null: the record is one input, whatever it is; so is an array that is empty, cut or has more elements than it can hold events. */
export function batchOf(format: SourceFormat, value: Uint8Array, headers: EventHeaders): readonly Item[] | null {
  if (!format.readsBatches) return null;
  const from = textBegins(value);
  if (value[from] !== ARRAY_BEGINS || isBinaryMode(headers)) return null;
  const scanner = new ValueScanner(value.subarray(from), Math.min(MOST, Math.ceil(value.length / LEAST_BYTES)));
  return scanner.scan(value.length) === "done" && scanner.items.length > 0 ? scanner.items : null;
}

/** After a byte order mark and blanks. */
function textBegins(value: Uint8Array): number {
  let at = value[0] === 0xef && value[1] === 0xbb && value[2] === 0xbf ? 3 : 0;
  while (at < value.length && value[at]! <= SPACE) at++;
  return at;
}
