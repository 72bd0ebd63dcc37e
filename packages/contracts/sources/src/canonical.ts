/** Canonical events as they are: CloudEvents 1.0, one a line or message, structured or binary (by headers). */
import { isBinaryMode, type ParsedEvent, parseBinary, parseEvent } from "@floorwalker/events";
import { ignored, type Outcome, rejected, type SourceContext, type SourceFormat } from "./source-format.ts";
import { utf8 } from "./utf8.ts";

export const canonical: SourceFormat = { id: "canonical", read };

function read(bytes: Uint8Array, { headers }: SourceContext): Outcome {
  const text = utf8(bytes);
  if (text === null) return rejected("invalid_utf8", "");
  const blank = text.trim() === "";
  const binary = headers !== undefined && isBinaryMode(headers);
  if (blank) return binary ? outcome(parseBinary(headers, null)) : ignored("blank_line");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return rejected("not_json", "");
  }
  return outcome(binary ? parseBinary(headers, value) : parseEvent(value));
}

function outcome(parsed: ParsedEvent): Outcome {
  if (parsed.ok) {
    const { event, extra } = parsed;
    return { result: "accepted", events: [extra === undefined ? { event } : { event, extra }] };
  }
  return rejected(parsed.code, parsed.path, parsed.reason);
}
