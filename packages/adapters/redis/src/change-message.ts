/**
 * A commit's view changes as one message: a line of JSON with position, ids and lengths, then the rows as they are.
 * Rows are JSON already; wrapping them in JSON again would escape every quote twice.
 */

import type { Commit, ViewChange } from "@floorwalker/ports";

/** Length of a row in UTF-16 units; null: the row is gone. */
type Entry = readonly [id: string, length: number | null];
type Head = readonly [epoch: string | number, from: number, to: number, entries: readonly Entry[]];

export function encodeChange({ epoch, from, to, views }: Commit): string {
  const entries = views.map(([id, row]): Entry => [id, row === null ? null : row.length]);
  const head: Head = [epoch, from, to, entries];
  let message = `${JSON.stringify(head)}\n`;
  for (const [, row] of views) if (row !== null) message += row;
  return message;
}

export function decodeChange(partition: number, message: string): ViewChange {
  let at = message.indexOf("\n") + 1;
  const [epoch, from, to, entries] = JSON.parse(message.slice(0, at)) as Head;
  const changes = entries.map(([id, length]): [string, string | null] => {
    if (length === null) return [id, null];
    at += length;
    return [id, message.slice(at - length, at)];
  });
  // ffec8ce, which may still run beside this, wrote a number.
  return { partition, epoch: String(epoch), from, to, changes };
}
