/** Canonical events as they are: CloudEvents 1.0, one a line or message, structured or binary (by headers). */
import {
  isBinaryMode,
  MAX_AHEAD_MS,
  type Mending,
  type ParsedEvent,
  parseBinary,
  parseEvent,
  readText,
} from "@floorwalker/events";
import { accepted, ignored, type Outcome, rejected, type SourceContext, type SourceFormat } from "./source-format.ts";

export const canonical: SourceFormat = { id: "canonical", numbersLines: false, read };

function read(bytes: Uint8Array, { headers, encoding, now }: SourceContext): Outcome {
  const { text, mended } = readText(bytes, encoding);
  const blank = text.trim() === "";
  const binary = headers !== undefined && isBinaryMode(headers);
  const latest = now + MAX_AHEAD_MS;
  if (blank) return binary ? outcome(parseBinary(headers, null, latest), mended) : ignored("blank_line");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return rejected("not_json", "");
  }
  return outcome(binary ? parseBinary(headers, value, latest) : parseEvent(value, latest), mended);
}

function outcome(parsed: ParsedEvent, ofBytes: readonly Mending[]): Outcome {
  if (!parsed.ok) {
    const { ok: _, ...refusal } = parsed;
    return { result: "rejected", ...refusal };
  }
  const { event, extra, mended = [] } = parsed;
  return accepted([extra === undefined ? { event } : { event, extra }], [...ofBytes, ...mended]);
}
