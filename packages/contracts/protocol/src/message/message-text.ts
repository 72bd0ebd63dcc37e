/** An alert's message in plain text, lines ended by \n: the text part of a mail, and what a plain receiver shows. */
import type { AlertMessage } from "./alert-message.ts";

export function messageText({ subject, sentences, facts, links, notes, language }: AlertMessage): string {
  const colon = language === "zh-Hans" ? "：" : ": ";
  return [
    subject,
    "",
    ...sentences,
    "",
    ...facts.map(({ label, value }) => label + colon + value),
    "",
    ...links.map(({ text, url }) => text + colon + url),
    ...(links.length === 0 ? [] : [""]),
    ...notes,
    "",
  ].join("\n");
}
