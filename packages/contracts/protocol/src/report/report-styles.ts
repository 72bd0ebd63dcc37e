/** How the parts of a report look: every style is inline, and every text has at least 4.5 : 1 against its ground. */
import type { ReportedGoal } from "@floorwalker/domain";
import { html, Markup } from "./markup.ts";

export const INK = "#1b2733";
export const MUTED = "#4d5b69";
/** Whoever has the last ones writes Chinese; the others come first, for Latin letters. */
export const FONTS = new Markup("Arial,Helvetica,'PingFang SC','Microsoft YaHei','Noto Sans SC',sans-serif");
const LINE = "#d9dfe5";

/** Of a table that only places things. */
export const LAYOUT = new Markup('role="presentation" cellpadding="0" cellspacing="0" border="0"');

export const PILLS: Readonly<Record<ReportedGoal["state"], { readonly fore: string; readonly back: string }>> = {
  reached: { fore: "#0b5d33", back: "#dff3e6" },
  missed: { fore: "#9b1c1c", back: "#fbe3e3" },
  noData: { fore: "#3f4c59", back: "#e8ecf0" },
};

export const section = (heading: string, body: Markup): Markup => html`<tr><td style="padding:24px 12px 0">
<h2 style="margin:0 0 8px;padding:0 0 6px;border-bottom:2px solid #17324d;font-size:16px;line-height:22px;color:${INK}">${heading}</h2>
${body}</td></tr>`;

/** With a name for who cannot see the heading above it. */
export const numberTable = (name: string, heads: readonly Markup[], rows: readonly Markup[]): Markup =>
  html`<table width="100%" cellpadding="0" cellspacing="0" border="0" aria-label="${name}" style="width:100%;border-collapse:collapse">
<thead><tr>${heads}</tr></thead>
<tbody>${rows}</tbody></table>`;

export const head = (text: string, align: "left" | "right" = "right"): Markup =>
  html`<th scope="col" align="${align}" valign="bottom" style="padding:4px 4px 4px 0;text-align:${align};font-size:12px;line-height:16px;font-weight:bold;overflow-wrap:anywhere;color:${MUTED}">${text}</th>`;

export const cell = (content: Markup, align: "left" | "right"): Markup =>
  html`<td align="${align}" valign="top" style="padding:6px 4px 6px 0;border-top:1px solid ${LINE};text-align:${align};font-size:13px;line-height:18px;color:${INK}">${content}</td>`;
