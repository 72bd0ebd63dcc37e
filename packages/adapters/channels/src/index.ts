export { EmailChannel, type EmailOptions } from "./email-channel.ts";
export { SlackChannel, type SlackOptions } from "./slack/slack-channel.ts";
export { isPublicAddress, type RefusedUrl, refusedUrl } from "./ssrf/public-address.ts";
export { publicLookup } from "./ssrf/public-lookup.ts";
export { WebhookChannel, type WebhookOptions } from "./webhook-channel.ts";
export { SIGNATURE_HEADER, signWebhook } from "./webhook-signature.ts";
