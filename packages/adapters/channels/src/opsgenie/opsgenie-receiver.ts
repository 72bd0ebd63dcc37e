/** Opsgenie as a kind of receiver; `secret` is the key of an API integration. */
import { z } from "zod";
import type { AlertReceiver } from "../alert-receiver.ts";
import { httpUrl, secretSettings } from "../settings.ts";

const settings = z.object({
  ...secretSettings,
  /** In Europe https://api.eu.opsgenie.com. */
  url: httpUrl.default("https://api.opsgenie.com"),
});

export const OPSGENIE_RECEIVER: AlertReceiver<typeof settings> = {
  type: "opsgenie",
  needsSecret: true,
  settings,
  open: async ({ secret, url }) => {
    const [{ PostChannel }, { opsgenieRequest }, { judgeJson }] = await Promise.all([
      import("../post-channel.ts"),
      import("./opsgenie-request.ts"),
      import("../judge-answer.ts"),
    ]);
    const headers = { Authorization: `GenieKey ${secret!}` };
    return new PostChannel({
      name: "Opsgenie",
      hearsHandling: true,
      judge: judgeJson,
      write: (message) => ({ headers, ...opsgenieRequest(message, url) }),
    });
  },
};
