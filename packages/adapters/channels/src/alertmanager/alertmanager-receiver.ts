/** Whoever takes what Alertmanager sends to a webhook. */
import { z } from "zod";
import type { AlertReceiver } from "../alert-receiver.ts";
import { httpUrl, secretSettings } from "../settings.ts";

const settings = z.object({
  url: httpUrl,
  /** Sent as a bearer token; without it nothing is. */
  ...secretSettings,
});

export const ALERTMANAGER_RECEIVER: AlertReceiver<typeof settings> = {
  type: "alertmanager",
  settings,
  open: async ({ url, secret }) => {
    const [{ PostChannel }, { alertmanagerBody }] = await Promise.all([
      import("../post-channel.ts"),
      import("./alertmanager-body.ts"),
    ]);
    const to = new URL(url);
    const headers = secret === undefined ? {} : { Authorization: `Bearer ${secret}` };
    return new PostChannel({
      name: "Alertmanager's shape",
      write: (message) => ({ url: to, headers, body: alertmanagerBody(message) }),
    });
  },
};
