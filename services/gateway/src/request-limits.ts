/** What one request may hold, and what all of them together may hold in memory. */

export const MAX_BODY_BYTES = 2 * 1024 * 1024;
export const MAX_EVENTS = 10_000;
/** Bodies that are being received or are in work. */
export const MAX_BYTES_IN_WORK = 64 * 1024 * 1024;

export const TOO_LARGE = {
  code: "too_large",
  message: "The request is larger than 2 MB; nothing of it was taken.",
  fix: "Send at most 10,000 events and 2 MB in one request.",
  limit: MAX_BODY_BYTES,
} as const;
