/**
 * Whether a source may be read: Kafka lets a member join whom it then gives no record, and does not say which topic it refuses. It is read for
 * a moment in a group of its own: who reads in the group that counts, here and in other processes, is not disturbed, and nothing of the rest
 * stands still.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Consumption, Log } from "@floorwalker/ports";
import type { IngestSource } from "./ingest-topics.ts";

export interface ReadAloneParts {
  /** Creates the topics that are missing. */
  readonly prepare: (sources: ReadonlyMap<string, IngestSource>) => Promise<void>;
  readonly read: (source: IngestSource) => Promise<Consumption>;
  /** True of an error that says that a source may not be made or read. */
  readonly refuses: (error: unknown) => boolean;
  readonly aloneMs: number;
  /** Nobody wants to know any more. */
  readonly isOver: Promise<void>;
}

/** Why, by topic, of those that may not be read. */
export async function refusalsOf(
  sources: readonly IngestSource[],
  parts: ReadAloneParts,
): Promise<ReadonlyMap<string, unknown>> {
  const looked = await Promise.all(sources.map(async (each) => [each.topic, await refusalOf(each, parts)] as const));
  return new Map(looked.filter(([, refusal]) => refusal !== null));
}

/** Null: nothing was refused; what may pass says nothing of it. */
async function refusalOf(
  source: IngestSource,
  { prepare, read, refuses, aloneMs, isOver }: ReadAloneParts,
): Promise<unknown> {
  const enough = new AbortController();
  let reading: Consumption | null = null;
  try {
    await prepare(new Map([[source.topic, source]]));
    reading = await read(source);
    const patience = sleep(aloneMs, undefined, { signal: enough.signal }).catch(() => {});
    await Promise.race([reading.failed, patience, isOver]);
    return null;
  } catch (error) {
    return refuses(error) ? error : null;
  } finally {
    enough.abort();
    await reading?.stop().catch(() => {});
  }
}

/** Reads only what is yet to be written, hands nothing on and keeps no place. */
export const readAlone = (log: Log, group: string, topic: string): Promise<Consumption> =>
  log.consume({
    group: `${group}-probe-${crypto.randomUUID()}`,
    topics: [topic],
    assigned: async () => Number.MAX_SAFE_INTEGER,
    revoked: async () => {},
    batch: async () => {},
  });
