export { formatLimit, formatSeconds, formatValue } from "../format-value.ts";
export {
  type AlertNotification,
  alertNotificationSchema,
  readAlertNotification,
  type SingleNotification,
} from "./alert-notification.ts";
export {
  type AgentAlertRow,
  type AlertRow,
  alertRowSchema,
  type BudgetAlertRow,
  type ContactAlertRow,
  type ExternalAlertRow,
  type KpiAlertRow,
  type SourceAlertRow,
} from "./alert-row.ts";
export { type WebhookBody, webhookBodySchema } from "./webhook-body.ts";
