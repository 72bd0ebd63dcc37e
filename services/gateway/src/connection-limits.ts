/** What a WebSocket may leave unread, and for how long. */

export interface ConnectionLimits {
  /** Unsent bytes from which rows are conflated. */
  readonly softBytes: number;
  /** Unsent bytes, beside a snapshot on its way, at which the client is cut. */
  readonly hardBytes: number;
  /** A client that is behind for so long, plus the time its unsent bytes need at MIN_BYTES_PER_MS, is cut. */
  readonly stallMs: number;
  /** A client is pinged this often. */
  readonly pingMs: number;
  /** One that leaves a ping unanswered for so long, plus the time at MIN_BYTES_PER_MS for what was sent it before, is cut. */
  readonly answerMs: number;
}

export const DEFAULT_LIMITS: ConnectionLimits = {
  softBytes: 64 * 1024,
  hardBytes: 256 * 1024,
  stallMs: 10_000,
  pingMs: 5_000,
  answerMs: 8_000,
};
