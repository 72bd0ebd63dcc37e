/** A queue's backlog in its row: where its parts begin, where that is configured, and how many are in each, where anybody waits. */
import {
  BACKLOG_PARTS,
  type BacklogBounds,
  type BacklogCounts,
  type BacklogPart,
  usualBounds,
} from "@floorwalker/domain";
import type { ByteReader } from "../columns/byte-reader.ts";
import type { ByteWriter } from "../columns/byte-writer.ts";
import type { FieldValue } from "./view-bytes.ts";

const CONFIGURED = 1;
const WAITING = 2;

export function writeBacklog(writer: ByteWriter, bounds: BacklogBounds | undefined, backlog: BacklogCounts): void {
  const isWaiting = BACKLOG_PARTS.some((part) => backlog[part] > 0);
  writer.byte((bounds === undefined ? 0 : CONFIGURED) + (isWaiting ? WAITING : 0));
  if (bounds !== undefined) for (const bound of [...bounds.agesMs, ...bounds.dueMs]) writer.unsigned(bound);
  if (isWaiting) for (const part of BACKLOG_PARTS) writer.unsigned(backlog[part]);
}

export interface ToldBacklog {
  readonly backlog: BacklogCounts;
  readonly fields: Readonly<Record<string, FieldValue>>;
}

/** Bounds in seconds, as JSON. `thresholdMs`: of the version in force. */
export function readBacklogBytes(reader: ByteReader, thresholdMs: number): ToldBacklog {
  const flags = reader.byte();
  const next = (): number => reader.unsigned();
  const { agesMs, dueMs }: BacklogBounds =
    (flags & CONFIGURED) === 0
      ? usualBounds(thresholdMs)
      : { agesMs: [next(), next(), next()], dueMs: [next(), next()] };
  const counts = BACKLOG_PARTS.map((part): [BacklogPart, number] => [part, (flags & WAITING) === 0 ? 0 : next()]);
  const backlog = Object.fromEntries(counts) as Record<BacklogPart, number>;
  const inSeconds = (bounds: readonly number[]): string => JSON.stringify(bounds.map((bound) => bound / 1000));
  return { backlog, fields: { ...backlog, backlogAges: inSeconds(agesMs), backlogDues: inSeconds(dueMs) } };
}
