/**
 * What the places that alerts are sent to take, written from their documentation (the address stands with each): strict, with their
 * limits, so that a message they would refuse fails a test here.
 */
import { z } from "zod";

const text = (most: number) => z.string().min(1).max(most);

const plainText = (most: number) =>
  z.strictObject({ type: z.literal("plain_text"), text: text(most), emoji: z.boolean().optional() });
const mrkdwn = (most: number) => z.strictObject({ type: z.literal("mrkdwn"), text: text(most) });
const blockId = z.string().max(255).optional();

/** https://docs.slack.dev/reference/block-kit/blocks, …/block-elements/button-element, …/methods/chat.postMessage */
const slackBlock = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("header"), block_id: blockId, text: plainText(150) }),
  z.strictObject({
    type: z.literal("section"),
    block_id: blockId,
    text: mrkdwn(3_000).optional(),
    fields: z.array(mrkdwn(2_000)).min(1).max(10).optional(),
  }),
  z.strictObject({ type: z.literal("context"), block_id: blockId, elements: z.array(mrkdwn(3_000)).min(1).max(10) }),
  z.strictObject({
    type: z.literal("actions"),
    block_id: blockId,
    elements: z
      .array(
        z.strictObject({
          type: z.literal("button"),
          text: plainText(75),
          url: z.url().max(3_000),
          style: z.enum(["primary", "danger"]).optional(),
        }),
      )
      .min(1)
      .max(25),
  }),
]);
export const SLACK_WEBHOOK = z.strictObject({
  text: text(40_000),
  blocks: z.array(slackBlock).min(1).max(50),
  unfurl_links: z.boolean(),
  unfurl_media: z.boolean(),
});
export const SLACK_MESSAGE = SLACK_WEBHOOK.extend({
  channel: text(80),
  metadata: z.strictObject({ event_type: z.string(), event_payload: z.record(z.string(), z.string()) }),
  thread_ts: z
    .string()
    .regex(/^\d+\.\d+$/)
    .optional(),
});

/** https://adaptivecards.io/explorer (1.4), https://learn.microsoft.com/connectors/teams: 28 KB in all. */
const textBlock = z.strictObject({
  type: z.literal("TextBlock"),
  text: z.string().min(1),
  wrap: z.literal(true),
  weight: z.enum(["Default", "Lighter", "Bolder"]).optional(),
  size: z.enum(["Default", "Small", "Medium", "Large", "ExtraLarge"]).optional(),
  isSubtle: z.boolean().optional(),
  spacing: z.enum(["Default", "None", "Small", "Medium", "Large", "ExtraLarge", "Padding"]).optional(),
  style: z.enum(["default", "heading"]).optional(),
});
export const TEAMS_MESSAGE = z
  .strictObject({
    type: z.literal("message"),
    attachments: z
      .array(
        z.strictObject({
          contentType: z.literal("application/vnd.microsoft.card.adaptive"),
          contentUrl: z.null(),
          content: z.strictObject({
            $schema: z.literal("http://adaptivecards.io/schemas/adaptive-card.json"),
            type: z.literal("AdaptiveCard"),
            version: z.literal("1.4"),
            id: z.string(),
            lang: z.string(),
            fallbackText: z.string(),
            msteams: z.strictObject({ width: z.literal("Full") }),
            body: z.array(
              z.discriminatedUnion("type", [
                textBlock,
                z.strictObject({
                  type: z.literal("Container"),
                  style: z.enum(["default", "emphasis", "good", "attention", "warning", "accent"]),
                  bleed: z.boolean(),
                  items: z.array(textBlock),
                }),
                z.strictObject({
                  type: z.literal("FactSet"),
                  facts: z.array(z.strictObject({ title: z.string(), value: z.string() })).min(1),
                }),
              ]),
            ),
            actions: z
              .array(z.strictObject({ type: z.literal("Action.OpenUrl"), title: z.string(), url: z.url() }))
              .max(6),
          }),
        }),
      )
      .length(1),
  })
  .refine((message) => Buffer.byteLength(JSON.stringify(message)) < 28_000, { error: "more than 28 KB" });

/** https://github.com/PagerDuty/api-schema (reference/events-v2), https://developer.pagerduty.com/docs/events-api-v2/trigger-events */
export const PAGERDUTY_EVENT = z.strictObject({
  routing_key: z.string().length(32),
  event_action: z.enum(["trigger", "acknowledge", "resolve"]),
  dedup_key: text(255),
  payload: z.strictObject({
    summary: text(1_024),
    source: z.string().min(1),
    severity: z.enum(["critical", "error", "warning", "info"]),
    timestamp: z.iso.datetime(),
    component: z.string().optional(),
    group: z.string().optional(),
    class: z.string().optional(),
    custom_details: z.record(z.string(), z.string()),
  }),
  client: z.string().optional(),
  client_url: z.url().optional(),
  links: z.array(z.strictObject({ href: z.url(), text: z.string() })).optional(),
});

/** https://docs.opsgenie.com/docs/alert-api */
const opsgenieTags = z.array(z.string().max(50)).max(20);
export const OPSGENIE_CREATE = z.strictObject({
  message: text(130),
  alias: text(512),
  description: z.string().max(15_000),
  priority: z.enum(["P1", "P2", "P3", "P4", "P5"]),
  source: z.string().max(100),
  entity: z.string().max(512),
  tags: opsgenieTags,
  details: z
    .record(z.string(), z.string())
    .refine((details) => JSON.stringify(details).length <= 8_000, { error: "more than 8,000 characters" }),
});
/** Of "Acknowledge Alert" and "Snooze Alert". */
export const OPSGENIE_ACKNOWLEDGE = z.strictObject({
  source: z.string().max(100),
  note: z.string().max(25_000),
  user: z.string().max(100).optional(),
});
export const OPSGENIE_SNOOZE = z.strictObject({ ...OPSGENIE_ACKNOWLEDGE.shape, endTime: z.iso.datetime() });
export const OPSGENIE_CLOSE = z.strictObject({ source: z.string().max(100), note: z.string().max(25_000) });

/** https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
const labels = z.record(z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/), z.string());
export const ALERTMANAGER_WEBHOOK = z.strictObject({
  version: z.literal("4"),
  groupKey: z.string(),
  truncatedAlerts: z.number().int(),
  status: z.enum(["resolved", "firing"]),
  receiver: z.string(),
  groupLabels: labels,
  commonLabels: labels,
  commonAnnotations: labels,
  externalURL: z.string(),
  alerts: z
    .array(
      z.strictObject({
        status: z.enum(["resolved", "firing"]),
        labels,
        annotations: labels,
        startsAt: z.iso.datetime(),
        endsAt: z.iso.datetime(),
        generatorURL: z.string(),
        fingerprint: z.string(),
      }),
    )
    .min(1),
});

/** https://core.telegram.org/bots/api#sendmessage */
export const TELEGRAM_MESSAGE = z.strictObject({
  chat_id: z.union([z.string(), z.number()]),
  text: text(4_096),
  link_preview_options: z.strictObject({ is_disabled: z.boolean() }),
});
