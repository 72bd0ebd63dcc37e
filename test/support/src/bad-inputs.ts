/**
 * Bad input of every kind, with the code and the field that each must be refused with; and good events to put between
 * them, whose numbers must not change. Every door takes the same table: topics, HTTP, replay.
 */
import { type MendingCode, QUEUE_LOG_TOPIC, type RejectionCode } from "@floorwalker/events";

export interface BadInput {
  readonly what: string;
  readonly bytes: Uint8Array;
  readonly code: RejectionCode;
  /** The field, as the refusal names it; empty for the whole input. */
  readonly path: string;
  /** Where only one topic takes such input. */
  readonly topic?: typeof QUEUE_LOG_TOPIC;
}

const KB = 1024;
const DAY_MS = 86_400_000;

/** A canonical event in structured mode, `secondsAgo` before `now`. */
export function eventAt(now: number, secondsAgo: number, more: Readonly<Record<string, unknown>>): object {
  return {
    specversion: "1.0",
    source: "/acd/krakow",
    time: new Date(now - secondsAgo * 1000).toISOString(),
    site: "krakow",
    channel: "call",
    queue: "sales",
    ...more,
  };
}

/** 8 contacts in `sales`: 6 answered after 10 s and ended after 30 s more, 2 abandoned after 15 s. */
export function goodEvents(now: number): readonly object[] {
  return Array.from({ length: 8 }, (_, index) => {
    const contact = `good-${index}`;
    const began = 280 - 20 * index;
    const step = (after: number, type: string, agent?: string) =>
      eventAt(now, began - after, { id: `${contact}-${type}`, type: `cc.contact.${type}`, contact, agent });
    return index % 4 === 3
      ? [step(0, "queued"), step(15, "abandoned")]
      : [step(0, "queued"), step(10, "answered", "a1"), step(40, "ended", "a1")];
  }).flat();
}

export function badInputs(now: number): readonly BadInput[] {
  const queued = (more: Readonly<Record<string, unknown>> = {}) =>
    eventAt(now, 60, { id: "bad", type: "cc.contact.queued", contact: "bad", ...more });
  const later = (ms: number) => new Date(now + ms).toISOString();
  const bad = (what: string, value: unknown, code: RejectionCode, path = ""): BadInput => ({
    what,
    bytes: value instanceof Uint8Array ? value : utf8(typeof value === "string" ? value : JSON.stringify(value)),
    code,
    path,
  });
  const line = (what: string, text: string, code: RejectionCode, path: string): BadInput => ({
    ...bad(what, text, code, path),
    topic: QUEUE_LOG_TOPIC,
  });
  const shift = { from: later(7_200_000), to: later(3_600_000), state: "working" };
  const scheduled = eventAt(now, 60, { id: "bad", type: "cc.agent.scheduled", agent: "a1", data: shift });
  const survey = { type: "cc.survey.answered", data: { score: 6, scale: "1-5" } };
  return [
    bad("no JSON", "hello", "not_json"),
    bad("JSON that was cut", JSON.stringify(queued()).slice(0, -9), "not_json"),
    bad("a number", "7", "not_an_object"),
    bad("null", "null", "not_an_object"),
    bad("an empty list", "[]", "not_an_object"),
    bad("an old CloudEvents version", queued({ specversion: "0.3" }), "unsupported_version", "specversion"),
    bad("data in XML", queued({ datacontenttype: "text/xml" }), "unsupported_content", "datacontenttype"),
    bad("binary data", queued({ data_base64: "AAAA" }), "unsupported_content", "data_base64"),
    bad("an unknown type", queued({ type: "cc.contact.exploded" }), "unknown_type", "type"),
    bad("what only the gateway writes", queued({ type: "cc.operator.acknowledged" }), "reserved_type", "type"),
    bad("a type in other capitals", queued({ type: "cc.contact.Queued" }), "unknown_type", "type"),
    bad("no type", queued({ type: undefined }), "missing_field", "type"),
    bad("a type that is a number", queued({ type: 7 }), "wrong_type", "type"),
    bad("an unknown channel", queued({ channel: "fax" }), "unknown_channel", "channel"),
    bad(
      "an unknown reason",
      queued({ type: "cc.contact.refused", data: { reason: "?" } }),
      "unknown_value",
      "data.reason",
    ),
    bad("no id", queued({ id: undefined }), "missing_field", "id"),
    bad("an empty id", queued({ id: "" }), "missing_field", "id"),
    bad("an id that is null", queued({ id: null }), "missing_field", "id"),
    bad("no source", queued({ source: undefined }), "missing_field", "source"),
    bad("no contact", queued({ contact: undefined }), "missing_field", "contact"),
    bad("no queue where one is entered", queued({ queue: undefined }), "missing_field", "queue"),
    bad("no site", queued({ site: undefined }), "missing_field", "site"),
    bad("an id that is a number", queued({ id: 7 }), "wrong_type", "id"),
    bad("a contact that is an object", queued({ contact: { id: "c" } }), "wrong_type", "contact"),
    bad("a line break in an id", queued({ id: "a\nb" }), "invalid_text", "id"),
    bad("half a surrogate pair", queued({ contact: "\ud800" }), "invalid_text", "contact"),
    bad("a day that is not in the calendar", queued({ time: "2026-02-30T09:00:00Z" }), "invalid_time", "time"),
    bad("a time that is yes or no", queued({ time: true }), "wrong_type", "time"),
    bad("a small number for a time", queued({ time: 12 }), "invalid_time", "time"),
    bad("a time before 1970", queued({ time: "1969-12-31T23:59:59Z" }), "invalid_time", "time"),
    bad("a time without a zone", queued({ time: "2026-11-21T09:00:00" }), "time_without_zone", "time"),
    bad("a time six minutes ahead", queued({ time: later(360_000) }), "future_time", "time"),
    bad("a time years ahead", queued({ time: later(3650 * DAY_MS) }), "future_time", "time"),
    bad("a score outside its scale", queued(survey), "score_out_of_scale", "data.score"),
    bad("a shift that ends before it begins", scheduled, "ends_before", "data.to"),
    bad("a queue whose name is a story", queued({ queue: "q".repeat(300) }), "name_too_long", "queue"),
    bad("an event just over 64 KB", padded(queued(), 64 * KB + 1), "too_large"),
    bad("an event of nearly 1 MB", padded(queued(), 1000 * KB), "too_large"),
    bad("numbers that grow when they are written", manyLargeNumbers(queued({ numbers: ["?"] })), "too_large"),
    bad(
      "extra fields nested too deep",
      `{"deep":${nested(40)},${JSON.stringify(queued()).slice(1)}`,
      "too_deep",
      "deep",
    ),
    bad(
      "nesting that would exhaust a stack",
      `{"deep":${nested(30_000)},${JSON.stringify(queued()).slice(1)}`,
      "too_deep",
      "deep",
    ),
    line("half a queue_log line", "1763715610|1.1|sales", "malformed_line", "event"),
    line("a queue_log line with words for a time", "noon|1.1|sales|NONE|ENTERQUEUE|||1", "invalid_time", "time"),
    line("a queue_log line without a call", "1763715610||sales|NONE|ENTERQUEUE|||1", "missing_field", "callid"),
    line("a queue_log line from the future", "9999999999|1.1|sales|NONE|ENTERQUEUE|||1", "future_time", "time"),
  ];
}

export interface MendedInput {
  readonly what: string;
  readonly bytes: Uint8Array;
  /** What was put right; null: nothing worth telling. */
  readonly code: MendingCode | null;
}

/** Inputs that hold one caller waiting in `sales` each, written otherwise than the reference says: taken all the same. */
export function mendedInputs(now: number): readonly MendedInput[] {
  const queued = (id: string, more: Readonly<Record<string, unknown>> = {}) =>
    eventAt(now, 60, { id, type: "cc.contact.queued", contact: id, ...more });
  const mended = (what: string, code: MendingCode | null, event: object): MendedInput => ({
    what,
    bytes: utf8(JSON.stringify(event)),
    code,
  });
  const time = now - 60_000;
  const iso = new Date(time).toISOString();
  const marked = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(JSON.stringify(queued("m1")), "utf16le")]);
  return [
    { what: "UTF-16 with its mark", bytes: new Uint8Array(marked), code: null },
    {
      what: "UTF-16 without a mark",
      bytes: new Uint8Array(Buffer.from(JSON.stringify(queued("m2")), "utf16le")),
      code: "nul_cut",
    },
    {
      what: "bytes that are not UTF-8",
      bytes: withByte(JSON.stringify(queued("m3", { agent: "Jos?" })), 0xe9),
      code: "other_encoding",
    },
    mended("a NUL in a name", "nul_cut", queued("m4", { queue: "sa\0les" })),
    mended("a negative duration", "bad_field", queued("m5", { data: { waitMs: -1 } })),
    mended("a duration of years", "bad_field", queued("m6", { data: { waitMs: 401 * DAY_MS } })),
    mended("a duration that is text", "bad_field", queued("m7", { data: { waitMs: "12" } })),
    mended("data that is a list", "bad_field", queued("m8", { data: [] })),
    mended("a recording time in words", "bad_field", queued("m9", { recordedtime: "later" })),
    mended("an order in words", "bad_field", queued("m19", { sequence: "first" })),
    mended("a line break in an agent", "control_cut", queued("m20", { agent: "An\nn" })),
    mended("a tab in a segment", "control_cut", queued("m10", { segment: "a\tb" })),
    mended("a duration with a fraction", null, queued("m11", { data: { waitMs: 0.5 } })),
    mended("an agent that is a number", null, queued("m12", { agent: 600 })),
    mended("a time in milliseconds", null, queued("m13", { time })),
    mended("a time in seconds with a fraction", null, queued("m14", { time: time / 1000 })),
    mended("an offset without a colon", null, queued("m15", { time: iso.replace("Z", "+0000") })),
    mended("an offset of hours only", null, queued("m16", { time: iso.replace("Z", "+00") })),
    mended("a time in lower case", null, queued("m17", { time: iso.toLowerCase() })),
    mended("a space for the T and a comma", null, queued("m18", { time: iso.replace("T", " ").replace(".", ",") })),
  ];
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** 1e20 is written with 21 digits. */
const manyLargeNumbers = (event: object): string =>
  JSON.stringify(event).replace('"?"', Array.from({ length: 5_000 }, () => "1e20").join());

/** Exactly so many bytes of JSON. */
export function padded(event: object, size: number): Uint8Array {
  const bare = JSON.stringify({ ...event, note: "" });
  return utf8(JSON.stringify({ ...event, note: "x".repeat(size - bare.length) }));
}

/** The byte instead of the question mark. */
function withByte(text: string, byte: number): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  bytes[text.indexOf("?")] = byte;
  return bytes;
}

const nested = (levels: number): string => "[".repeat(levels) + "]".repeat(levels);
