/**
 * JSON as it is sent, also by who writes what JSON has no word for: NaN and Infinity (Python's json does, unless told otherwise) are no
 * number that anybody can read, so they are null, and the event is read without that field (rule 6). One pass, whatever the text.
 */
const NOT_NUMBERS = ["NaN", "Infinity", "-Infinity"] as const;

/** @throws SyntaxError of what is no JSON either way. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const mended = withoutNotNumbers(text);
    if (mended === text) throw error;
    return JSON.parse(mended) as unknown;
  }
}

function withoutNotNumbers(text: string): string {
  if (!text.includes("NaN") && !text.includes("Infinity")) return text;
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; ) {
    const found = NOT_NUMBERS.find((name) => text.startsWith(name, at));
    if (found !== undefined) {
      parts.push(text.slice(from, at), "null");
      at += found.length;
      from = at;
    } else at = text[at] === '"' ? afterText(text, at) : at + 1;
  }
  return parts.join("") + text.slice(from);
}

/** Behind the quote that closes the text which begins at `at`. */
function afterText(text: string, at: number): number {
  let next = at + 1;
  while (next < text.length && text[next] !== '"') next += text[next] === "\\" ? 2 : 1;
  return next + 1;
}
