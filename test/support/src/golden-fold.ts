/**
 * What a released fold stored of a small centre's night (`../golden/fold-N.json`), as bytes, with the events it was made from and some
 * that had not come yet. `npm run golden` writes the one of today's fold where there is none; a released one is never written again.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import type { CanonicalEvent } from "@floorwalker/domain";
import { decodeEvent, encodeEvent } from "@floorwalker/events";
import { FOLD_VERSION } from "@floorwalker/stream";
import fc from "fast-check";
import { plausible, SITE } from "./histories/histories.ts";
import { PureOwner } from "./pure-owner.ts";

export interface GoldenFold {
  readonly events: readonly CanonicalEvent[];
  readonly late: readonly CanonicalEvent[];
  /** As they were stored after `events`. */
  readonly rows: readonly (readonly [key: string, value: Uint8Array])[];
  readonly records: readonly (readonly [place: string, key: string, value: Uint8Array])[];
}

interface GoldenFile {
  readonly fold: number;
  readonly events: readonly string[];
  readonly late: readonly string[];
  readonly rows: readonly (readonly [string, string])[];
  readonly records: readonly (readonly [string, string, string])[];
}

const FOLDER = new URL("../golden/", import.meta.url);
const pathOf = (fold: number): URL => new URL(`fold-${fold}.json`, FOLDER);
/** So many of these histories, the longest, in one night. */
const SAMPLES = 60;
const LONGEST = 3;
/** Every so many events one comes late. */
const LATE = 9;

/** Folds that have one. */
export const goldenFolds = (): number[] =>
  readdirSync(FOLDER).flatMap((name) => (/^fold-(\d+)\.json$/.exec(name) ?? []).slice(1).map(Number));

export function readGolden(fold: number): GoldenFold {
  const { events, late, rows, records } = JSON.parse(readFileSync(pathOf(fold), "utf8")) as GoldenFile;
  return {
    events: decoded(events),
    late: decoded(late),
    rows: rows.map(([key, value]) => [key, Buffer.from(value, "base64")]),
    records: records.map(([place, key, value]) => [place, key, Buffer.from(value, "base64")]),
  };
}

/**
 * An owner that has counted these events from the start, and has told the intervals of the second half before it heard of the first;
 * some of what that changed is still to be told.
 */
export function counted(events: readonly CanonicalEvent[]): PureOwner {
  const half = Math.floor(events.length / 2);
  const owner = new PureOwner({ sites: [SITE], tellsIntervals: true });
  owner.feed(events.slice(half), { batch: 20 });
  for (let portions = 0; portions < 1_000 && owner.state.telling.hasIntervals(true); portions++)
    owner.takeIntervals(50, true)?.acknowledge();
  owner.feed(events.slice(0, half), { batch: 20 });
  owner.takeIntervals(20, true)?.acknowledge();
  return owner.commit([]);
}

/** True when there was none. */
export function writeGolden(force: boolean): boolean {
  if (existsSync(pathOf(FOLD_VERSION)) && !force) return false;
  const lines = night().map((event) => Buffer.from(encodeEvent(event)).toString());
  const late = lines.filter((_, at) => at % LATE === LATE - 1);
  const events = lines.filter((line) => !late.includes(line));
  const owner = counted(decoded(events));
  const base64 = (value: Uint8Array): string => Buffer.from(value).toString("base64");
  const file: GoldenFile = {
    fold: FOLD_VERSION,
    events,
    late,
    rows: [...owner.rows].map(([key, value]) => [key, base64(value)]),
    records: [...owner.records].flatMap(([place, held]) =>
      [...held].map(([key, { value }]): [string, string, string] => [place, key, base64(value)]),
    ),
  };
  writeFileSync(pathOf(FOLD_VERSION), `${JSON.stringify(file, null, 1)}\n`);
  return true;
}

function night(): CanonicalEvent[] {
  const samples = fc.sample(plausible, { seed: 20_261_129, numRuns: SAMPLES });
  const longest = samples.toSorted((a, b) => b.length - a.length).slice(0, LONGEST);
  return longest
    .flatMap((history, of) =>
      history.map((event) => ({
        ...event,
        id: `${of}-${event.id}`,
        contact: event.contact === null ? null : `${of}-${event.contact}`,
      })),
    )
    .toSorted((a, b) => a.time - b.time);
}

const decoded = (lines: readonly string[]): CanonicalEvent[] => lines.map((line) => decodeEvent(Buffer.from(line))!);
