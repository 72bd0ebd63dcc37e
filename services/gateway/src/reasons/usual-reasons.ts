/**
 * What a site's contacts were about on the same weekday of the last weeks, up to the same time of the day, from the history: whole
 * quarters, the one in progress with them. Read once a quarter, for whoever asks.
 */
import {
  C,
  cellName,
  clockMoment,
  dayStart,
  firstMoment,
  localDate,
  localMinute,
  MOST_WEEKS,
  type ReasonCounts,
} from "@floorwalker/domain";
import type { History } from "@floorwalker/ports";

export type UsualReasons =
  | { readonly history: "read"; readonly weeks: readonly ReasonCounts[] }
  | { readonly history: "none" | "unreachable"; readonly weeks: readonly [] };

const QUARTER_MS = 900_000;

export class PastReasons {
  readonly #history: Pick<History, "read" | "kept"> | null;
  readonly #kept = new Map<string, { readonly quarter: number; readonly weeks: Promise<readonly ReasonCounts[]> }>();

  constructor(history: Pick<History, "read" | "kept"> | null) {
    this.#history = history;
  }

  /** Also when the history cannot be read: the next one to ask tries again. */
  async of(site: string, zone: string, now: number): Promise<UsualReasons> {
    const history = this.#history;
    if (history === null) return { history: "none", weeks: [] };
    const quarter = Math.floor(now / QUARTER_MS);
    let kept = this.#kept.get(site);
    if (kept?.quarter !== quarter) {
      kept = { quarter, weeks: readWeeks(history, site, zone, now) };
      this.#kept.set(site, kept);
    }
    const forget = (): void => void (this.#kept.get(site) === kept && this.#kept.delete(site));
    try {
      const weeks = await kept.weeks;
      // A history that has not come to today may still hear of the weeks before.
      if (((await history.kept(site, "15m"))?.to ?? 0) < dayStart(now, zone)) forget();
      return { history: "read", weeks };
    } catch {
      forget();
      return { history: "unreachable", weeks: [] };
    }
  }
}

async function readWeeks(
  history: Pick<History, "read">,
  site: string,
  zone: string,
  now: number,
): Promise<readonly ReasonCounts[]> {
  const date = localDate(dayStart(now, zone), zone);
  const weeks: ReasonCounts[] = [];
  for (let week = 1; week <= MOST_WEEKS; week++) {
    const past = date - 7 * week;
    const to = clockMoment(past, localMinute(now, zone), zone);
    weeks.push(await countsIn(history, { site, from: firstMoment(past, zone), to }));
  }
  return weeks;
}

async function countsIn(
  history: Pick<History, "read">,
  span: { readonly site: string; readonly from: number; readonly to: number },
): Promise<ReasonCounts> {
  const counts = new Map<string, number>();
  for await (const some of history.read({ ...span, of: { kind: "tag" }, length: "15m" }))
    for (const { cell, counters } of some) {
      const name = cellName(cell);
      if (name.kind === "tag" && name.tag === "reason")
        counts.set(name.value, (counts.get(name.value) ?? 0) + counters[C.contacts]!);
    }
  return Object.fromEntries(counts);
}
