/**
 * Rows and records of contacts, as bytes. The layout:
 *
 *   whole, first   format · length of the head · head (`ContactHead`) · texts and base of the events, events (`ToldEvents`)
 *   more           format · events
 *   prefix         format · what the oldest events amount to (`FoldedPrefix`): a row of its own
 *   whole, long    format · length of the prefix · prefix · the rest as of a whole one: a record that has one
 *   other id       format · the id that has the events; of a name of ends (`end-names.ts`), the ids of the calls that ended so
 *
 * A contact is one whole row or record; or the first row and as many more as it needs, in order. A record of another id of a
 * contact says where to look it up; while the contact is in memory its own row says what was told under which id.
 */
import { ByteReader } from "../columns/byte-reader.ts";
import { ByteWriter } from "../columns/byte-writer.ts";
import { FoldedPrefix } from "./folded-prefix.ts";

/** Formats. 1 to 4 were texts. */
export const WHOLE = 5;
export const FIRST = 6;
export const MORE = 7;
const OTHER_ID = 8;
export const PREFIX = 9;
export const LONG = 10;

export const isWhole = (row: Uint8Array): boolean => row[0] === WHOLE;

export const isPrefix = (row: Uint8Array): boolean => row[0] === PREFIX;

/** Of a record, or of the row that holds nothing else; null: it has none. */
export function prefixOf(row: Uint8Array): FoldedPrefix | null {
  const reader = new ByteReader().open(row);
  const format = reader.byte();
  if (format === LONG) reader.unsigned();
  return format === PREFIX || format === LONG ? FoldedPrefix.read(reader) : null;
}

export function otherIdRecord(...ids: readonly string[]): Uint8Array {
  const writer = new ByteWriter();
  writer.byte(OTHER_ID);
  for (const id of ids) writer.text(id);
  return writer.taken();
}

/** The ids that have the events; null: it is a contact itself. */
export function idsOfRecord(record: Uint8Array): readonly string[] | null {
  if (record[0] !== OTHER_ID) return null;
  const reader = new ByteReader().open(record, 1, record.length);
  const ids: string[] = [];
  while (!reader.isAtEnd) ids.push(reader.text());
  return ids;
}

/** A reader over the head, of a row that is whole or the first one; the one that is given, at hand again. */
export function headOf(row: Uint8Array, given = new ByteReader()): ByteReader {
  const reader = given.open(row);
  let format = reader.byte();
  if (format === LONG) {
    reader.pass(reader.unsigned());
    format = reader.byte();
  }
  if (format !== WHOLE && format !== FIRST)
    throw new RangeError(`a contact of format ${format}, this program reads ${WHOLE}`);
  const length = reader.unsigned();
  return reader.open(row, reader.at, reader.at + length);
}

/** The events of a contact's rows, in order, as they are in memory. */
export function writeTold(writer: ByteWriter, rows: readonly Uint8Array[]): void {
  const [first, ...more] = rows as [Uint8Array, ...Uint8Array[]];
  writer.copy(first, headOf(first).end, first.length);
  for (const row of more) {
    if (row[0] !== MORE) throw new RangeError(`a part of a contact of format ${row[0]}, this program reads ${MORE}`);
    writer.copy(row, 1, row.length);
  }
}
