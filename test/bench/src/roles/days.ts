/**
 * What days upon days leave in the memory of one owner that tells all it has to tell: fold, drafts, views, closed intervals, facts. Its
 * records lie in a file, as in a store. Some contacts are told six hours late and restate what was told. Started with --expose-gc.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { closedIntervals, LIVE_SETTINGS, leftContacts } from "@floorwalker/aggregator";
import type { CanonicalEvent } from "@floorwalker/domain";
import { PartitionState } from "@floorwalker/stream";
import { answer, question } from "../in-child.ts";
import { benchSite, recordInBlocks } from "../recording.ts";

export interface DaysQuestion {
  readonly days: number;
  readonly agents: number;
  readonly until: number;
}

/** After a day, following a full collection. */
export interface DayMemory {
  readonly day: number;
  readonly events: number;
  readonly told: number;
  readonly restated: number;
  readonly heapMb: number;
  readonly rssMb: number;
}

export interface DaysAnswer {
  readonly days: readonly DayMemory[];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const BLOCK_MS = HOUR_MS / 4;
const LATE_MS = 6 * HOUR_MS;
/** Of so many contacts one is told late. */
const LATE = 37;
const PORTION = 64;
const MB = 1024 * 1024;

const { days, agents, until } = question<DaysQuestion>();
const site = benchSite("site-1", agents);
const state = new PartitionState({ ...LIVE_SETTINGS, tellsIntervals: true, tellsFacts: true, siteConfig: () => site });
const toTell = [closedIntervals(state), leftContacts(state)];
const folder = mkdtempSync(join(tmpdir(), "floorwalker-bench-"));
const file = new DatabaseSync(join(folder, "records.sqlite"));
file.exec(
  `PRAGMA synchronous = OFF; CREATE TABLE records (class TEXT, key TEXT, bucket INT, value BLOB, PRIMARY KEY (class, key)) WITHOUT ROWID;
    CREATE INDEX buckets ON records (class, bucket)`,
);
const put = file.prepare("INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?)");
const remove = file.prepare("DELETE FROM records WHERE class = ? AND key = ?");
const find = file.prepare("SELECT bucket, value FROM records WHERE class = ? AND key = ?");
const drop = file.prepare("DELETE FROM records WHERE class = ? AND bucket = ?");

const measured: DayMemory[] = [];
let late: { readonly at: number; readonly events: readonly CanonicalEvent[] }[] = [];
let [sequence, events, told, restated] = [0, 0, 0, 0];
const from = until - days * DAY_MS;
for (const block of recordInBlocks([site], from, until, BLOCK_MS)) {
  const now = block.at(-1)?.time ?? from;
  const batch = arriving(block, now);
  events += batch.length;
  fold(batch, now);
  commit();
  tell();
  if (now >= from + (measured.length + 1) * DAY_MS - BLOCK_MS) measure();
}
file.close();
rmSync(folder, { recursive: true });
answer({ days: measured } satisfies DaysAnswer);

function arriving(block: readonly CanonicalEvent[], now: number): CanonicalEvent[] {
  const isLate = ({ contact }: CanonicalEvent): boolean =>
    contact !== null && contact.charCodeAt(contact.length - 1) % LATE === 0;
  const { held = [], batch = [] } = Object.groupBy(block, (event) => (isLate(event) ? "held" : "batch"));
  if (held.length > 0) late.push({ at: now + LATE_MS, events: held });
  for (const { at, events: come } of late) if (at <= now) batch.push(...come);
  late = late.filter(({ at }) => at > now);
  return batch;
}

function fold(batch: readonly CanonicalEvent[], now: number): void {
  for (const [channel, keys] of state.records.unknown(batch))
    for (const key of keys) {
      const found = find.get(channel, key);
      if (found !== undefined) state.records.readBack(key, Number(found.bucket), found.value as Uint8Array);
    }
  for (const event of batch) state.insert(event, now);
  state.advance(null);
}

function commit(): void {
  file.exec("BEGIN");
  const { records, dropBuckets } = state.draft(true, { epoch: 1, sequence: ++sequence });
  for (const { class: of, bucket, key, value } of records)
    if (value === null) remove.run(of, key);
    else put.run(of, key, bucket, value);
  for (const { class: of, bucket } of dropBuckets) drop.run(of, bucket);
  file.exec("COMMIT");
}

function tell(): void {
  const version = { epoch: 1, sequence };
  for (const source of toTell)
    for (let portion = source.take(PORTION, true, version); portion !== null; ) {
      told += portion.messages.length;
      restated += portion.restated;
      portion.acknowledge();
      portion = source.take(PORTION, true, version);
    }
}

function measure(): void {
  globalThis.gc!();
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  const heapMb = (heapUsed + arrayBuffers) / MB;
  measured.push({ day: measured.length + 1, events, told, restated, heapMb, rssMb: rss / MB });
}
