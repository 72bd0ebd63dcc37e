/** Closed intervals and what they restate as the scripts of the history take them, and as they are found again (`lua/putIntervals.lua`). */
import {
  cellKind,
  type Interval,
  type IntervalKey,
  type IntervalVersion,
  type KeptLength,
  restatementsOf,
} from "@floorwalker/domain";
import type { Restatement } from "@floorwalker/ports";
import { intervalBytes, intervalOf } from "@floorwalker/stream";
import type { Argument } from "./script-command.ts";

const MINUTE_MS = 60_000;
const NEVER = "null";

/** A cell of a kind begins with its letter, and so does its key. */
export const LETTER = {
  queue: "q",
  channel: "c",
  site: "s",
  agent: "a",
  agentQueue: "b",
  team: "t",
  tag: "x",
} as const;

/** What is known of an interval that is about to be restated; null: nothing was kept of it. */
export type Found = ReadonlyMap<Interval, Interval | null>;

export const intervalsKey = ({ site, length, from, cell }: IntervalKey): string =>
  `intervals:${site}:${length}:${LETTER[cellKind(cell)]}:${from}`;

/** `ttl`: of what was told until `to`, ms. */
export function putArguments(
  intervals: readonly Interval[],
  found: Found,
  at: number,
  ttl: (length: KeptLength, to: number) => number,
): { readonly parameters: readonly Argument[]; readonly restatements: number } {
  const minute = Math.floor(at / MINUTE_MS) * MINUTE_MS;
  const parameters: Argument[] = [intervals.length];
  const restated: Argument[] = [];
  for (const interval of intervals) {
    const { site, length, from, to, cell, version } = interval;
    const before = found.get(interval);
    const seen = before === undefined ? "" : before === null ? "none" : versionText(before.version);
    const minutes = Math.round((to - from) / MINUTE_MS);
    const keep = ttl(length, to);
    parameters.push(site, length, LETTER[cellKind(cell)], from, cell, minutes, version.epoch, version.sequence);
    parameters.push(intervalBytes(interval), seen, keep);
    if (before === undefined) continue;
    for (const { kpi, before: was, after, events } of restatementsOf(before, interval))
      restated.push(
        site,
        minute,
        length,
        from,
        cell,
        fieldOf(length, from, cell, kpi),
        to,
        text(was),
        text(after),
        keep,
        text(events),
      );
  }
  const restatements = restated.length / 11;
  return { parameters: [...parameters, restatements, ...restated], restatements };
}

const versionText = ({ epoch, sequence }: IntervalVersion): string => `${epoch} ${sequence}`;
const fieldOf = (length: KeptLength, from: number, cell: string, kpi: string): string =>
  JSON.stringify([length, from, cell, kpi]);
const text = (value: number | null): string => (value === null ? NEVER : String(value));
const numberOf = (word: string): number | null => (word === NEVER ? null : Number(word));

export function storedInterval(key: IntervalKey, value: Buffer): Interval {
  let at = 0;
  const number = (): number => {
    const end = value.indexOf(0x20, at);
    const read = Number(value.toString("latin1", at, end));
    at = end + 1;
    return read;
  };
  const version = { epoch: number(), sequence: number() };
  number();
  return intervalOf(key, version, value.subarray(at));
}

export function storedRestatement(site: string, at: number, field: string, value: string): Restatement {
  const [length, from, cell, kpi] = JSON.parse(field) as [KeptLength, number, string, string];
  // One that was stored before events were counted says nothing of them.
  const [, before, after, events = NEVER] = value.split(" ") as [string, string, string, string?];
  return {
    site,
    cell,
    length,
    from,
    kpi,
    before: numberOf(before),
    after: numberOf(after),
    events: numberOf(events),
    at,
  };
}
