/**
 * Departments and regions: rows that nobody stores. A row of a team, a queue or a site says what it is a part of; whoever holds the rows
 * (a gateway) groups them by that and makes the row of the whole when somebody looks.
 */
import { ByteReader } from "../columns/byte-reader.ts";
import { formatOf } from "../row-format.ts";
import { departmentRow } from "./department-view.ts";
import { regionRow } from "./region-view.ts";
import type { SpanVisit } from "./span-fields.ts";
import { readOptional, VIEW_FORMAT, type ViewRow } from "./view-bytes.ts";
import { viewId, viewName } from "./view-id.ts";
import { viewRow } from "./view-row.ts";

export interface RowPart {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** Id of the row of the department or region that a row is a part of; null: of none. */
export function partOfRow({ id, bytes }: RowPart): string | null {
  const { kind, site } = viewName(id);
  if (kind !== "team" && kind !== "queue" && kind !== "site") return null;
  const format = formatOf(bytes);
  // A site that stopped: its row is what it was, as JSON.
  if (format === VIEW_FORMAT.json && kind === "site") {
    const { region } = viewRow(id, bytes);
    return typeof region === "string" ? viewId("region", region) : null;
  }
  if (format !== VIEW_FORMAT[kind]) return null;
  const whole = readOptional(new ByteReader().open(bytes, 1));
  if (whole === null) return null;
  return kind === "site" ? viewId("region", whole) : viewId("department", site, whole);
}

/** At least one part. @throws as `viewRow` does. */
export const mergedRow = (id: string, parts: readonly RowPart[], visit?: SpanVisit): ViewRow | null =>
  viewName(id).kind === "region" ? regionRow(id, parts, visit) : departmentRow(id, parts, visit);
