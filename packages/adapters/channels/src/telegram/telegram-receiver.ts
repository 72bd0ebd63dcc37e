/** Telegram as a kind of receiver: the bot's token is in its URL. https://core.telegram.org/bots/api#sendmessage */
import { z } from "zod";
import type { AlertReceiver } from "../alert-receiver.ts";
import { httpUrl, secretSettings } from "../settings.ts";

const settings = z.object({
  /** The bot's token. */
  ...secretSettings,
  /** Id of the chat, or @name of a channel. */
  chat: z.union([z.string().min(1), z.number().int()]),
  api: httpUrl.default("https://api.telegram.org"),
});

export const TELEGRAM_RECEIVER: AlertReceiver<typeof settings> = {
  type: "telegram",
  needsSecret: true,
  settings,
  open: async ({ secret, chat, api }) => {
    const [{ PostChannel }, { telegramMessage }, { telegramAnswer }] = await Promise.all([
      import("../post-channel.ts"),
      import("./telegram-message.ts"),
      import("./telegram-answer.ts"),
    ]);
    const to = new URL(`${api.replace(/\/+$/, "")}/bot${secret!}/sendMessage`);
    return new PostChannel({
      name: "Telegram",
      judge: telegramAnswer,
      write: (message) => ({ url: to, body: { chat_id: chat, ...telegramMessage(message) } }),
    });
  },
};
