/**
 * Reads what `encodeEvent` and `eventRecords` wrote, on the aggregator's hot path: a guard, not a validator. Anything else on our own topic
 * gives null. Events have few shapes (`rare-attributes.ts`), extras are left behind, and types and channels are the constants of
 * the domain (comparing them is comparing pointers). What is written as we write it is scanned, anything else goes through
 * `JSON.parse`; both come to the same event.
 */
import {
  type CanonicalEvent,
  type Channel,
  EVENT_TYPES,
  type EventData,
  type EventType,
  type GatewayEvent,
} from "@floorwalker/domain";
import { NO_TIME, timeOf } from "./event-time.ts";
import { dataFieldsOf } from "./extra.ts";
import { decodeGatewayEvent } from "./gateway-event.ts";
import { rarely } from "./rare-attributes.ts";
import { readSequence } from "./read-sequence.ts";
import { EventScanner } from "./scan-event.ts";
import { skipSpace, valueEnd } from "./value-end.ts";

const TYPES: ReadonlyMap<string, EventType> = new Map(EVENT_TYPES.map((type) => [type, type]));

interface Wire {
  readonly id?: unknown;
  readonly source?: unknown;
  readonly type?: unknown;
  readonly time?: unknown;
  readonly recordedtime?: unknown;
  readonly site?: unknown;
  readonly channel?: unknown;
  readonly contact?: unknown;
  readonly segment?: unknown;
  readonly queue?: unknown;
  readonly agent?: unknown;
  readonly contactreason?: unknown;
  readonly customer?: unknown;
  readonly sequence?: unknown;
  readonly data?: unknown;
}

const CONTROL = /\p{Cc}/u;
const scanner = new EventScanner();

/** One event; null: it is none. */
export function decodeEvent(bytes: Uint8Array | string): CanonicalEvent | null {
  if (typeof bytes === "string") return parsed(bytes);
  const buffer = bufferOf(bytes);
  const event = scanner.scan(buffer, 0);
  return event !== null && scanner.end === buffer.length ? event : parsed(buffer.toString("utf8"));
}

/** An event of a record, and its bytes in it: [from, to). */
export interface RecordedEvent {
  /** Null: what lies there is no event of a source. */
  readonly event: CanonicalEvent | null;
  /** It is what somebody did with an alert, or another system told of one. */
  readonly operator?: GatewayEvent;
  readonly from: number;
  readonly to: number;
}

/**
 * The events of one record, in their order: a JSON array of events, or one event. What is wrong inside one spoils only
 * that one; a record that is no list to its end is one thing that is no event.
 */
export function decodeRecord(value: Uint8Array): readonly RecordedEvent[] {
  const bytes = bufferOf(value);
  return (bytes[skipSpace(bytes, 0)] === OPENING_BRACKET ? listed(bytes) : null) ?? [whole(bytes)];
}

const whole = (bytes: Buffer): RecordedEvent => recorded(bytes, decodeEvent(bytes), 0, bytes.length);

function recorded(bytes: Buffer, event: CanonicalEvent | null, from: number, to: number): RecordedEvent {
  const operator = event === null ? decodeGatewayEvent(bytes.toString("utf8", from, to)) : null;
  return operator === null ? { event, from, to } : { event, from, to, operator };
}

/** Null: no list of values. */
function listed(bytes: Buffer): RecordedEvent[] | null {
  const events: RecordedEvent[] = [];
  let at = skipSpace(bytes, skipSpace(bytes, 0) + 1);
  if (bytes[at] === CLOSING_BRACKET) return skipSpace(bytes, at + 1) === bytes.length ? events : null;
  for (;;) {
    const from = at;
    let event = scanner.scan(bytes, from);
    let to = scanner.end;
    if (event === null || !isSeparator(bytes[to])) {
      to = valueEnd(bytes, from);
      if (to <= from) return null;
      event = parsed(bytes.toString("utf8", from, to));
    }
    events.push(recorded(bytes, event, from, to));
    at = skipSpace(bytes, to);
    const separator = bytes[at];
    at = skipSpace(bytes, at + 1);
    if (separator === CLOSING_BRACKET) return at === bytes.length ? events : null;
    if (separator !== COMMA) return null;
  }
}

const [OPENING_BRACKET, CLOSING_BRACKET, COMMA] = [0x5b, 0x5d, 0x2c];
const isSeparator = (byte: number | undefined): boolean => byte === COMMA || byte === CLOSING_BRACKET;

const bufferOf = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function parsed(text: string): CanonicalEvent | null {
  const wire = json(text) as Wire | null | undefined;
  if (wire === undefined || wire === null || typeof wire !== "object") return null;
  const event = eventOf(wire);
  return event === null || !isPlain(event) ? null : event;
}

/**
 * What the keys of stored rows rely on, and what ingest never writes. (What is scanned has neither: JSON has no such
 * characters but escaped, and what is escaped is not scanned.)
 */
function isPlain({
  id,
  source,
  site,
  contact,
  segment,
  queue,
  agent,
  contactReason,
  customer,
}: CanonicalEvent): boolean {
  for (const name of [id, source, site, contact, segment, queue, agent, contactReason ?? null, customer ?? null])
    if (name !== null && (CONTROL.test(name) || !name.isWellFormed())) return false;
  return true;
}

/** `undefined`: not JSON. */
function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function eventOf(wire: Wire): CanonicalEvent | null {
  const { id, source, site } = wire;
  const type = TYPES.get(wire.type as string);
  if (type === undefined) return null;
  const data = dataOf(wire.data, type);
  const time = timeOf(wire.time);
  const recordedTime = wire.recordedtime === undefined ? null : timeOf(wire.recordedtime);
  const channel = channelOf(wire.channel);
  const contact = textOrNull(wire.contact);
  const segment = textOrNull(wire.segment);
  const queue = textOrNull(wire.queue);
  const agent = textOrNull(wire.agent);
  const contactReason = textOrNull(wire.contactreason);
  const customer = textOrNull(wire.customer);
  if (typeof id !== "string" || typeof source !== "string" || typeof site !== "string") return null;
  if (data === null || channel === undefined || time < 0 || recordedTime === NO_TIME) return null;
  if (contact === undefined || segment === undefined || queue === undefined || agent === undefined) return null;
  if (contactReason === undefined || customer === undefined) return null;
  const event = { id, source, type, time, recordedTime, site, channel, contact, segment, queue, agent, data };
  const sequence = wire.sequence === undefined ? null : readSequence(wire.sequence);
  return rarely(event, contactReason, customer, sequence);
}

/** `undefined`: there, but not text. */
const textOrNull = (value: unknown): string | null | undefined =>
  value === undefined ? null : typeof value === "string" ? value : undefined;

function channelOf(value: unknown): Channel | null | undefined {
  if (value === "call") return "call";
  if (value === "chat") return "chat";
  if (value === "email") return "email";
  return value === undefined ? null : undefined;
}

/** The parsed object itself when it holds nothing but what the fold reads. */
function dataOf(value: unknown, type: EventType): EventData | null {
  if (typeof value !== "object" || value === null) return null;
  let unread = false;
  for (const name in value) {
    const field = (value as Record<string, unknown>)[name];
    switch (name) {
      case "waitMs":
      case "talkMs":
      case "holdMs":
      case "wrapUpMs":
      case "ringMs":
      case "score":
        if (typeof field !== "number") return null;
        break;
      case "reason":
      case "from":
      case "by":
      case "kind":
      case "state":
      case "scale":
      case "survey":
        if (typeof field !== "string") return null;
        break;
      default:
        unread = true;
    }
  }
  return unread ? readOnly(value as Record<string, unknown>, type) : (value as EventData);
}

function readOnly(value: Record<string, unknown>, type: EventType): EventData {
  const data: Record<string, unknown> = {};
  for (const name of dataFieldsOf(type)) if (value[name] !== undefined) data[name] = value[name];
  return data as EventData;
}
