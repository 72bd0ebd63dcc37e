/** PagerDuty as a kind of receiver; `secret` is the integration key of the service. */
import { z } from "zod";
import type { AlertReceiver } from "../alert-receiver.ts";
import { httpUrl, secretSettings } from "../settings.ts";

const settings = z.object({
  ...secretSettings,
  /** In Europe https://events.eu.pagerduty.com/v2/enqueue. */
  url: httpUrl.default("https://events.pagerduty.com/v2/enqueue"),
});

export const PAGERDUTY_RECEIVER: AlertReceiver<typeof settings> = {
  type: "pagerduty",
  needsSecret: true,
  settings,
  open: async ({ secret, url }) => {
    const [{ PostChannel }, { pagerdutyEvent }, { judgeJson }] = await Promise.all([
      import("../post-channel.ts"),
      import("./pagerduty-event.ts"),
      import("../judge-answer.ts"),
    ]);
    const to = new URL(url);
    return new PostChannel({
      name: "PagerDuty",
      hearsHandling: true,
      judge: judgeJson,
      write: (message) => ({ url: to, body: pagerdutyEvent(message, secret!) }),
    });
  },
};
