/**
 * The lines of the newest second of every site in one partition of a topic of lines (rule 24). Invariant: a reader that begins
 * at `position` counts every line as this one did, so that is what is committed: the start of the newest second, not its middle.
 * A site that was not heard of for a while holds nothing up; it begins anew, here as after a restart, because the log's own
 * times say so.
 */
import type { LogRecord } from "@floorwalker/ports";
import { SecondOfLines } from "@floorwalker/sources";

/** Longer than any shipper of lines stops in the middle of a second. */
const HELD_MS = 60_000;

interface Site {
  readonly lines: SecondOfLines;
  /** By the log. */
  heardAt: number;
}

export class NewestSeconds {
  readonly #sites = new Map<string, Site>();
  #heardAt = Number.NEGATIVE_INFINITY;
  #next: number;

  /** `next`: the first offset to read. */
  constructor(next: number) {
    this.#next = next;
  }

  /** The offset behind the last record. */
  get next(): number {
    return this.#next;
  }

  /** What was read of this record's site, to read the record with. In the order of offsets. */
  linesFor(site: string, { offset, appendedAt }: Pick<LogRecord, "offset" | "appendedAt">): SecondOfLines {
    this.#next = offset + 1;
    this.#heardAt = Math.max(this.#heardAt, appendedAt);
    const known = this.#sites.get(site);
    if (known !== undefined && !this.#isOver(known)) {
      known.heardAt = this.#heardAt;
      return known.lines.at(offset);
    }
    const lines = new SecondOfLines();
    this.#sites.set(site, { lines, heardAt: this.#heardAt });
    return lines.at(offset);
  }

  /** Where reading has to begin to count what comes as it would be counted here. */
  position(): number {
    let position = this.#next;
    for (const [name, site] of this.#sites) {
      if (this.#isOver(site)) this.#sites.delete(name);
      else position = Math.min(position, site.lines.begins ?? position);
    }
    return position;
  }

  /** Goes on from here without touching this one: a batch may fail. */
  copy(): NewestSeconds {
    const copy = new NewestSeconds(this.#next);
    copy.#heardAt = this.#heardAt;
    for (const [name, { lines, heardAt }] of this.#sites) copy.#sites.set(name, { lines: lines.copy(), heardAt });
    return copy;
  }

  #isOver({ heardAt }: Site): boolean {
    return heardAt + HELD_MS < this.#heardAt;
  }
}
