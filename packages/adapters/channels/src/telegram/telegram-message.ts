/** An alert as a bot says it on Telegram, in plain text: a button to an address that Telegram does not like would cost the message. */
import { type AlertMessage, messageText } from "@floorwalker/protocol/message";
import { cutText } from "../cut-text.ts";

const MOST_TEXT = 4_096;

export const telegramMessage = (message: AlertMessage): object => ({
  text: cutText(messageText(message).trimEnd(), MOST_TEXT),
  link_preview_options: { is_disabled: true },
});
