/** Columns by slot: a typed array that is replaced by a larger one when a slot does not fit. A third more than needed is held at most. */

export type Column = Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

const FEWEST = 16;

/** The same column when it has room for `slots`; else a larger one with its values, the rest 0. */
export function grownColumn<C extends Column>(column: C, slots: number): C {
  if (slots <= column.length) return column;
  const room = Math.max(FEWEST, slots, Math.ceil((column.length * 4) / 3));
  const grown = new (column.constructor as new (length: number) => C)(room);
  grown.set(column);
  return grown;
}
