/**
 * Time of business: how much of it lies between two moments, and at which moment so much of it has passed. The only two ways to
 * reckon time in a policy that has opening hours (rule 28). Laws: open around the clock is calendar time to the millisecond;
 * `elapsed` adds up over any moment in between; `moment(a, elapsed(a, b)) = b` while open; days of 23 and 25 hours have as much.
 */
import { clockMoment, firstMoment, localDate } from "../zone-time.ts";
import { type OpeningHours, rangesOn } from "./opening-hours.ts";

/** [from, to), epoch ms. */
export interface Opening {
  readonly from: number;
  readonly to: number;
}

/** [begin, end), epoch ms. */
interface Day {
  readonly date: number;
  readonly begin: number;
  readonly end: number;
  readonly openings: readonly Opening[];
  /** In all, ms. */
  readonly open: number;
}

/** Closed for so many days: nobody says any more when it opens. */
const FURTHEST_DAYS = 3 * 366;
/** Open for so many days: nobody says when it closes. */
const OPEN_DAYS = 8;
const KEPT_DAYS = 4_000;
const DAY_MS = 86_400_000;

export class Calendar {
  readonly hours: OpeningHours;
  /** By local date; made when asked for. */
  readonly #days = new Map<number, Day>();
  /** The one that was asked for last. */
  #last: Day | null = null;

  constructor(hours: OpeningHours) {
    this.hours = hours;
  }

  isOpen(at: number): boolean {
    return this.#openingAt(at) !== null;
  }

  /** When it opens next, after `at` or at it; null: not within three years. */
  opensAt(at: number): number | null {
    if (!Number.isFinite(at)) return null;
    const date = this.#dateOf(at);
    for (let day = date; day <= date + FURTHEST_DAYS; day++)
      for (const { from, to } of this.#day(day).openings) if (to > at) return Math.max(from, at);
    return null;
  }

  /** The end of the opening that `at` lies in, over midnights; null: it is closed, or open for a week on end. */
  closesAt(at: number): number | null {
    let opening = this.#openingAt(at);
    for (let days = 0; opening !== null && days <= OPEN_DAYS; days++) {
      const next = this.#openingAt(opening.to);
      if (next === null) return opening.to;
      opening = next;
    }
    return null;
  }

  /** Business time from one moment to another, ms; below 0 when `to` comes first, ±∞ from or to ±∞ (a clock that has not begun). */
  elapsed(from: number, to: number): number {
    if (!Number.isFinite(to - from)) return to - from;
    if (to < from) return -this.elapsed(to, from);
    const [first, last] = [this.#dateOf(from), this.#dateOf(to)];
    let elapsed = 0;
    for (let date = first; date <= last; date++) {
      const day = this.#day(date);
      if (date > first && date < last) elapsed += day.open;
      else for (const opening of day.openings) elapsed += overlap(opening, from, to);
    }
    return elapsed;
  }

  /** The first moment at which so much business time has passed since `from`; ∞: it does not open so often in three years. */
  moment(from: number, ms: number): number {
    if (ms <= 0 || !Number.isFinite(from)) return from;
    const date = this.#dateOf(from);
    let left = ms;
    let closedFor = 0;
    for (let day = date; closedFor <= FURTHEST_DAYS; day++) {
      const { openings, open } = this.#day(day);
      closedFor = open === 0 ? closedFor + 1 : 0;
      for (const opening of openings) {
        const begin = Math.max(from, opening.from);
        const room = opening.to - begin;
        if (room >= left) return begin + left;
        if (room > 0) left -= room;
      }
    }
    return Number.POSITIVE_INFINITY;
  }

  #openingAt(at: number): Opening | null {
    if (!Number.isFinite(at)) return null;
    const { openings } = this.#day(this.#dateOf(at));
    return openings.find(({ from, to }) => from <= at && at < to) ?? null;
  }

  #dateOf(at: number): number {
    return this.#nearby(at) ?? this.#shownAt(at);
  }

  /** A zone's offset is dear, and moments mostly lie in days that were asked for just now. */
  #nearby(at: number): number | null {
    const last = this.#last;
    if (last === null) return null;
    const guess = last.date + Math.floor((at - last.begin) / DAY_MS);
    for (const date of [guess, guess - 1, guess + 1]) {
      const day = this.#days.get(date);
      if (day !== undefined && at >= day.begin && at < day.end) return date;
    }
    return null;
  }

  /** Clocks that are set back over midnight show the date before once more: the new one has begun all the same. */
  #shownAt(at: number): number {
    let date = localDate(at, this.hours.zone);
    while (at >= this.#day(date).end) date++;
    return date;
  }

  #day(date: number): Day {
    let day = this.#days.get(date);
    if (day === undefined) {
      if (this.#days.size >= KEPT_DAYS) this.#days.clear();
      day = this.#made(date);
      this.#days.set(date, day);
    }
    this.#last = day;
    return day;
  }

  /** Its openings in order, cut at its midnights; what began the day before goes on. */
  #made(date: number): Day {
    const { zone } = this.hours;
    const [begin, end] = [firstMoment(date, zone), firstMoment(date + 1, zone)];
    const cut = [date - 1, date]
      .flatMap((day) =>
        rangesOn(this.hours, day).map(({ from, to }) => ({
          from: Math.max(begin, clockMoment(day, from, zone)),
          to: Math.min(end, clockMoment(day, to, zone)),
        })),
      )
      .filter(({ from, to }) => from < to)
      .sort((a, b) => a.from - b.from || a.to - b.to);
    const openings: { from: number; to: number }[] = [];
    for (const opening of cut) {
      const last = openings.at(-1);
      if (last !== undefined && opening.from <= last.to) last.to = Math.max(last.to, opening.to);
      else openings.push(opening);
    }
    const open = openings.reduce((sum, { from, to }) => sum + to - from, 0);
    return { date, begin, end, openings, open };
  }
}

const overlap = (opening: Opening, from: number, to: number): number =>
  Math.max(0, Math.min(opening.to, to) - Math.max(opening.from, from));
