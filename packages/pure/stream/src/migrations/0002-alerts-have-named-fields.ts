/** Of format 1 a row was a list of where the alert stands and how it last resolved. */
import { ALERT_FORMAT, ALERT_ROW, type StoredAlert } from "../alerts/alert-rows.ts";
import { jsonRow, rowJson } from "../row-format.ts";
import { FIRST_ALERT_FORMAT } from "./0001-alerts-name-their-format.ts";
import type { Migration } from "./migration.ts";

export const alertsHaveNamedFields: Migration = {
  kind: ALERT_ROW,
  from: FIRST_ALERT_FORMAT,
  to: ALERT_FORMAT,
  step: (row) => {
    const [state, resolved] = rowJson<[StoredAlert["state"], StoredAlert["resolved"]]>(FIRST_ALERT_FORMAT, row);
    return jsonRow(ALERT_FORMAT, { state, resolved } satisfies StoredAlert);
  },
};
