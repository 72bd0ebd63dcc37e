export { type AlertRow, alertRowSchema, type KpiAlertRow, type SourceAlertRow } from "./alert-row.ts";
