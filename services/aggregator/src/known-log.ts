/**
 * Whether the log is the one whose offset the store has: its record before the offset must have the stored mark. Where
 * retention has taken that record, only the log's identity speaks.
 */
import type { LogRecord } from "@floorwalker/ports";
import { OtherLog } from "./owner-error.ts";
import { recordMark } from "./record-mark.ts";

export class KnownLog {
  readonly #mark: string;
  /** Offset of the record that shows it; null once it has. */
  #proof: number | null;

  /** `low`: the first offset that exists. */
  constructor(next: number, mark: string | null, low: number) {
    this.#mark = mark ?? "";
    this.#proof = mark !== null && next > low ? next - 1 : null;
  }

  /** Where to read on for the proof; null when there is none to come. */
  get proof(): number | null {
    return this.#proof;
  }

  /** Those of the records that are new. @throws OtherLog */
  verified(records: LogRecord[]): LogRecord[] {
    const [first] = records;
    if (this.#proof === null || first === undefined) return records;
    const known = first.offset === this.#proof;
    if (known && recordMark(first) !== this.#mark)
      throw new OtherLog(`the record at offset ${first.offset} is not the one that was read there`);
    this.#proof = null;
    return known ? records.slice(1) : records;
  }
}
