/**
 * What travels instead of whole rows. Laws: `applyChanges(a, [diffRows(a, b)])` holds b; null means equal; changes apply
 * in their order, so that a row may be removed and written anew in one delta.
 */
import type { Change, Row } from "./messages.ts";

/** From `before` to `after` (the same id; null: no such row). Null when nothing changed. */
export function diffRows(before: Row | null, after: Row | null): Change | null {
  if (after === null) return before === null ? null : { id: before.id, remove: true };
  if (before === null) {
    const { id, ...set } = after;
    return { id, set };
  }
  const set: Record<string, Row[string]> = {};
  let setAny = false;
  for (const field of Object.keys(after)) {
    if (Object.hasOwn(before, field) && Object.is(before[field], after[field])) continue;
    set[field] = after[field]!;
    setAny = true;
  }
  const unset = Object.keys(before).filter((field) => !Object.hasOwn(after, field));
  if (!setAny && unset.length === 0) return null;
  return { id: after.id, ...(setAny ? { set } : {}), ...(unset.length > 0 ? { unset } : {}) };
}

/** Rows by id after the changes; `rows` stays as it is, and so does every row that did not change (same object). */
export function applyChanges(rows: ReadonlyMap<string, Row>, changes: readonly Change[]): ReadonlyMap<string, Row> {
  if (changes.length === 0) return rows;
  const next = new Map(rows);
  for (const change of changes) {
    if (change.remove) {
      next.delete(change.id);
      continue;
    }
    const row = { ...next.get(change.id), ...change.set, id: change.id } as Row;
    for (const field of change.unset ?? []) delete row[field];
    next.set(change.id, row);
  }
  return next;
}
