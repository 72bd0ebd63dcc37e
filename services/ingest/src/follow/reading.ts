/** Where the reading of a file stands, and what one look at it gives. */

export interface Head {
  readonly bytes: number;
  readonly hash: string;
}

/** Where reading of one file stands. */
export interface Reading {
  readonly inode: number;
  readonly head: Head;
  /** The first byte not yet written to the log. */
  readonly offset: number;
  /** Where the newest second before it begins: reading goes on there, so that its lines are counted as before. */
  readonly second?: number;
}

export interface Line {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

export interface Chunk {
  readonly lines: readonly Line[];
  /** Offset after the last line. */
  readonly next: number;
  /** No further whole line at the moment. */
  readonly end: boolean;
}
