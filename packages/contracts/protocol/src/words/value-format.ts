/**
 * Numbers as a language writes them: shares with one decimal and a narrow space before %, in Chinese none; the decimal comma of
 * Polish and Italian; durations `mm:ss`, from one hour on `h:mm:ss`. Rounding never carries a value to or over the limit beside it.
 */
import type { Language, Unit } from "@floorwalker/domain";
import { formatSeconds, roundBeside } from "../format-value.ts";

/** U+202F. */
const NARROW_SPACE = "\u202f";
const UNKNOWN = "–";

export interface ValueFormat {
  /** `limit`: what stands beside it, in the same unit. Null is "–". */
  value(value: number | null, unit: Unit, limit?: number): string;
  /** As it was configured: no decimals that say nothing. */
  level(limit: number, unit: Unit): string;
  /** With its sign; a share in points, of which the word is `points`. */
  change(difference: number, unit: Unit, points: string): string;
  readonly count: (count: number) => string;
}

export function valueFormat(language: Language): ValueFormat {
  const percent = language === "zh-Hans" ? "%" : `${NARROW_SPACE}%`;
  const [whole, tenths, hundredths, asWritten] = [
    { maximumFractionDigits: 0 },
    { minimumFractionDigits: 1, maximumFractionDigits: 1 },
    { minimumFractionDigits: 2, maximumFractionDigits: 2 },
    { maximumFractionDigits: 2 },
  ].map((digits) => new Intl.NumberFormat(language, digits));
  const share = (value: number, limit?: number): string =>
    tenths!.format(roundBeside(value * 1_000, limit === undefined ? undefined : limit * 1_000) / 10);
  const format: ValueFormat = {
    count: (count) => whole!.format(count),
    value: (value, unit, limit) => {
      if (value === null || !Number.isFinite(value)) return UNKNOWN;
      if (unit === "ratio") return share(value, limit) + percent;
      if (unit === "seconds") return formatSeconds(roundBeside(value, limit));
      if (unit === "score" || unit === "number" || unit === "effort")
        return hundredths!.format(roundBeside(value * 100, limit === undefined ? undefined : limit * 100) / 100);
      return whole!.format(roundBeside(value, limit));
    },
    level: (limit, unit) => {
      if (unit === "ratio") return asWritten!.format(Math.round(limit * 1_000) / 10) + percent;
      if (unit === "seconds") return formatSeconds(Math.round(limit));
      return asWritten!.format(limit);
    },
    change: (difference, unit, points) => {
      const sign = difference > 0 ? "+" : difference < 0 ? "−" : "±";
      const size = Math.abs(difference);
      return sign + (unit === "ratio" ? share(size) + points : format.value(size, unit));
    },
  };
  return format;
}
