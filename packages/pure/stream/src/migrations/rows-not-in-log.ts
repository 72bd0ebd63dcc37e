/** What is kept when the numbers are made anew, as today's tables read it: the log gives back all but what people were told. */
import { ALERT_ROW } from "../alert-table.ts";
import { KEY_SEPARATOR } from "../site-context.ts";
import { migrateRow } from "./migrate-row.ts";

type Row = readonly [key: string, value: Uint8Array];

export const rowsNotInLog = (rows: readonly Row[]): Row[] =>
  rows
    .filter(([key]) => key.split(KEY_SEPARATOR)[1] === ALERT_ROW)
    .map(([key, value]) => [key, migrateRow(ALERT_ROW, value)]);
