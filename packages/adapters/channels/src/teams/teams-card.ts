/**
 * An alert as an Adaptive Card, as a Teams workflow ("Send webhook alerts to a channel") takes it: version 1.4, under 28 KB, links only
 * as buttons. https://adaptivecards.io/explorer, https://learn.microsoft.com/connectors/teams
 */
import type { AlertMessage } from "@floorwalker/protocol/message";
import { cutText } from "../cut-text.ts";

/** What holds one of something, and all sentences and facts together: a letter may be three bytes, or be escaped. */
const MOST_TEXT = 500;
const MOST_LISTED = 5_000;
const STYLES = { critical: "attention", warning: "warning", resolved: "good" } as const;

export function teamsCard({
  key,
  language,
  tone,
  subject,
  heading,
  title,
  place,
  time,
  sentences,
  facts,
  links,
  notes,
}: AlertMessage): object {
  const most = Math.min(MOST_TEXT, Math.floor(MOST_LISTED / (sentences.length + facts.length)));
  const content = {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.4",
    id: key,
    lang: language,
    fallbackText: text(subject),
    msteams: { width: "Full" },
    body: [
      {
        type: "Container",
        style: STYLES[tone],
        bleed: true,
        items: [
          { type: "TextBlock", text: text(heading), weight: "Bolder", wrap: true },
          { type: "TextBlock", text: text(title), size: "Large", weight: "Bolder", wrap: true, style: "heading" },
          { type: "TextBlock", text: text(`${place} · ${time}`), isSubtle: true, spacing: "None", wrap: true },
        ],
      },
      ...sentences.map((sentence, at) => ({
        type: "TextBlock",
        text: text(sentence, most),
        wrap: true,
        ...(at === 0 ? { weight: "Bolder" } : { spacing: "None" }),
      })),
      { type: "FactSet", facts: facts.map(({ label, value }) => ({ title: text(label), value: text(value, most) })) },
      { type: "TextBlock", text: text(notes.join(" ")), size: "Small", isSubtle: true, wrap: true },
    ],
    actions: links.map((link) => ({ type: "Action.OpenUrl", title: text(link.text), url: link.url })),
  };
  return {
    type: "message",
    attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content }],
  };
}

/** Text blocks read Markdown: what would be a link or a form of letters in a name is not. */
const text = (plain: string, most = MOST_TEXT): string =>
  cutText(plain, most).replace(/[\\`*_[\]]/g, (letter) => `\\${letter}`);
