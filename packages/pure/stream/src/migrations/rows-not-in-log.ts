/**
 * What is kept when the numbers are made anew, as today's tables read it: the log gives back all but what people were told, and by
 * which policies segments were judged.
 */
import { ALERT_ROW } from "../alerts/alert-rows.ts";
import { GROUP_ROW } from "../alerts/group-table.ts";
import { QUALITY_ROW } from "../alerts/quality-table.ts";
import { POLICY_ROW } from "../policies/policy-rows.ts";
import { KEY_SEPARATOR } from "../site-context.ts";
import { migrateRow } from "./migrate-row.ts";

type Row = readonly [key: string, value: Uint8Array];

export const rowsNotInLog = (rows: readonly Row[]): Row[] =>
  rows.flatMap(([key, value]): Row[] => {
    const kind = key.split(KEY_SEPARATOR)[1];
    return kind === ALERT_ROW || kind === GROUP_ROW || kind === QUALITY_ROW || kind === POLICY_ROW
      ? [[key, migrateRow(kind, value)]]
      : [];
  });
