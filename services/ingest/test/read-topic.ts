/** Reads what a topic holds, from its beginning, through a consumption of its own. */
import { decodeRecord, EVENTS_TOPIC, type RecordedEvent } from "@floorwalker/events";
import type { Log, LogRecord } from "@floorwalker/ports";
import { vi } from "vitest";

type CanonicalEvent = NonNullable<RecordedEvent["event"]>;

let groups = 0;

/** Resolves when `count` records that are wanted are there; fails after 5 s. */
export async function readTopic(
  log: Log,
  topic: string,
  count: number,
  wanted: (record: LogRecord) => boolean = () => true,
): Promise<readonly LogRecord[]> {
  return readAll(log, topic, count, (record) => (wanted(record) ? [record] : []));
}

/** The events of the event topic, however many a record holds; what it holds beside events fails. */
export const readEvents = (
  log: Log,
  count: number,
  wanted: (event: CanonicalEvent) => boolean = () => true,
): Promise<readonly CanonicalEvent[]> =>
  readAll(log, EVENTS_TOPIC, count, ({ value }) => eventsOf(value).filter(wanted));

export const eventsOf = (value: Uint8Array): readonly CanonicalEvent[] =>
  decodeRecord(value).map(({ event }) => {
    if (event === null) throw new Error(`no event: ${Buffer.from(value).toString()}`);
    return event;
  });

async function readAll<T>(log: Log, topic: string, count: number, of: (record: LogRecord) => readonly T[]) {
  const found: T[] = [];
  const consumption = await log.consume({
    group: `reader-${groups++}`,
    topics: [topic],
    assigned: async () => 0,
    revoked: async () => {},
    batch: async ({ records }) => {
      for (const record of records) found.push(...of(record));
    },
  });
  try {
    await vi.waitUntil(() => found.length >= count, { timeout: 30_000, interval: 10 });
  } finally {
    await consumption.stop();
  }
  return found;
}

/** For what may come in any order. */
export const sorted = (values: readonly (string | null)[]): readonly (string | null)[] =>
  values.toSorted((a, b) => (String(a) < String(b) ? -1 : 1));
