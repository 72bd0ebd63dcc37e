/**
 * An alert as Slack shows it: `text` for notifications and screen readers, blocks for the eye. Limits and escaping by
 * https://docs.slack.dev/reference/block-kit/blocks and https://docs.slack.dev/messaging/formatting-message-text: a name that holds
 * `<!channel>` calls nobody.
 */
import type { AlertMessage, MessageFact } from "@floorwalker/protocol/message";
import { cutText } from "../cut-text.ts";

export interface SlackMessage {
  readonly text: string;
  readonly blocks: readonly object[];
  readonly unfurl_links: false;
  readonly unfurl_media: false;
}

const MOST_HEADER = 150;
const MOST_SECTION = 3_000;
/** Each may have 2,000, but all blocks together about 13,000 (`msg_blocks_too_long`), which is documented nowhere. */
const MOST_FIELD = 500;
const MOST_CONTEXT = 1_000;
const FIELDS_IN_SECTION = 10;
const MOST_BUTTON = 75;
const MARKS = { critical: ":red_circle:", warning: ":large_orange_circle:", resolved: ":large_green_circle:" } as const;

export function slackMessage(message: AlertMessage): SlackMessage {
  const { key, tone, subject, sentences, facts, links, notes } = message;
  const sections: (readonly MessageFact[])[] = [];
  for (let at = 0; at < facts.length; at += FIELDS_IN_SECTION) sections.push(facts.slice(at, at + FIELDS_IN_SECTION));
  return {
    text: escaped(subject),
    blocks: [
      // A block's own id: what a repetition is recognised by.
      {
        type: "header",
        block_id: `floorwalker:${key}`,
        text: { type: "plain_text", text: cutText(`${MARKS[tone]} ${subject}`, MOST_HEADER), emoji: true },
      },
      { type: "section", text: mrkdwn(escaped(sentences.join("\n")), MOST_SECTION) },
      ...sections.map((some) => ({
        type: "section",
        fields: some.map(({ label, value }) => mrkdwn(`*${escaped(label)}*\n${escaped(value)}`, MOST_FIELD)),
      })),
      ...(links.length === 0
        ? []
        : [
            {
              type: "actions",
              elements: links.map(({ text, url }, at) => ({
                type: "button",
                text: { type: "plain_text", text: cutText(text, MOST_BUTTON) },
                url,
                ...(at === 0 ? { style: "primary" } : {}),
              })),
            },
          ]),
      { type: "context", elements: [mrkdwn(escaped(notes.join(" ")), MOST_CONTEXT)] },
    ],
    unfurl_links: false,
    unfurl_media: false,
  };
}

const mrkdwn = (text: string, most: number) => ({ type: "mrkdwn", text: cutText(text, most) });

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
