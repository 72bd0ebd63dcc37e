/** The interval report of a product, as it documents it: which columns it has, what each is a sum of, and how it reads segments. */
import type { Figure } from "./figure.ts";
import type { Reading } from "./reading.ts";

export interface VendorReport {
  readonly title: string;
  /** Headers of the columns that say which interval and queue a row is of; compared without case. */
  readonly place: {
    readonly from: readonly string[];
    /** None: it ends where `--interval` says. */
    readonly to: readonly string[];
    readonly queue: readonly string[];
    readonly channel: readonly string[];
    /** Of the threshold of a row, seconds. */
    readonly threshold: readonly string[];
  };
  readonly columns: readonly VendorColumn[];
  readonly reading: Reading;
  /** How shares are written where no % says so: 83.3 or 0.833. */
  readonly shares: "percent" | "fraction";
  /** In which durations are written that are mere numbers. */
  readonly durations: "seconds" | "milliseconds";
}

export interface VendorColumn {
  /** Of a header; its first group, where it has one, is the column's own threshold in seconds. */
  readonly header: RegExp;
  readonly figure: Figure;
}
