/**
 * Brings the contacts of one partition up to today's fold: each is folded anew as if an event had come for it, so what an
 * older fold has added is taken back and what today's says is added. In small commits at the offset that is there: whatever
 * ends it, what is done stays done, and done again it changes nothing. It owns the partition meanwhile.
 */
import { epochNumber, type RecordBucket, type Store, type StoredValue } from "@floorwalker/ports";
import { contactKeysOf, isFactRow, isIntervalRow, PartitionState } from "@floorwalker/stream";
import { LogPosition } from "./log-position.ts";
import { CommitRefused } from "./owner-error.ts";
import { type ReadPartitionParts, type Refused, readBuckets, readPartition } from "./read-partition.ts";
import type { AggregatorOptions } from "./start-aggregator.ts";
import { inStoredZone, otherZone, storedZones } from "./stored-zones.ts";

export interface RefoldParts extends ReadPartitionParts {
  readonly options: ReadPartitionParts["options"] &
    Pick<AggregatorOptions, "settings" | "siteConfig" | "clock"> & {
      /** Whether `siteConfig` knows the site: who is not listed keeps the clock that cut his days. */
      readonly isListed: (site: string) => boolean;
    };
  /** Contacts in one commit, at most; absent: 1,000. */
  readonly most?: number;
}

export interface Refolded {
  readonly result: "refolded";
  readonly contacts: number;
  /** Of them, those that today's fold gives other numbers. */
  readonly changed: number;
}

/** @throws CommitRefused: another has claimed it meanwhile. */
export async function refoldPartition(parts: RefoldParts): Promise<Refolded | Refused> {
  const { partition, options, most = 1_000 } = parts;
  const { store, settings, isListed, clock } = options;
  const stored = await readPartition(parts);
  if (stored.result === "refused") return stored;
  const zones = storedZones(stored.views);
  const refused = otherZone({
    zones,
    rows: stored.rows,
    sites: [...zones.keys()].filter(isListed),
    zoneOf: (site) => options.siteConfig(site).zone,
    placeOf: () => null,
  });
  if (refused !== null) return refused;
  const siteConfig = (site: string) => inStoredZone(options.siteConfig(site), isListed(site), zones);
  // What was told of them, and of the intervals that they count in, is told anew by the next owner, where anything was.
  const tellsFacts = stored.rows.some(([key]) => isFactRow(key));
  const tellsIntervals = stored.rows.some(([key]) => isIntervalRow(key));
  const state = new PartitionState({ ...settings, siteConfig, tellsFacts, tellsIntervals });
  state.restore(stored.rows, []);
  const at = new LogPosition(stored.checkpoint, stored.log);
  let [contacts, changed] = [0, 0];

  async function fold(keys: readonly string[]): Promise<void> {
    for (const key of keys) if (state.records.foldAnew(key)) changed++;
    contacts += keys.length;
    state.advance(null, clock());
    const holes = state.records.unknownLongest();
    if (holes.length > 0) state.records.recountLongest(holes, await readBuckets(store, partition, holes));
    const ahead = at.ahead();
    const version = { epoch: epochNumber(ahead.epoch), sequence: ahead.to };
    const commit = { partition, ...ahead, ...state.draft(false, version) };
    const result = await store.commit(commit);
    if (result !== "committed") throw new CommitRefused(partition, result);
    at.committed(commit);
  }

  const open = contactKeysOf(stored.rows);
  for (const keys of pieces(open, most)) await fold(keys);
  const done = new Set(open);
  for (const bucket of state.records.recordBuckets())
    for (const records of pieces(await recordsOf(store, partition, bucket, done), most)) {
      for (const [key, value] of records) state.records.readBack(key, bucket.bucket, value);
      await fold(records.map(([key]) => key));
    }
  return { result: "refolded", contacts, changed };
}

/** As they are before the first of them is written again. */
async function recordsOf(
  store: Store,
  partition: number,
  bucket: RecordBucket,
  but: ReadonlySet<string>,
): Promise<StoredValue[]> {
  const records = new Map<string, Uint8Array>();
  for await (const chunk of store.bucket(partition, bucket))
    for (const [key, value] of chunk) if (!but.has(key)) records.set(key, value);
  return [...records];
}

function* pieces<T>(all: readonly T[], most: number): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += most) yield all.slice(from, from + most);
}
