/** What Alertmanager sends to a webhook, version 4; fields that are not here are not read. https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
import { z } from "zod";

const texts = z.record(z.string(), z.string());

export const webhookAlertSchema = z.looseObject({
  status: z.enum(["firing", "resolved"]),
  labels: texts,
  annotations: texts.default({}),
  startsAt: z.iso.datetime({ offset: true }),
  generatorURL: z.string().default(""),
  fingerprint: z.string().regex(/^[0-9A-Za-z_-]{1,64}$/),
});

export const webhookSchema = z
  .looseObject({
    version: z.literal("4"),
    externalURL: z.string().default(""),
    /** So many more there are than it sends (`max_alerts`). */
    truncatedAlerts: z.int().min(0).default(0),
    alerts: z.array(webhookAlertSchema).min(1).max(1_000),
  })
  .meta({ id: "AlertmanagerWebhook" });

export type WebhookAlert = z.output<typeof webhookAlertSchema>;
export type Webhook = z.output<typeof webhookSchema>;
