/** One core's fold in memory: no log, no store, no decoding. */
import { LIVE_SETTINGS } from "@floorwalker/aggregator";
import type { CanonicalEvent } from "@floorwalker/domain";
import { encodeEvent } from "@floorwalker/events";
import { PartitionState } from "@floorwalker/stream";
import { type Counts, expectedCounts, foldedCounts } from "../expected-counts.ts";
import { answer, question } from "../in-child.ts";
import { record } from "../recording.ts";
import { cpuMeter } from "../yardstick.ts";

export interface FoldQuestion {
  readonly what: "parse" | "fold" | "fold and draft";
  readonly events: number;
  readonly until: number;
}

export interface FoldAnswer {
  readonly events: number;
  readonly cpuMicros: number;
  readonly expected: Counts;
  readonly actual: Counts;
}

const BATCH = 5_000;
const DRAFT_EVERY = 40_000;

const asked = question<FoldQuestion>();
const { sites, events: partitions, total } = record(asked.events, 1, asked.until);
const events = partitions[0]!;
const expected = expectedCounts(events);
const measured = asked.what === "parse" ? parse() : fold(asked.what === "fold and draft");
answer({ events: total, expected, ...measured } satisfies FoldAnswer);

function parse(): Pick<FoldAnswer, "cpuMicros" | "actual"> {
  const lines = events.map((event) => encodeEvent(event));
  const cpu = cpuMeter();
  let read = 0;
  for (const line of lines) read += (JSON.parse(line) as CanonicalEvent).type.length > 0 ? 1 : 0;
  const cpuMicros = cpu();
  return { cpuMicros, actual: read === total ? expected : { offered: read, abandoned: 0, surveys: 0 } };
}

function fold(withDrafts: boolean): Pick<FoldAnswer, "cpuMicros" | "actual"> {
  const state = new PartitionState({ ...LIVE_SETTINGS, siteConfig: (site) => sites.get(site)! });
  const records = new Map<string, { readonly bucket: number; readonly value: string }>();
  let undrafted = 0;
  const cpu = cpuMeter();
  for (let at = 0; at < events.length; at += BATCH) {
    const batch = events.slice(at, at + BATCH);
    if (withDrafts) readBack(state, batch, records);
    for (const event of batch) state.insert(event);
    state.advance(null);
    undrafted += batch.length;
    if (!withDrafts || undrafted < DRAFT_EVERY) continue;
    undrafted = 0;
    for (const { class: channel, bucket, key, value } of state.draft(false).records)
      if (value === null) records.delete(`${channel}/${key}`);
      else records.set(`${channel}/${key}`, { bucket, value });
  }
  const cpuMicros = cpu();
  return { cpuMicros, actual: foldedCounts([state]) };
}

/** A contact that has left memory comes back from its record, as the owner of a partition does it. */
function readBack(
  state: PartitionState,
  batch: readonly CanonicalEvent[],
  records: ReadonlyMap<string, { readonly bucket: number; readonly value: string }>,
): void {
  for (const [channel, keys] of state.unknown(batch))
    for (const key of keys) {
      const found = records.get(`${channel}/${key}`);
      if (found !== undefined) state.readBack(key, found.bucket, found.value);
    }
}
