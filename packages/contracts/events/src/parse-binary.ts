/** CloudEvents binary mode over Kafka: attributes in `ce_…` headers, the value is `data`. */
import { type ParsedEvent, parseEvent } from "./parse-event.ts";
import { rejection } from "./rejection.ts";

export type EventHeaders = Readonly<Record<string, string | Uint8Array>>;

const PREFIX = "ce_";
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** True when the headers say that the event's attributes are in them. */
export function isBinaryMode(headers: EventHeaders): boolean {
  for (const name of Object.keys(headers)) if (name.toLowerCase() === "ce_specversion") return true;
  return false;
}

/** `data` is the value parsed from JSON; null where the record has none. */
export function parseBinary(headers: EventHeaders, data: unknown): ParsedEvent {
  const entries: [string, unknown][] = [];
  for (const [header, value] of Object.entries(headers)) {
    const name = header.toLowerCase();
    const attribute =
      name === "content-type" ? "datacontenttype" : name.startsWith(PREFIX) ? name.slice(PREFIX.length) : null;
    if (attribute === null || attribute === "data" || attribute === "data_base64") continue;
    const decoded = text(value);
    if (decoded === null) return { ok: false, ...rejection("invalid_utf8", header) };
    entries.push([attribute, decoded]);
  }
  entries.push(["data", data]);
  return parseEvent(Object.fromEntries(entries));
}

function text(value: string | Uint8Array): string | null {
  if (typeof value === "string") return value;
  try {
    return utf8.decode(value);
  } catch {
    return null;
  }
}
