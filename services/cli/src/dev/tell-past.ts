/**
 * Tells the days behind the demo while it is live (ADR 32): oldest first, in portions that are folded before the next one comes, so that
 * what happens now waits for one portion at most. Intervals close once all of it is there, each told once; a few calls come later
 * still, as from a system that was away, and restate what was told by then.
 */
import { setImmediate, setTimeout as sleep } from "node:timers/promises";
import type { CanonicalEvent, SiteConfig } from "@floorwalker/domain";
import { EVENTS_TOPIC, encodeEvent, eventRecords, partitionOfSite } from "@floorwalker/events";
import type { History, Log } from "@floorwalker/ports";
import type { Logger } from "@floorwalker/runtime";
import { daysBehind, type PastDay, pastDay, type ToldDay } from "@floorwalker/simulator";
import type { PastMark } from "./past-mark.ts";

export interface TellPastOptions {
  readonly site: SiteConfig;
  readonly mark: PastMark;
  readonly partitions: number;
  readonly log: Pick<Log, "append" | "bounds">;
  /** Of the partition: the offset before which all is folded. */
  readonly folded: (partition: number) => number | undefined;
  readonly history: Pick<History, "kept">;
  /** After each step, in order: what is marked has been folded. `events`: told in this run. */
  readonly marked: (mark: PastMark, events: number) => void;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/** As much as is folded in some tens of ms. */
const PORTION = 1_000;
const LOOK_MS = 5;
/** A fifth of the time is theirs. */
const SHARE_OF_OTHERS = 4;
const MOST_PAUSE_MS = 200;
const HISTORY_LOOK_MS = 250;
const RETRY_MS = 1_000;
const QUARTER_MS = 900_000;
const HOUR_MS = 3_600_000;
/** The calls that come late: of one queue, in the late morning of yesterday. */
const LATE_QUEUE_AT = 11 * HOUR_MS;
const LATE_CALLS = 4;

/** Resolves when all is told, or when the signal ends it. */
export async function tellPast(options: TellPastOptions): Promise<void> {
  const { site, mark, log, history, folded, marked, logger, signal } = options;
  const days = daysBehind(mark.days, mark.until, site.zone);
  const partition = partitionOfSite(site.id, options.partitions);
  let events = 0;
  const late: CanonicalEvent[][] = [];

  async function tell(portion: readonly CanonicalEvent[]): Promise<void> {
    const records = eventRecords(portion.map((event) => Buffer.from(encodeEvent(event))));
    while (!signal.aborted) {
      try {
        await log.append(EVENTS_TOPIC, partition, records);
        break;
      } catch (error) {
        logger.warn("past_not_taken", { error, retryInMs: RETRY_MS });
        await pause(RETRY_MS, signal);
      }
    }
    const end = (await log.bounds(EVENTS_TOPIC))[partition]!.high;
    const appended = performance.now();
    while (!signal.aborted && (folded(partition) ?? 0) < end) await pause(LOOK_MS, signal);
    // Others have their turn.
    await pause(Math.min(MOST_PAUSE_MS, (performance.now() - appended) / SHARE_OF_OTHERS), signal);
    events += portion.length;
  }

  async function tellDay({ agents, contacts }: ToldDay, held: ReadonlySet<readonly CanonicalEvent[]>): Promise<void> {
    // At once: who has signed in and not yet out would be there for days.
    await tell(agents);
    let portion: CanonicalEvent[] = [];
    for (const contact of contacts) {
      if (held.has(contact)) continue;
      portion.push(...contact);
      if (portion.length < PORTION) continue;
      await tell(portion);
      portion = [];
      if (signal.aborted) return;
    }
    if (portion.length > 0) await tell(portion);
  }

  for (const [index, day] of days.entries()) {
    const isYesterday = index === days.length - 2;
    if (signal.aborted) return;
    if (index < mark.told && !isYesterday) continue;
    const told = await pastDay(site, mark.seed, day, setImmediate);
    if (isYesterday) late.push(...lateCalls(told, day).map((call) => [...call]));
    if (index < mark.told) continue;
    await tellDay(told, new Set(isYesterday ? lateCalls(told, day) : []));
    if (signal.aborted) return;
    marked({ ...mark, told: index + 1 }, events);
  }
  const closed = Math.floor(mark.until / QUARTER_MS) * QUARTER_MS;
  while (!signal.aborted && ((await history.kept(site.id, "15m"))?.to ?? 0) < closed)
    await pause(HISTORY_LOOK_MS, signal);
  if (late.length > 0) await tell(late.flat());
  if (signal.aborted) return;
  marked({ ...mark, told: days.length, done: true }, events);
}

function lateCalls({ contacts }: ToldDay, { from }: PastDay): readonly (readonly CanonicalEvent[])[] {
  const [first, last] = [from + LATE_QUEUE_AT, from + LATE_QUEUE_AT + QUARTER_MS];
  const calls = contacts.filter(([event]) => event!.channel === "call" && event!.time >= first && event!.time < last);
  const queue = calls[0]?.[0]?.queue;
  return calls.filter(([event]) => event!.queue === queue).slice(0, LATE_CALLS);
}

const pause = (ms: number, signal: AbortSignal): Promise<void> => sleep(ms, undefined, { signal }).catch(() => {});
