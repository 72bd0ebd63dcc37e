/** Slack by an incoming webhook, whose URL is the secret: without threads. https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
import { z } from "zod";
import type { AlertReceiver } from "../alert-receiver.ts";
import { httpUrl } from "../settings.ts";

const settings = z.object({ url: httpUrl });

export const SLACK_WEBHOOK_RECEIVER: AlertReceiver<typeof settings> = {
  type: "slack-webhook",
  settings,
  open: async ({ url }) => {
    const [{ PostChannel }, { slackMessage }, { judgeNoPage }] = await Promise.all([
      import("../post-channel.ts"),
      import("./slack-message.ts"),
      import("../judge-answer.ts"),
    ]);
    const to = new URL(url);
    return new PostChannel({
      name: "Slack",
      // Its own answer is "ok"; what takes the same messages has other words for it.
      judge: judgeNoPage,
      write: (message) => ({ url: to, body: slackMessage(message) }),
    });
  },
};
