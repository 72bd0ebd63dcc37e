/** Contacts as rows and records of the store: open ones are rows, several when they have many events, closed ones a record. */
import { dayOf } from "./contact-leaving.ts";
import type { ContactState } from "./contact-state.ts";
import { KEY_SEPARATOR, type RowSink, rowKey } from "./site-context.ts";

export const CONTACT_ROW = "c";

/** As it is kept while in memory. Never both: or an older record could outlive a newer row. */
export function storeContact(state: ContactState, site: string, sink: RowSink): void {
  const key = rowKey(site, state.id);
  if (state.recordBucket !== null) sink.record({ class: state.channel, bucket: state.recordBucket, key, value: null });
  state.recordBucket = null;
  for (const [row, value] of state.takeRows()) sink.row(contactRowKey(state, site, row), value);
}

/** As it leaves memory. */
export function storeRecord(state: ContactState, site: string, sink: RowSink): void {
  for (let row = 0; row < state.storedRows; row++) sink.row(contactRowKey(state, site, row), null);
  state.storedRows = 0;
  const key = rowKey(site, state.id);
  const bucket = dayOf(state.lastEventAt);
  if (state.recordBucket !== null && state.recordBucket !== bucket)
    sink.record({ class: state.channel, bucket: state.recordBucket, key, value: null });
  sink.record({ class: state.channel, bucket, key, value: state.serialise() });
}

const contactRowKey = (state: ContactState, site: string, row: number): string =>
  row === 0 ? rowKey(site, CONTACT_ROW, state.id) : rowKey(site, CONTACT_ROW, state.id, row);

/** Of the contacts that these rows are of, the keys that their records would have. */
export function contactKeysOf(rows: Iterable<readonly [key: string, value: Uint8Array]>): string[] {
  const keys = new Set<string>();
  for (const [key] of rows) {
    const [site, kind, contact] = key.split(KEY_SEPARATOR) as [string, string?, string?];
    if (kind === CONTACT_ROW && contact !== undefined) keys.add(rowKey(site, contact));
  }
  return [...keys];
}

/** Rows as they come back from the store, in any order, until all are there. */
export class ContactRows {
  readonly #rows = new Map<string, Uint8Array[]>();

  collect(parts: readonly string[], value: Uint8Array): void {
    const [contact, number = "0"] = parts as [string, string?];
    const rows = this.#rows.get(contact) ?? [];
    rows[Number(number)] = value;
    this.#rows.set(contact, rows);
  }

  *take(): Generator<readonly [contact: string, rows: readonly Uint8Array[]]> {
    yield* this.#rows;
    this.#rows.clear();
  }
}
