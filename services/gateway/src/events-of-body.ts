/** The events of a request's body. One that is one JSON value is an array of events or one event; any other is lines. */
import { isUtf8 } from "node:buffer";
import type { RejectionCode } from "@floorwalker/events";

/** Of one event: its bytes, or why it has none. */
export type Item = Uint8Array | RejectionCode;

export function eventsOfBody(body: Buffer | undefined): readonly Item[] {
  if (!body) return [];
  const first = body.find((byte) => byte > 0x20);
  if (first === OPEN_BRACKET || first === OPEN_BRACE) {
    const wasUtf8 = isUtf8(body);
    try {
      const value: unknown = JSON.parse(body.toString("utf8"));
      // From the bytes themselves where possible: decoding would hide bytes that are not UTF-8.
      return Array.isArray(value) ? value.map((event) => itemOf(event, wasUtf8)) : [body];
    } catch {
      // Several lines, or no JSON at all: each line is told so.
    }
  }
  const lines: Uint8Array[] = [];
  for (let from = 0; from < body.length; ) {
    const end = body.indexOf(NEWLINE, from);
    const to = end === -1 ? body.length : end;
    const line = body.subarray(from, to);
    if (line.some((byte) => byte > 0x20)) lines.push(line);
    from = to + 1;
  }
  return lines;
}

/** An event of an array, written again. */
function itemOf(event: unknown, wasUtf8: boolean): Item {
  let text: string;
  try {
    text = JSON.stringify(event);
  } catch {
    return "too_deep";
  }
  // Decoding has put this character in the place of what was not UTF-8.
  return !wasUtf8 && text.includes("\ufffd") ? "invalid_utf8" : Buffer.from(text);
}

const [OPEN_BRACKET, OPEN_BRACE, NEWLINE] = [0x5b, 0x7b, 0x0a];
