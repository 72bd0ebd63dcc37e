/** Reads what a topic holds, from its beginning, through a consumption of its own. */
import type { Log, LogRecord } from "@floorwalker/ports";
import { vi } from "vitest";

let groups = 0;

/** Resolves when `count` records that are wanted are there; fails after 5 s. */
export async function readTopic(
  log: Log,
  topic: string,
  count: number,
  wanted: (record: LogRecord) => boolean = () => true,
): Promise<readonly LogRecord[]> {
  const found: LogRecord[] = [];
  const consumption = await log.consume({
    group: `reader-${groups++}`,
    topics: [topic],
    assigned: async () => 0,
    revoked: async () => {},
    batch: async ({ records }) => {
      found.push(...records.filter(wanted));
    },
  });
  try {
    await vi.waitUntil(() => found.length >= count, { timeout: 5000, interval: 10 });
  } finally {
    await consumption.stop();
  }
  return found;
}

/** For what may come in any order. */
export const sorted = (values: readonly (string | null)[]): readonly (string | null)[] =>
  values.toSorted((a, b) => (String(a) < String(b) ? -1 : 1));
