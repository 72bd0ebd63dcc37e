/** What a WebSocket may leave unread, and for how long. */

export interface ConnectionLimits {
  /** Unsent bytes from which rows are conflated. */
  readonly softBytes: number;
  /** Unsent bytes, beside a snapshot on its way, at which the client is cut. */
  readonly hardBytes: number;
  /** A client that is behind for so long, plus the time its unsent bytes need at MIN_BYTES_PER_MS, is cut. */
  readonly stallMs: number;
  /** A client from which nothing, not even a pong, came for two of these is cut. */
  readonly pingMs: number;
}

export const DEFAULT_LIMITS: ConnectionLimits = {
  softBytes: 64 * 1024,
  hardBytes: 256 * 1024,
  stallMs: 10_000,
  pingMs: 15_000,
};
