/**
 * Alerts of folds before 3 are JSON as it is in format 1, without a name. They alone are kept when the numbers are made anew
 * from the log (`rowsNotInLog`): what was told was told, and no log says so.
 */
import { ALERT_ROW } from "../alerts/alert-rows.ts";
import type { Migration } from "./migration.ts";

export const FIRST_ALERT_FORMAT = 1;

export const alertsNameTheirFormat: Migration = {
  kind: ALERT_ROW,
  from: 0,
  to: FIRST_ALERT_FORMAT,
  step: (row) => {
    const named = new Uint8Array(1 + row.length);
    named[0] = FIRST_ALERT_FORMAT;
    named.set(row, 1);
    return named;
  },
};
