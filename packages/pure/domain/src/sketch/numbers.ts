/** How a sketch is written and read: as integers, one after the other. Whoever stores them says how many bytes each takes. */

export interface NumberSink {
  /** A safe integer, 0 or more. */
  unsigned(value: number): void;
  /** Any safe integer. */
  signed(value: number): void;
}

export interface NumberSource {
  unsigned(): number;
  signed(): number;
}
