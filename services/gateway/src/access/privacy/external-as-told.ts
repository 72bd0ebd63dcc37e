/** What another system says of its alert, for whom no agent is named: it may name whom it likes, in any of its texts. */
import type { Row } from "@floorwalker/protocol";

/** `hide`: a text without names. */
export function externalAsTold({ rule, title, description, labels, url }: Row, hide: (text: string) => string): object {
  const said = (text: unknown): unknown => (typeof text === "string" ? hide(text) : text);
  return {
    rule: said(rule),
    title: said(title),
    description: said(description),
    labels: labelsAsTold(labels, hide),
    url: linkAsTold(url, hide),
  };
}

/** JSON, as the row has them. */
function labelsAsTold(labels: unknown, hide: (text: string) => string): string {
  const all = JSON.parse(String(labels)) as Readonly<Record<string, string>>;
  return JSON.stringify(Object.fromEntries(Object.entries(all).map(([name, text]) => [hide(name), hide(text)])));
}

/** One that names somebody leads to him: it is none. */
function linkAsTold(url: unknown, hide: (text: string) => string): string | null {
  if (typeof url !== "string") return null;
  const read = decoded(url.replaceAll("+", " "));
  return read !== null && hide(read) === read ? url : null;
}

function decoded(url: string): string | null {
  try {
    return decodeURIComponent(url);
  } catch {
    return null;
  }
}
