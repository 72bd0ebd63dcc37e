/**
 * A record's hash, kept beside the offset after it: whoever reads on looks whether the log still has this record there.
 * Another log, made anew or grown past the offset, does not.
 */
import { createHash } from "node:crypto";
import type { LogRecord } from "@floorwalker/ports";

export function recordMark({ key, rawKey, value }: Pick<LogRecord, "key" | "rawKey" | "value">): string {
  const hash = createHash("sha256");
  // The key's length keeps key and value apart; a missing key is no empty one.
  const keyBytes = rawKey ?? (key === null ? null : Buffer.from(key));
  hash.update(`${keyBytes === null ? -1 : keyBytes.length}:`);
  if (keyBytes !== null) hash.update(keyBytes);
  return hash.update(value).digest("base64url").slice(0, 22);
}
