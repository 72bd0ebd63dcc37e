/** A webhook as a kind of receiver. */
import { z } from "zod";
import type { AlertReceiver } from "./alert-receiver.ts";
import { httpUrl, secretSettings } from "./settings.ts";

const settings = z.object({
  url: httpUrl,
  /** Key of the signature; without it messages are not signed. */
  ...secretSettings,
});

export const WEBHOOK_RECEIVER: AlertReceiver<typeof settings> = {
  type: "webhook",
  settings,
  open: async ({ url, secret = null }, now) =>
    new (await import("./webhook-channel.ts")).WebhookChannel({ url, secret, now }),
};
