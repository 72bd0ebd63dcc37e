/** The events of a request's body. One that is one JSON value is an array of events or one event; any other is lines. */
import { type RejectionCode, readText } from "@floorwalker/events";

/** Of one event: its bytes, or why it has none. */
export type Item = Uint8Array | RejectionCode;

export function eventsOfBody(body: Buffer | undefined): readonly Item[] {
  if (!body) return [];
  const first = body.find((byte) => byte > 0x20);
  if (first === OPEN_BRACKET || first === OPEN_BRACE) {
    try {
      const value: unknown = JSON.parse(readText(body).text);
      return Array.isArray(value) ? value.map(itemOf) : [body];
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
function itemOf(event: unknown): Item {
  try {
    return Buffer.from(JSON.stringify(event));
  } catch {
    return "too_deep";
  }
}

const [OPEN_BRACKET, OPEN_BRACE, NEWLINE] = [0x5b, 0x7b, 0x0a];
