/**
 * How good the rules of a site have been, by rule and local day: written in the commit in which an alert fired or was over, so that no
 * crash loses or doubles an episode. Kept for 35 days.
 */
import {
  type EndedEpisode,
  localDate,
  NO_QUALITY,
  QUALITY_COUNTS,
  type RuleQuality,
  withEnd,
  withFiring,
} from "@floorwalker/domain";
import { jsonRow, rowJson } from "../row-format.ts";
import { KEY_SEPARATOR, type RowSink, rowKey, type SiteContext } from "../site-context.ts";

export const QUALITY_ROW = "q";
const QUALITY_FORMAT = 1;
const KEPT_DAYS = 35;

interface KeptDay {
  readonly rule: string;
  /** Days since 1970 by the site's clock. */
  readonly day: number;
  quality: RuleQuality;
}

/** What the keys of a site's rows begin with. */
export const qualityPrefix = (site: string): string => rowKey(site, QUALITY_ROW, "");

/** Of a row of the store. */
export function qualityOfRow(key: string, value: Uint8Array): KeptDay {
  const [, , rule, day] = key.split(KEY_SEPARATOR) as [string, string, string, string];
  return { rule, day: Number(day), quality: qualityIn(value) };
}

function qualityIn(value: Uint8Array): RuleQuality {
  const numbers = rowJson<readonly number[]>(QUALITY_FORMAT, value);
  return Object.fromEntries(QUALITY_COUNTS.map((count, at) => [count, numbers[at] ?? 0])) as unknown as RuleQuality;
}

export class QualityTable {
  readonly #context: SiteContext;
  readonly #days = new Map<string, KeptDay>();
  readonly #changed = new Set<string>();

  constructor(context: SiteContext) {
    this.#context = context;
  }

  fired(rule: string, firedAt: number, overAt: number | null): void {
    this.#change(rule, firedAt, (quality) => withFiring(quality, firedAt, overAt));
  }

  ended(rule: string, episode: EndedEpisode): void {
    this.#change(rule, episode.firedAt, (quality) => withEnd(quality, episode));
  }

  #change(rule: string, firedAt: number, change: (quality: RuleQuality) => RuleQuality): void {
    const day = localDate(firedAt, this.#context.config.zone);
    const key = this.#keyOf(rule, day);
    const kept = this.#days.get(key) ?? { rule, day, quality: NO_QUALITY };
    kept.quality = change(kept.quality);
    this.#days.set(key, kept);
    this.#changed.add(key);
  }

  #keyOf(rule: string, day: number): string {
    return rowKey(this.#context.config.id, QUALITY_ROW, rule, day);
  }

  drain(sink: RowSink): void {
    if (this.#changed.size === 0) return;
    const first = localDate(this.#context.clock, this.#context.config.zone) - KEPT_DAYS;
    for (const [key, { day }] of this.#days)
      if (day < first) {
        this.#days.delete(key);
        this.#changed.add(key);
      }
    for (const key of this.#changed) {
      const kept = this.#days.get(key);
      const numbers = kept && QUALITY_COUNTS.map((count) => kept.quality[count]);
      sink.row(key, numbers === undefined ? null : jsonRow(QUALITY_FORMAT, numbers));
    }
    this.#changed.clear();
  }

  /** True when the row is the table's. */
  restore(kind: string, [rule, day]: readonly string[], value: Uint8Array): boolean {
    if (kind !== QUALITY_ROW || rule === undefined) return false;
    this.#days.set(this.#keyOf(rule, Number(day)), { rule, day: Number(day), quality: qualityIn(value) });
    return true;
  }
}
