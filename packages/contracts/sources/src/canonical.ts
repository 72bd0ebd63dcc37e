/** Canonical events as they are: CloudEvents 1.0, one a line or message, structured or binary (by headers). */
import type { CanonicalEvent } from "@floorwalker/domain";
import {
  decodeEvent,
  isBinaryMode,
  MAX_AHEAD_MS,
  type Mending,
  type ParsedEvent,
  type PassedEvent,
  parseBinary,
  parseEvent,
  passEvent,
  readJson,
  readText,
} from "@floorwalker/events";
import {
  accepted,
  ignored,
  type Outcome,
  rejected,
  type SourceContext,
  type SourceEvent,
  type SourceFormat,
} from "./source-format.ts";

export const canonical: SourceFormat = { id: "canonical", numbersLines: false, readsBatches: true, read };

function read(bytes: Uint8Array, { headers, encoding, now }: SourceContext): Outcome {
  const binary = headers !== undefined && isBinaryMode(headers);
  const latest = now + MAX_AHEAD_MS;
  const passed = binary ? null : passEvent(bytes, latest);
  if (passed !== null) return { result: "accepted", events: [new EventAsPassed(passed)] };
  const { text, mended } = readText(bytes, encoding);
  const blank = text.trim() === "";
  if (blank) return binary ? outcome(parseBinary(headers, null, latest, encoding), mended) : ignored("blank_line");
  let value: unknown;
  try {
    value = readJson(text);
  } catch {
    return rejected("not_json", "");
  }
  return outcome(binary ? parseBinary(headers, value, latest, encoding) : parseEvent(value, latest), mended);
}

/** Nearly every event comes so, and most who write it on need no more of it. */
class EventAsPassed implements SourceEvent {
  readonly passed: PassedEvent;

  constructor(passed: PassedEvent) {
    this.passed = passed;
  }

  get event(): CanonicalEvent {
    const event = decodeEvent(this.passed.bytes);
    if (event === null) throw new Error("what passed is no event");
    return event;
  }
}

function outcome(parsed: ParsedEvent, ofBytes: readonly Mending[]): Outcome {
  if (!parsed.ok) {
    const { ok: _, ...refusal } = parsed;
    return { result: "rejected", ...refusal };
  }
  const { event, extra, mended = [] } = parsed;
  return accepted([extra === undefined ? { event } : { event, extra }], [...ofBytes, ...mended]);
}
