export { EmailChannel, type EmailOptions } from "./email-channel.ts";
export { SlackChannel, type SlackOptions } from "./slack/slack-channel.ts";
export { WebhookChannel, type WebhookOptions } from "./webhook-channel.ts";
export { SIGNATURE_HEADER, signWebhook } from "./webhook-signature.ts";
