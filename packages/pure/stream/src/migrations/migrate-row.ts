/**
 * Rows and records as today's tables read them: each is brought up step by step from the format that it names when it is
 * read, and stored anew when something changes it. So an upgrade costs no pass over the state, and a state may hold rows of
 * several formats. Steps are numbered files beside this one, in the order in which they came; none is ever taken out.
 */
import { formatOf } from "../row-format.ts";
import { alertsNameTheirFormat } from "./0001-alerts-name-their-format.ts";
import { alertsHaveNamedFields } from "./0002-alerts-have-named-fields.ts";
import { signsHavePlaces } from "./0003-signs-have-places.ts";
import { restartsHavePlaces } from "./0004-restarts-have-places.ts";
import type { Migration } from "./migration.ts";

const MIGRATIONS: readonly Migration[] = [
  alertsNameTheirFormat,
  alertsHaveNamedFields,
  signsHavePlaces,
  restartsHavePlaces,
];

/** `parts`: what its key names behind the kind. */
export function migrateRow(kind: string, row: Uint8Array, parts: readonly string[] = []): Uint8Array {
  let migrated = row;
  for (const { kind: of, from, concerns, step } of MIGRATIONS)
    if (of === kind && from === formatOf(migrated) && concerns?.(parts) !== false) migrated = step(migrated);
  return migrated;
}
