/** A quarter of an hour of an agent's time as it is stored, taken apart by its description (docs/adr/0013), not by the program. */

export interface StoredMark {
  readonly time: number;
  readonly kind: number;
  readonly code: number;
  /** What follows: numbers of names in the row, or an event of the agent's own. */
  readonly rest: string;
}

const QUARTER_MS = 900_000;
const [RESTARTED, OWN] = [1, 4];
/** A contact that begins or rings, each without a place among what its source wrote of that instant and with one. */
const SIGNS = [5, 6, 7, 9, 10, 11];
const PLACED = [9, 10, 11];

export function marksOfRow(row: Uint8Array, quarter: number): { names: string[]; marks: StoredMark[] } {
  let at = 1;
  const number = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      if (at >= row.length) throw new RangeError("the row ends");
      const byte = row[at++]!;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  // Reading the length moves on by itself.
  const passed = (): Uint8Array => {
    const length = number();
    at += length;
    return row.subarray(at - length, at);
  };
  const names = Array.from({ length: number() }, () => Buffer.from(passed()).toString());
  const marks: StoredMark[] = [];
  for (let time = quarter * QUARTER_MS; at < row.length; ) {
    time += number();
    const tag = row[at++]!;
    const kind = tag >> 4;
    const from = at;
    if (SIGNS.includes(kind)) number();
    if (SIGNS.includes(kind) || kind === RESTARTED) number();
    if (PLACED.includes(kind)) number();
    if (kind === OWN) passed();
    marks.push({ time, kind, code: tag & 15, rest: Buffer.from(row.subarray(from, at)).toString("hex") });
  }
  return { names, marks };
}
