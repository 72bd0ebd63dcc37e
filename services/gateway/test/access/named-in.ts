/** Finds agents of the private floor in whatever left, also where it is encoded. */
import { FORBIDDEN } from "./private-floor.ts";

/** Also of what is encoded: in a path or a query, or as a cursor is. */
function decodings(text: string): string[] {
  const found = [text];
  for (const encoded of text.match(/[\w%.-]*%[\dA-Fa-f]{2}[\w%.-]*/g) ?? [])
    try {
      found.push(decodeURIComponent(encoded));
    } catch {
      // No encoding of anything.
    }
  // A line of quoted-printable, as mails have them.
  found.push(
    Buffer.from(
      text
        .replace(/=\r?\n/g, "")
        .replace(/=([\dA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
      "latin1",
    ).toString(),
  );
  for (const encoded of text.match(/[\w-]{12,}/g) ?? []) found.push(Buffer.from(encoded, "base64url").toString());
  return found;
}

const PATTERN = new RegExp(FORBIDDEN.map((word) => word.replace(/[/]/g, "\\$&")).join("|"), "iu");
/** Who of the private floor is told of; null: nobody. */
export const namedIn = (text: string): string | null =>
  decodings(text).flatMap((each) => PATTERN.exec(each) ?? [])[0] ?? null;
