/**
 * A record that holds several events: a JSON array of them, CloudEvents' JSON batch format. Each is then taken or refused alone, so
 * that one bad event costs none of its neighbours.
 */
import { type EventHeaders, isBinaryMode } from "@floorwalker/events";
import type { SourceFormat } from "./source-format.ts";
import { ARRAY_BEGINS, type Item, ValueScanner } from "./value-scanner.ts";

/** As many as a request may hold. A record has 1 MB as a rule: what is smaller than that allows is no event. */
const MOST = 10_000;
const SPACE = 0x20;

/** Null: the record is one input, whatever it is; so is an array that is empty, cut or has more elements than there can be events. */
export function batchOf(format: SourceFormat, value: Uint8Array, headers: EventHeaders): readonly Item[] | null {
  if (!format.readsBatches) return null;
  const from = textBegins(value);
  if (value[from] !== ARRAY_BEGINS || isBinaryMode(headers)) return null;
  const scanner = new ValueScanner(value.subarray(from), MOST);
  return scanner.scan(value.length) === "done" && scanner.items.length > 0 ? scanner.items : null;
}

/** After a byte order mark and blanks. */
function textBegins(value: Uint8Array): number {
  let at = value[0] === 0xef && value[1] === 0xbb && value[2] === 0xbf ? 3 : 0;
  while (at < value.length && value[at]! <= SPACE) at++;
  return at;
}
