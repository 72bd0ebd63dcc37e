/** A webhook as a kind of receiver. */
import { z } from "zod";
import type { AlertReceiver } from "./alert-receiver.ts";

const settings = z.object({
  url: z.url({ protocol: /^https?$/, error: "must be a URL that starts with http:// or https://" }),
  /** Key of the signature; without it messages are not signed. */
  secret: z.string().min(1).optional(),
  secretFile: z.string().min(1).optional(),
});

export const WEBHOOK_RECEIVER: AlertReceiver<typeof settings> = {
  type: "webhook",
  settings,
  open: async ({ url, secret = null }, now) =>
    new (await import("./webhook-channel.ts")).WebhookChannel({ url, secret, now }),
};
