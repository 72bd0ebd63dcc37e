/**
 * Who was there, and in which queues an agent did something, by site and business day: by these days are told to groups (`DaysAsTold`). Read
 * as agents' and queues' own days, only those that are asked for and not known yet, a day a turn, of one site once however many ask; and
 * remembered: of days that are over little changes, and of today nobody who was there is taken back.
 */
import {
  AGENT_STATES,
  COUNTERS,
  type CounterName,
  cellName,
  type FloorOfDay,
  firstMoment,
  type Interval,
  STATE_COUNTERS,
} from "@floorwalker/domain";
import type { Turns } from "../turns.ts";
import { HistoryError } from "./history-error.ts";
import { businessDate } from "./history-interval.ts";
import type { AskedSite } from "./history-question.ts";
import { type IntervalSource, readIntervals } from "./read-intervals.ts";

export type KnownOfDay = Omit<FloorOfDay, "config">;

interface Kept extends KnownOfDay {
  readonly there: Set<string>;
  readonly worked: Map<string, Set<string>>;
  /** Read again then, epoch ms. */
  until: number;
}

const OF = [{ kind: "agent" }, { kind: "queue" }] as const;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Events that come late change what is younger (`policies.md`, horizon of mails). */
const SETTLED_MS = 31 * DAY_MS;
/** Days of single agents and queues that one question may have read: a year of a thousand and of two hundred queues on three channels. */
export const MOST_READ = 600_000;
/** Names in all days together; beyond them the site is forgotten that was asked of longest ago. */
const MOST_KEPT = 1_000_000;

export interface KnownDaysParts {
  readonly source: IntervalSource;
  readonly turns: Turns;
  readonly clock: () => number;
}

export class KnownDays {
  readonly #parts: KnownDaysParts;
  readonly #days = new Map<string, Map<number, Kept>>();
  readonly #reading = new Map<string, Promise<unknown>>();
  /** One text for each name: cut out of a cell's, each would keep that. */
  readonly #names = new Map<string, string>();
  #kept = 0;

  constructor(parts: KnownDaysParts) {
    this.#parts = parts;
  }

  /** By date. @throws HistoryError: too many would have to be read. */
  async of(asked: AskedSite): Promise<ReadonlyMap<number, KnownOfDay>> {
    const { site } = asked;
    const before = this.#reading.get(site);
    const reading = (async () => {
      await before?.catch(() => undefined);
      return this.#read(asked);
    })();
    this.#reading.set(site, reading);
    try {
      return await reading;
    } finally {
      if (this.#reading.get(site) === reading) this.#reading.delete(site);
    }
  }

  async #read(asked: AskedSite): Promise<ReadonlyMap<number, KnownOfDay>> {
    const { source, turns, clock } = this.#parts;
    const { site, zone, to } = asked;
    const now = clock();
    const kept = await source.history.kept(site, "day");
    const from = Math.max(asked.from, kept?.from ?? firstMoment(businessDate(now, zone), zone));
    if (from >= to) return new Map();
    const days = this.#days.get(site) ?? new Map<number, Kept>();
    // The last is the one that was asked of last.
    this.#days.delete(site);
    this.#days.set(site, days);
    this.#forgetOldest();
    const dates = datesOf(businessDate(from, zone), businessDate(to - 1, zone));
    const missing = dates.filter((date) => !((days.get(date)?.until ?? 0) > now));
    if (missing.length > 0) {
      const read = { site, zone, from: firstMoment(missing[0]!, zone), to: firstMoment(missing.at(-1)! + 1, zone) };
      await this.#expectFew(read);
      const fresh = new Map<number, Kept>();
      for (const date of missing) {
        const begins = firstMoment(date, zone);
        const isOver = firstMoment(date + 1, zone) <= (kept?.to ?? 0);
        const age = isOver ? now - begins : 0;
        const until = now + (age > SETTLED_MS ? DAY_MS : isOver ? 10 * MINUTE_MS : MINUTE_MS);
        fresh.set(date, { from: begins, there: new Set(), worked: new Map(), until });
      }
      for (const of of OF)
        for await (const chunk of readIntervals(source, read, { interval: "day", scope: { of } })) {
          this.#note(chunk, fresh);
          await turns.next();
        }
      // Not before: of a reading that broke off nobody would have been there.
      for (const [date, day] of fresh) {
        const before = days.get(date);
        if (before !== undefined) this.#kept -= namesIn(before);
        days.set(date, day);
        this.#kept += namesIn(day);
      }
    }
    // Who has come, and what was done, since today was read.
    const live = source.liveDays(site);
    if (live !== null) {
      const today = days.get(businessDate(live.from, zone));
      const before = today === undefined ? 0 : namesIn(today);
      this.#note(live.cells.values(), days);
      if (today !== undefined) this.#kept += namesIn(today) - before;
    }
    return new Map(dates.map((date) => [date, days.get(date)!]));
  }

  #note(intervals: Iterable<Interval>, days: ReadonlyMap<number, Kept>): void {
    for (const { cell, from, zone, counters } of intervals) {
      const day = days.get(businessDate(from, zone));
      if (day === undefined) continue;
      const name = cellName(cell);
      if (name.kind === "agent" && isSome(counters, PRESENT)) this.#add(day.there, name.agent);
      else if (name.kind === "queue" && isSome(counters, DONE)) this.#addQueue(day.worked, name);
    }
  }

  #addQueue(worked: Kept["worked"], { queue, channel }: { readonly queue: string; readonly channel: string }): void {
    const channels = worked.get(queue) ?? new Set<string>();
    if (channels.size === 0) worked.set(this.#own(queue), channels);
    this.#add(channels, channel);
  }

  #add(names: Set<string>, name: string): void {
    if (names.has(name)) return;
    names.add(this.#own(name));
  }

  #own(name: string): string {
    const own = this.#names.get(name) ?? name;
    this.#names.set(own, own);
    return own;
  }

  /** Never the one that is asked of now. */
  #forgetOldest(): void {
    for (const [site, days] of this.#days) {
      if (this.#kept <= MOST_KEPT || this.#days.size === 1) return;
      for (const day of days.values()) this.#kept -= namesIn(day);
      this.#days.delete(site);
      this.#names.clear();
    }
  }

  async #expectFew({ site, from, to }: AskedSite): Promise<void> {
    let count = 0;
    for (const of of OF) count += await this.#parts.source.history.count({ site, of, length: "day", from, to });
    if (count > MOST_READ)
      throw new HistoryError(
        400,
        "too_many_rows",
        `What groups are told is judged by who was there on each day: ${count} days of agents and queues would have to be read, and at most ${MOST_READ} are.`,
        "Ask for a shorter span, or for one site of a region; a longer interval asks for the same days.",
      );
  }
}

const namesIn = ({ there, worked }: KnownOfDay): number => {
  let names = there.size;
  for (const channels of worked.values()) names += channels.size;
  return names;
};

const datesOf = (first: number, last: number): readonly number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);

const indexOf = (name: CounterName): number => COUNTERS.indexOf(name);
/** Of an agent who was there. */
const PRESENT: readonly number[] = [...AGENT_STATES.map((state) => STATE_COUNTERS[state].time), indexOf("answered")];
/** Of a queue in which an agent did something. */
const DONE: readonly number[] = (["answered", "handled", "transferred"] as const).map(indexOf);

const isSome = (counters: Interval["counters"], of: readonly number[]): boolean =>
  of.some((index) => (counters[index] ?? 0) > 0);

/** Of a queue, or what adds up queues: no agent did anything. */
export const isNobodys = (counters: Interval["counters"]): boolean => !isSome(counters, DONE);
