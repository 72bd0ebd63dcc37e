/**
 * A commit's view changes as one message: a byte that names the format, a line of JSON with position, ids and lengths, then the
 * rows as they are. Older programs, which may still run beside this, began with the line and counted characters, not bytes.
 */
import type { Commit, ViewChange, ViewEntry } from "@floorwalker/ports";

/** Bytes of a row; null: the row is gone. */
type Entry = readonly [id: string, length: number | null];
type Head = readonly [epoch: string | number, from: number, to: number, entries: readonly Entry[]];

const FORMAT = 1;
const LINE_END = 0x0a;

export function encodeChange({ epoch, from, to, views }: Commit): Buffer {
  const entries = views.map(([id, row]): Entry => [id, row === null ? null : row.length]);
  const head: Head = [epoch, from, to, entries];
  const parts: Uint8Array[] = [Buffer.from(`${String.fromCharCode(FORMAT)}${JSON.stringify(head)}\n`)];
  for (const [, row] of views) if (row !== null) parts.push(row);
  return Buffer.concat(parts);
}

export function decodeChange(partition: number, message: Buffer): ViewChange {
  const end = message.indexOf(LINE_END);
  const isOlder = message[0] !== FORMAT;
  const [epoch, from, to, entries] = JSON.parse(message.toString("utf8", isOlder ? 0 : 1, end)) as Head;
  const rows = isOlder ? rowsOfText(message, end + 1) : rowsOfBytes(message, end + 1);
  const changes = entries.map(([id, length]): ViewEntry => [id, length === null ? null : rows(length)]);
  // ffec8ce wrote a number.
  return { partition, epoch: String(epoch), from, to, changes };
}

/** The next row, of so many bytes, each time it is asked. */
function rowsOfBytes(message: Buffer, begin: number): (length: number) => Uint8Array {
  let at = begin;
  return (length) => {
    at += length;
    return message.subarray(at - length, at);
  };
}

function rowsOfText(message: Buffer, begin: number): (length: number) => Uint8Array {
  const text = message.toString("utf8", begin);
  let at = 0;
  return (length) => {
    at += length;
    return Buffer.from(text.slice(at - length, at));
  };
}
