/**
 * An alert's message as the HTML part of a mail: tables and inline styles only, since that is what mail programs render; 600 px wide,
 * narrower where the screen is. What is wrong stands in words, the colour only repeats it.
 */
import { html, type Markup } from "../report/markup.ts";
import { INK, LAYOUT, MUTED } from "../report/report-styles.ts";
import type { AlertMessage, MessageFact } from "./alert-message.ts";
import type { Tone } from "./alert-words.ts";
import type { MessageLink } from "./message-part.ts";

/** Each with white text on it at 5 : 1 or more. */
export const TONE_COLOURS: Readonly<Record<Tone, string>> = {
  critical: "#b01c17",
  warning: "#865000",
  resolved: "#136c45",
};
/** Those for Chinese set the marks of Polish letters wrong where neither Arial nor Helvetica is there. */
const FONTS = "Arial,Helvetica,sans-serif";
const CHINESE_FONTS = "Arial,Helvetica,PingFang SC,Microsoft YaHei,Noto Sans CJK SC,sans-serif";
const LINE = "#dce2e9";
const LINK = "#2454cf";

export function messageHtml(message: AlertMessage): string {
  const { language, subject, heading, title, place, time, sentences, facts, links, notes } = message;
  const colour = TONE_COLOURS[message.tone];
  const [first = "", ...others] = sentences;
  const body = html`<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${subject}</title>
</head>
<body style="margin:0;padding:0;background:#f2f4f7;color:${INK}">
<table ${LAYOUT} width="100%" bgcolor="#f2f4f7"><tr><td align="center" style="padding:16px 0">
<table ${LAYOUT} width="600" bgcolor="#ffffff" style="width:100%;max-width:600px;background:#ffffff;font-family:${language === "zh-Hans" ? CHINESE_FONTS : FONTS}">
<tr><td bgcolor="${colour}" style="background:${colour};padding:16px 20px;color:#ffffff">
<p style="margin:0 0 4px;font-size:14px;line-height:18px;font-weight:bold;color:#ffffff">${heading}</p>
<h1 style="margin:0;font-size:22px;line-height:28px;color:#ffffff">${title}</h1>
<p style="margin:4px 0 0;font-size:14px;line-height:18px;color:#ffffff">${place} · ${time}</p>
</td></tr>
<tr><td style="padding:20px 20px 4px">
<p style="margin:0 0 8px;font-size:17px;line-height:24px;font-weight:bold;color:${INK}">${first}</p>
${others.length === 0 ? [] : [html`<p style="margin:0;font-size:15px;line-height:22px;color:${INK}">${message.lines.length > 0 ? lines(others) : others.join(language === "zh-Hans" ? "" : " ")}</p>`]}
</td></tr>
<tr><td style="padding:12px 20px 4px"><table width="100%" cellpadding="0" cellspacing="0" border="0" style="width:100%;border-collapse:collapse">
${facts.map(row)}
</table></td></tr>
${links.slice(0, 1).map(button)}${links.slice(1).map(further)}
<tr><td style="padding:16px 20px 20px;font-size:12px;line-height:18px;color:${MUTED}">${lines(notes)}</td></tr>
</table>
</td></tr></table>
</body>
</html>
`;
  return body.text;
}

const row = ({ label, value }: MessageFact): Markup => html`<tr>
<th scope="row" align="left" valign="top" width="34%" style="padding:7px 12px 7px 0;border-top:1px solid ${LINE};text-align:left;font-size:13px;line-height:18px;font-weight:normal;color:${MUTED}">${label}</th>
<td valign="top" style="padding:7px 0;border-top:1px solid ${LINE};font-size:14px;line-height:18px;color:${INK}">${value}</td>
</tr>`;

const button = ({ text, url }: MessageLink): Markup => html`<tr><td style="padding:16px 20px 4px">
<table ${LAYOUT}><tr><td bgcolor="${LINK}" style="background:${LINK};border-radius:8px">
<a href="${url}" style="display:inline-block;padding:12px 20px;font-size:15px;line-height:20px;font-weight:bold;color:#ffffff;text-decoration:none">${text}</a>
</td></tr></table>
</td></tr>`;

const further = ({
  text,
  url,
}: MessageLink): Markup => html`<tr><td style="padding:12px 20px 4px;font-size:14px;line-height:20px">
<a href="${url}" style="color:${LINK}">${text}</a>
</td></tr>`;

const lines = (texts: readonly string[]): readonly Markup[] =>
  texts.map((text, at) => (at === 0 ? html`${text}` : html`<br>${text}`));
