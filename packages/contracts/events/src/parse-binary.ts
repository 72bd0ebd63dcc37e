/** CloudEvents binary mode over Kafka: attributes in `ce_…` headers, the value is `data`. */
import type { Mending } from "./mending.ts";
import { type ParsedEvent, parseEvent } from "./parse-event.ts";
import { readText } from "./read-text.ts";

export type EventHeaders = Readonly<Record<string, string | Uint8Array>>;

const PREFIX = "ce_";

const STRUCTURED = /^\s*application\/cloudevents/i;

/** True when the headers say that the event's attributes are in them; some who send whole events repeat their attributes there. */
export function isBinaryMode(headers: EventHeaders): boolean {
  let binary = false;
  for (const [header, value] of Object.entries(headers)) {
    const name = header.toLowerCase();
    if (name === "ce_specversion") binary = true;
    if (name === "content-type" && STRUCTURED.test(typeof value === "string" ? value : readText(value).text))
      return false;
  }
  return binary;
}

/**
 * `data` is the value parsed from JSON; null where the record has none. `latest`: see `parseEvent`. `encoding`: of headers that
 * are not UTF-8.
 */
export function parseBinary(headers: EventHeaders, data: unknown, latest?: number, encoding?: string): ParsedEvent {
  const entries: [string, unknown][] = [];
  const mended: Mending[] = [];
  for (const [header, value] of Object.entries(headers)) {
    const name = header.toLowerCase();
    const attribute =
      name === "content-type" ? "datacontenttype" : name.startsWith(PREFIX) ? name.slice(PREFIX.length) : null;
    if (attribute === null || attribute === "data" || attribute === "data_base64") continue;
    const read = typeof value === "string" ? { text: value, mended: [] } : readText(value, encoding);
    mended.push(...read.mended.map(({ code }) => ({ code, path: attribute })));
    entries.push([attribute, read.text]);
  }
  entries.push(["data", data]);
  const parsed = parseEvent(Object.fromEntries(entries), latest);
  return parsed.ok && mended.length > 0 ? { ...parsed, mended: [...mended, ...(parsed.mended ?? [])] } : parsed;
}
