/**
 * Departments and regions over the rows of all partitions: grouped as the rows themselves say, merged when somebody looks (rule 27).
 * Invariant: a merged row is made of the parts as they were at its change, whenever it is read.
 */
import { mergedRow, partOfRow } from "@floorwalker/stream";
import { HeldRow } from "./held-row.ts";
import type { RowChange } from "./partition-replica.ts";

interface Whole {
  readonly parts: Map<string, HeldRow>;
  held: HeldRow | null;
}

export class Organisation {
  readonly #wholes = new Map<string, Whole>();
  /** By id of a part. */
  readonly #wholeOf = new Map<string, string>();

  *rows(): IterableIterator<HeldRow> {
    for (const { held } of this.#wholes.values()) if (held !== null) yield held;
  }

  row(id: string): HeldRow | null {
    return this.#wholes.get(id)?.held ?? null;
  }

  /** What changes with these. */
  follow(changes: readonly RowChange[]): RowChange[] {
    const touched = new Map<string, HeldRow | null>();
    for (const { id, after } of changes) {
      const before = this.#wholeOf.get(id);
      const whole = after === null ? null : wholeOf(after);
      if (before !== undefined && before !== whole) this.#touch(before, touched).parts.delete(id);
      if (whole === null || after === null) {
        this.#wholeOf.delete(id);
        continue;
      }
      this.#wholeOf.set(id, whole);
      this.#touch(whole, touched).parts.set(id, after);
    }
    return [...touched].map(([id, before]) => ({ id, before, after: this.#renew(id) }));
  }

  #touch(id: string, touched: Map<string, HeldRow | null>): Whole {
    let whole = this.#wholes.get(id);
    if (whole === undefined) {
      whole = { parts: new Map(), held: null };
      this.#wholes.set(id, whole);
    }
    if (!touched.has(id)) touched.set(id, whole.held);
    return whole;
  }

  #renew(id: string): HeldRow | null {
    const whole = this.#wholes.get(id)!;
    const parts = [...whole.parts.values()].flatMap(({ id: of, bytes }) => (bytes === null ? [] : [{ id: of, bytes }]));
    if (parts.length === 0) this.#wholes.delete(id);
    else whole.held = HeldRow.made(id, (visit) => mergedRow(id, parts, visit));
    return parts.length === 0 ? null : whole.held;
  }
}

/** Rows are the aggregator's: one that cannot be read is a part of nothing. */
function wholeOf({ id, bytes }: HeldRow): string | null {
  if (bytes === null) return null;
  try {
    return partOfRow({ id, bytes });
  } catch {
    return null;
  }
}
