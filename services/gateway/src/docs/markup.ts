/** Text as HTML: nothing of it is markup, but what stands between backticks is code. */
const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export const safe = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign]!);

export const prose = (text: string): string => safe(text).replace(/`([^`]+)`/g, "<code>$1</code>");

/** Of what a link on the page leads to. */
export const anchorOf = (name: string): string => name.replace(/[^\w-]+/g, "-");
