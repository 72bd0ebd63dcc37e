/**
 * One partition's view rows as the store has them. Invariants:
 * R1  While live, the rows are exactly those of the store at `position`.
 * R2  A change is applied only when it starts where the rows are, in the same epoch; an older one of the same epoch is
 *     passed over, anything else is a gap. Another epoch is a gap however it compares: a store that lost everything begins
 *     with small numbers, and a lost tail may hide behind equal sequences.
 * R3  Reading a snapshot anew yields the difference, so that whoever follows these rows goes on without a break.
 * R4  Of a position since the last such reading it is known which rows changed after it; of any other nothing is said.
 */

import type { Position, ViewChange, ViewEntry, ViewSnapshot } from "@floorwalker/ports";
import { HeldRow } from "./held-row.ts";

export interface RowChange {
  readonly id: string;
  readonly before: HeldRow | null;
  readonly after: HeldRow | null;
}

export type Follow =
  | { readonly result: "applied"; readonly changes: readonly RowChange[] }
  | { readonly result: "old" }
  | { readonly result: "gap" };

interface ChangedRow {
  /** Sequence. */
  readonly at: number;
  readonly row: HeldRow;
}

/** Rows that are gone and still remembered as changed; beyond, what changed is forgotten. */
const MOST_GONE = 10_000;

export class PartitionReplica {
  readonly #rows = new Map<string, HeldRow>();
  /** Of each row that changed after `#knownFrom`, also of one that is gone. */
  readonly #changed = new Map<string, ChangedRow>();
  #knownFrom = 0;
  #position: Position = { epoch: "", sequence: 0 };

  get position(): Position {
    return this.#position;
  }

  get rows(): ReadonlyMap<string, HeldRow> {
    return this.#rows;
  }

  adopt(snapshot: ViewSnapshot): readonly RowChange[] {
    const gone = [...this.#rows.keys()].filter((id) => !snapshot.rows.has(id));
    const changes = this.#write([...gone.map((id) => [id, null] as const), ...snapshot.rows]);
    this.#position = snapshot.position;
    this.#forgetChanges();
    return changes;
  }

  /** The rows that changed after that position, as they are, or were before they went; null: it is not known. */
  changedSince({ epoch, sequence }: Position): readonly HeldRow[] | null {
    const at = this.#position;
    if (epoch !== at.epoch || sequence < this.#knownFrom || sequence > at.sequence) return null;
    return [...this.#changed.values()].flatMap((changed) => (changed.at > sequence ? [changed.row] : []));
  }

  follow({ epoch, from, to, changes }: ViewChange): Follow {
    const at = this.#position;
    if (epoch === at.epoch && to <= at.sequence) return { result: "old" };
    if (epoch !== at.epoch || from !== at.sequence) return { result: "gap" };
    this.#position = { epoch, sequence: to };
    const applied = this.#write(changes);
    for (const { id, before, after } of applied) this.#changed.set(id, { at: to, row: (after ?? before)! });
    if (this.#changed.size > this.#rows.size + MOST_GONE) this.#forgetChanges();
    return { result: "applied", changes: applied };
  }

  #forgetChanges(): void {
    this.#changed.clear();
    this.#knownFrom = this.#position.sequence;
  }

  #write(entries: readonly ViewEntry[]): RowChange[] {
    const changes: RowChange[] = [];
    for (const [id, bytes] of entries) {
      const before = this.#rows.get(id) ?? null;
      const after = bytes === null ? null : new HeldRow(id, bytes);
      if (after === null) this.#rows.delete(id);
      else this.#rows.set(id, after);
      if (before !== null || after !== null) changes.push({ id, before, after });
    }
    return changes;
  }
}
