/** What this adapter refuses, for people: a code, the place, the fix. */

export type RedisStoreErrorCode = "state_format_unknown";

export class RedisStoreError extends Error {
  readonly code: RedisStoreErrorCode;

  constructor(code: RedisStoreErrorCode, message: string, cause?: unknown) {
    super(`${code}: ${message}`, cause === undefined ? {} : { cause });
    this.name = "RedisStoreError";
    this.code = code;
  }
}
