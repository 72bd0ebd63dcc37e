/** The newest view rows, kept as they were committed and parsed when somebody looks: there are ten commits a second, a scrape is rare. */

export type ViewRow = Readonly<Record<string, string | number | boolean | null>>;

export class ViewRows {
  readonly #rows = new Map<string, string | ViewRow>();

  /** Rows of a kind, told by their ids. */
  count(kind: string): number {
    let count = 0;
    for (const id of this.#rows.keys()) if (id.startsWith(`${kind}:`)) count++;
    return count;
  }

  set(id: string, json: string): void {
    this.#rows.set(id, json);
  }

  delete(id: string): void {
    this.#rows.delete(id);
  }

  *values(): Generator<ViewRow> {
    for (const [id, held] of this.#rows) {
      if (typeof held !== "string") {
        yield held;
        continue;
      }
      const row = JSON.parse(held) as ViewRow;
      this.#rows.set(id, row);
      yield row;
    }
  }
}
