/**
 * What is to be taken back of what was added before, and what is to be added to come to what is there now: an entry that is on both
 * sides stays, wherever it stands. So nothing is taken back to be added again; of the longest waits that would cost a recount.
 */
import type { Added } from "./added.ts";

export class AddedDifference {
  /** By entry of what was there before: 1, it stays. */
  #stays = new Uint8Array(32);
  /** By entry of what is there now: 1, it was there. */
  #wasThere = new Uint8Array(32);

  /** Valid until it is asked again. */
  of(before: Added, after: Added): this {
    this.#stays = cleared(this.#stays, before.count);
    this.#wasThere = cleared(this.#wasThere, after.count);
    // In order, a fold only grows: nearly all of it is a common beginning.
    let first = 0;
    while (first < before.count && first < after.count && after.isSame(first, before, first)) {
      this.#stays[first] = 1;
      this.#wasThere[first] = 1;
      first++;
    }
    for (let entry = first; entry < after.count; entry++)
      for (let old = first; old < before.count; old++) {
        if (this.#stays[old] === 1 || !after.isSame(entry, before, old)) continue;
        this.#stays[old] = 1;
        this.#wasThere[entry] = 1;
        break;
      }
    return this;
  }

  isTakenBack(entry: number): boolean {
    return this.#stays[entry] === 0;
  }

  isNew(entry: number): boolean {
    return this.#wasThere[entry] === 0;
  }
}

function cleared(marks: Uint8Array<ArrayBuffer>, count: number): Uint8Array<ArrayBuffer> {
  if (marks.length < count) return new Uint8Array(2 * count);
  marks.fill(0, 0, count);
  return marks;
}
