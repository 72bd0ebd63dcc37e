/** When somebody is there, as it is written down: by weekday, and on days that are not like their weekday (rule 28). */

/** Minutes after the local midnight, [from, to), at most 24 h; `to` may lie beyond 24 h: over midnight into the next date. */
export interface OpenRange {
  readonly from: number;
  readonly to: number;
}

/** A date with hours of its own; none: closed all day. */
export interface SpecialDay {
  /** Why, as shown. */
  readonly name: string;
  readonly ranges: readonly OpenRange[];
}

export interface OpeningHours {
  /** As named in the configuration. */
  readonly id: string;
  /** IANA zone of the hours. */
  readonly zone: string;
  /** Monday to Sunday. A range belongs to the date on which it begins. */
  readonly weekly: readonly (readonly OpenRange[])[];
  /** By local date, in days since 1970-01-01: an exception, else a holiday; null: a day like its weekday. Always the same for a date. */
  readonly special: (date: number) => SpecialDay | null;
}

const ALL_DAY: readonly OpenRange[] = [{ from: 0, to: 1_440 }];
/** 1970-01-01 was a Thursday. */
const FIRST_WEEKDAY = 3;

export const ALWAYS: readonly (readonly OpenRange[])[] = Array.from({ length: 7 }, () => ALL_DAY);

/** Every day is like its weekday. */
export const NOTHING_SPECIAL: OpeningHours["special"] = () => null;

/** What begins on a date. */
export function rangesOn({ weekly, special }: OpeningHours, date: number): readonly OpenRange[] {
  return special(date)?.ranges ?? weekly[(((date + FIRST_WEEKDAY) % 7) + 7) % 7]!;
}
