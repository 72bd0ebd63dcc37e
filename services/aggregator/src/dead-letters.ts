/** What the aggregator keeps out of the numbers, with its reason: nothing is just dropped (promise 3). */
import type { CanonicalEvent } from "@floorwalker/domain";
import {
  type DeadInput,
  deadLetter,
  encodeEvent,
  REJECTIONS,
  type RejectionCode,
  rejection,
} from "@floorwalker/events";
import type { LogMessage } from "@floorwalker/ports";

export const malformedLetter = (record: DeadInput): LogMessage => deadLetter(record, rejection("malformed", ""));

export const refusedLetter = (record: DeadInput, code: RejectionCode, field: string): LogMessage =>
  deadLetter(record, rejection(code, field === "contactEvents" ? "contact" : field));

export const lateLetter = (record: DeadInput): LogMessage => deadLetter(record, rejection("late", "time"));

export const unattributedLetter = (record: DeadInput): LogMessage =>
  deadLetter(record, rejection("unattributed", "contact"));

/** The fold cannot take it: it failed on this record twice. */
export const setAsideLetter = (record: DeadInput, error: string): LogMessage =>
  deadLetter(record, rejection("fold_failed", "", `${REJECTIONS.fold_failed.text} (${error})`));

export const siteStoppedLetter = (record: DeadInput, error: string): LogMessage =>
  deadLetter(record, rejection("site_stopped", "site", `${REJECTIONS.site_stopped.text} (${error})`));

/**
 * `record` holds the newcomer. It is not always the loser: an earlier event is written out again from what is known of it,
 * which is all that counts but not its extra fields.
 */
export function conflictLetter(record: DeadInput, newcomer: CanonicalEvent, loser: CanonicalEvent): LogMessage {
  const value = loser === newcomer ? record.value : Buffer.from(encodeEvent(loser));
  return deadLetter({ ...record, value }, rejection("id_conflict", "id"));
}
