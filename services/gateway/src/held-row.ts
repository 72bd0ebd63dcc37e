/**
 * A view row as the store has it, or one that is made of several of those. Its fields, ratios among them, are made of the owner's
 * vectors when somebody first looks, once for everybody: a row that nobody watches costs its bytes. It is replaced, never changed.
 */
import type { Row } from "@floorwalker/protocol";
import { rowMoment, type SpanVisit, type ViewName, viewName, viewRow } from "@floorwalker/stream";

export class HeldRow {
  readonly id: string;
  readonly name: ViewName;
  /** Null: it is stored nowhere. */
  readonly bytes: Uint8Array | null;
  readonly #made: ((visit?: SpanVisit) => Row | null) | null;
  /** Undefined until somebody looks. */
  #row: Row | null | undefined;

  /** `bytes` may be part of something large: they are copied. */
  constructor(
    id: string,
    bytes: Uint8Array | null,
    row?: Row,
    made: ((visit?: SpanVisit) => Row | null) | null = null,
  ) {
    this.id = id;
    this.name = viewName(id);
    this.bytes = bytes === null ? null : new Uint8Array(bytes);
    this.#made = made;
    this.#row = row;
  }

  /** The gateway's own. */
  static of(row: Row): HeldRow {
    return new HeldRow(row.id, null, row);
  }

  /** As of when its numbers are true, epoch ms; null: it has none. */
  get moment(): number | null {
    const { row } = this;
    if (row === null || this.bytes === null) return null;
    return typeof row.asOf === "number" ? row.asOf : rowMoment(this.bytes);
  }

  /** Of others, when somebody looks. */
  static made(id: string, make: (visit?: SpanVisit) => Row | null): HeldRow {
    return new HeldRow(id, null, undefined, make);
  }

  /** Null: it is no row. Rows are the aggregator's: one that is none is its bug, and must not take the gateway down. */
  get row(): Row | null {
    if (this.#row === undefined) this.#row = this.#read();
    return this.#row;
  }

  /** What the KPIs of its windows are read from; of a row that has no numbers nothing is visited. */
  visitSpans(visit: SpanVisit): void {
    this.#read(visit);
  }

  #read(visit?: SpanVisit): Row | null {
    try {
      if (this.#made !== null) return this.#made(visit);
      return this.bytes === null ? null : viewRow(this.id, this.bytes, visit);
    } catch {
      return null;
    }
  }
}
