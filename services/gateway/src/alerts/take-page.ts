/** One alert and one button, for a telephone: no script, nothing that is fetched. */

export interface TakePage {
  readonly language: string;
  readonly heading: string;
  readonly lines: readonly string[];
  /** Null: there is nothing to do. */
  readonly button: string | null;
}

export const takePage = ({ language, heading, lines, button }: TakePage): string => `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${safe(heading)}</title>
<style>
:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:1.5rem auto;padding:0 1rem}
h1{font-size:1.25rem}
button{font:inherit;font-weight:600;min-height:44px;padding:.5rem 1.5rem;border:0;border-radius:8px;background:#2454cf;color:#fff}
</style>
<h1>${safe(heading)}</h1>
${lines.map((line) => `<p>${safe(line)}</p>`).join("\n")}
${button === null ? "" : `<form method="post"><button>${safe(button)}</button></form>`}
</html>
`;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const safe = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);
