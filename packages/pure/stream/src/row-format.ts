/**
 * Values of rows and records: bytes, of which the first names the format of the rest, below 0x20. The file that writes a
 * kind of row owns its numbers and counts them up from 1; a number is never used again for something else. What a row of
 * an older format becomes a migration says (`migrations/`); one that nobody knows is an error of its site, never a guess.
 */
const NO_FORMAT = 0x20;
const SLAB = 65_536;

const encoder = new TextEncoder();
const decoder = new TextDecoder();
/** Short rows share memory: an allocation of its own costs more than the bytes in it. They leave with their commit. */
let slab = new Uint8Array(SLAB);
let used = 0;

/** The bytes [from, to), the first of which is the format. */
export function bytesRow(bytes: Uint8Array, from: number, to: number): Uint8Array {
  const length = to - from;
  if (length > SLAB / 4) return bytes.slice(from, to);
  if (used + length > SLAB) {
    slab = new Uint8Array(SLAB);
    used = 0;
  }
  const row = slab.subarray(used, used + length);
  row.set(bytes.subarray(from, to));
  used += length;
  return row;
}

export function textRow(format: number, text: string): Uint8Array {
  const most = 1 + text.length * 3;
  if (most > SLAB / 4) {
    const bytes = encoder.encode(text);
    const row = new Uint8Array(1 + bytes.length);
    row[0] = format;
    row.set(bytes, 1);
    return row;
  }
  if (used + most > SLAB) {
    slab = new Uint8Array(SLAB);
    used = 0;
  }
  const { written } = encoder.encodeInto(text, slab.subarray(used + 1));
  slab[used] = format;
  const row = slab.subarray(used, used + 1 + written);
  used += 1 + written;
  return row;
}

export const jsonRow = (format: number, value: unknown): Uint8Array => textRow(format, JSON.stringify(value));

/** 0: it names none, as all did before fold 3. */
export function formatOf(row: Uint8Array): number {
  const [first = 0] = row;
  return first < NO_FORMAT ? first : 0;
}

/** @throws RangeError when it is of another format. */
export function rowText(format: number, row: Uint8Array): string {
  const found = formatOf(row);
  if (found !== format) throw new RangeError(`a row of format ${found}, this program reads ${format}`);
  return decoder.decode(row.subarray(1));
}

export const rowJson = <T>(format: number, row: Uint8Array): T => JSON.parse(rowText(format, row)) as T;
