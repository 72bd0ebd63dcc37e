/** Slack as a kind of receiver, as a bot. */
import { z } from "zod";
import type { AlertReceiver } from "../alert-receiver.ts";
import { httpUrl, secretSettings } from "../settings.ts";

const settings = z.object({
  /** Id (C…) or name of the conversation that the bot is in. */
  conversation: z.string().min(1),
  /** The bot's token, `xoxb-…`. */
  ...secretSettings,
  api: httpUrl.default("https://slack.com/api"),
});

export const SLACK_RECEIVER: AlertReceiver<typeof settings> = {
  type: "slack",
  needsSecret: true,
  settings,
  open: async ({ api, conversation, secret }) =>
    new (await import("./slack-channel.ts")).SlackChannel({ api, conversation, token: secret! }),
};
