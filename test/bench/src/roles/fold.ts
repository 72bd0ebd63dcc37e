/** One core's fold in memory: no log, no store, no decoding. Only the folding is measured, not the making of the events. */
import { closedIntervals, LIVE_SETTINGS, leftContacts } from "@floorwalker/aggregator";
import type { CanonicalEvent } from "@floorwalker/domain";
import { encodeEvent } from "@floorwalker/events";
import { PartitionState } from "@floorwalker/stream";
import { type Counts, expectedCounts, foldedCounts } from "../expected-counts.ts";
import { answer, question } from "../in-child.ts";
import { benchSite, recordInBlocks, SMALL_SITE } from "../recording.ts";
import { cpuMeter } from "../yardstick.ts";

export interface FoldQuestion {
  readonly what: "parse" | "fold" | "fold and draft" | "and tell";
  readonly sites: number;
  readonly hours: number;
  readonly until: number;
}

export interface FoldAnswer {
  readonly events: number;
  readonly cpuMicros: number;
  /** Of it, what telling took. */
  readonly tellingMicros: number;
  readonly expected: Counts;
  readonly actual: Counts;
}

const BATCH = 5_000;
const DRAFT_EVERY = 40_000;
const PORTION = 64;
const HOUR_MS = 3_600_000;
const BLOCK_MS = HOUR_MS / 4;
/** Not measured: compilers warm up. */
const WARM_UP = 0.25;

const { what, sites: count, hours, until } = question<FoldQuestion>();
const sites = new Map(
  Array.from({ length: count }, (_, index) => benchSite(`site-${index + 1}`, SMALL_SITE)).map((site) => [
    site.id,
    site,
  ]),
);
const from = until - hours * HOUR_MS;
const expected: Record<keyof Counts, number> = { offered: 0, abandoned: 0, surveys: 0 };
const tells = what === "and tell";
const state = new PartitionState({
  ...LIVE_SETTINGS,
  tellsIntervals: tells,
  tellsFacts: tells,
  siteConfig: (site) => sites.get(site)!,
});
const toTell = [closedIntervals(state), leftContacts(state)];
const records = new Map<string, { readonly bucket: number; readonly value: Uint8Array }>();
let undrafted = 0;
let commits = 0;
let parsed = 0;
let total = 0;
let warm = false;
let measured = 0;
let cpuMicros = 0;
let tellingMicros = 0;

for (const block of recordInBlocks(sites.values(), from, until, BLOCK_MS)) {
  for (const [name, more] of Object.entries(expectedCounts(block))) expected[name as keyof Counts] += more;
  total += block.length;
  warm ||= block[0] !== undefined && block[0].time >= from + WARM_UP * hours * HOUR_MS;
  if (warm) measured += block.length;
  if (what === "parse") parse(block.map((event) => encodeEvent(event)));
  else for (let at = 0; at < block.length; at += BATCH) fold(block.slice(at, at + BATCH));
}
const actual = what === "parse" && parsed === total ? expected : foldedCounts([state]);
answer({ events: measured, cpuMicros, tellingMicros, expected, actual } satisfies FoldAnswer);

function timed(run: () => void): void {
  const cpu = cpuMeter();
  run();
  if (warm) cpuMicros += cpu();
}

function parse(lines: readonly string[]): void {
  timed(() => {
    for (const line of lines) parsed += (JSON.parse(line) as CanonicalEvent).type.length > 0 ? 1 : 0;
  });
}

/** Looking up and drafting happen in both, else nothing would ever leave memory; they are only measured where asked for. */
function fold(batch: readonly CanonicalEvent[]): void {
  const around = what === "fold and draft" || tells ? timed : (run: () => void): void => run();
  around(() => readBack(batch));
  timed(() => {
    for (const event of batch) state.insert(event, event.time);
    state.advance(null);
  });
  undrafted += batch.length;
  if (undrafted >= DRAFT_EVERY) around(draft);
}

function draft(): void {
  undrafted = 0;
  for (const { class: channel, bucket, key, value } of state.draft(false, { epoch: 1, sequence: ++commits }).records)
    if (value === null) records.delete(`${channel}/${key}`);
    else records.set(`${channel}/${key}`, { bucket, value });
  if (!tells) return;
  const cpu = cpuMeter();
  tell();
  if (warm) tellingMicros += cpu();
}

/** All that is due, as the log gets it, which has it at once. */
function tell(): void {
  const version = { epoch: 1, sequence: commits };
  for (const source of toTell)
    for (
      let portion = source.take(PORTION, true, version);
      portion !== null;
      portion = source.take(PORTION, true, version)
    )
      portion.acknowledge();
}

/** A contact that has left memory comes back from its record, as the owner of a partition does it. */
function readBack(batch: readonly CanonicalEvent[]): void {
  for (const [channel, keys] of state.records.unknown(batch))
    for (const key of keys) {
      const found = records.get(`${channel}/${key}`);
      if (found !== undefined) state.records.readBack(key, found.bucket, found.value);
    }
}
