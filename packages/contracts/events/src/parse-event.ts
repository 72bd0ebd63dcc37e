/**
 * Reads a stranger's event: total (it throws on no JSON value), and every refusal has a code, a path and a fix. What can be
 * put right is (`mend-event.ts`). Size and clock are checked at the door (`intake` of `@floorwalker/sources`), not here.
 */
import {
  type CanonicalEvent,
  type Channel,
  EVENT_TYPES,
  type EventData,
  type EventType,
  OPERATOR_PREFIX,
} from "@floorwalker/domain";
import { dataFieldsOf, type EventExtra, extraOf, tooDeep } from "./extra.ts";
import { MAX_TIME } from "./limits.ts";
import { type Fields, isFields, mendEvent } from "./mend-event.ts";
import type { Mending } from "./mending.ts";
import { rarely } from "./rare-attributes.ts";
import { readSequence } from "./read-sequence.ts";
import { type Rejection, rejection } from "./rejection.ts";
import { ENVELOPE_SCHEMA, EVENT_SCHEMAS } from "./schema.ts";

export type ParsedEvent =
  | {
      readonly ok: true;
      readonly event: CanonicalEvent;
      readonly extra?: EventExtra;
      /** What had to be put right; absent: nothing. */
      readonly mended?: readonly Mending[];
    }
  | ({ readonly ok: false } & Rejection);

const TYPES: ReadonlySet<string> = new Set(EVENT_TYPES);
const JSON_TYPE = /^\s*application\/(?:[\w.!#$&^-]+\+)?json\s*(?:;|$)/i;

/**
 * `value` is one event in structured mode, already parsed from JSON. A refusal names everything that is wrong with it.
 * `latest`: the last time that is not in the future, epoch ms.
 */
export function parseEvent(value: unknown, latest = Number.POSITIVE_INFINITY): ParsedEvent {
  if (!isFields(value)) return { ok: false, ...rejection("not_an_object", "") };
  const faults = [...typeFaults(value.type), ...contentFaults(value)];
  const schema = faults.length === 0 ? EVENT_SCHEMAS[value.type as EventType] : ENVELOPE_SCHEMA;
  // Nearly every event is written as the reference says.
  const plain = schema.safeParse(value).success ? momentsOf(value) : null;
  const { value: read, mended, faults: found } = plain === null ? mendEvent(value, schema) : { ...AS_IT_STANDS, value };
  faults.push(...found);
  const { time, recordedTime } = plain ?? momentsOf(read) ?? NO_MOMENTS;
  if (time > latest) faults.push(rejection("future_time", "time"));
  const fields = isFields(read.data) ? read.data : {};
  const extra = extraOf(value.type as EventType, read, fields);
  const deep = extra === null ? null : tooDeep(extra);
  if (deep !== null) faults.push(rejection("too_deep", deep));
  const [fault, ...others] = faults;
  if (fault !== undefined) return { ok: false, ...fault, ...(others.length === 0 ? {} : { others }) };
  const event = build(read, value.type as EventType, time, recordedTime, fields);
  return {
    ok: true,
    event,
    ...(extra === null ? {} : { extra }),
    ...(mended.length === 0 ? {} : { mended }),
  };
}

const AS_IT_STANDS = { mended: [], faults: [] } as const;

interface Moments {
  readonly time: number;
  readonly recordedTime: number | null;
}

const NO_MOMENTS: Moments = { time: Number.NaN, recordedTime: null };

/** Null when a time has to be read with more care. */
function momentsOf(value: Fields): Moments | null {
  const time = moment(value.time);
  const recordedTime = text(value, "recordedtime") === null ? null : moment(value.recordedtime);
  return Number.isNaN(time) || Number.isNaN(recordedTime) ? null : { time, recordedTime };
}

function moment(value: unknown): number {
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return time >= 0 && time <= MAX_TIME ? time : Number.NaN;
}

function typeFaults(type: unknown): Rejection[] {
  if (type === undefined || type === null || type === "") return [rejection("missing_field", "type")];
  if (typeof type !== "string") return [rejection("wrong_type", "type")];
  if (TYPES.has(type)) return [];
  return [rejection(type.startsWith(OPERATOR_PREFIX) ? "reserved_type" : "unknown_type", "type")];
}

function contentFaults({ data_base64: base64, datacontenttype: type }: Fields): Rejection[] {
  if (base64 !== undefined) return [rejection("unsupported_content", "data_base64")];
  if (typeof type !== "string" || JSON_TYPE.test(type)) return [];
  return [rejection("unsupported_content", "datacontenttype")];
}

function build(
  value: Fields,
  type: EventType,
  time: number,
  recordedTime: number | null,
  fields: Fields,
): CanonicalEvent {
  // An agent or source event is about no contact; what a vendor names there is not read.
  const ofContact = !type.startsWith("cc.agent.") && !type.startsWith("cc.source.");
  const data: Record<string, unknown> = {};
  for (const name of dataFieldsOf(type)) if (fields[name] !== undefined) data[name] = fields[name];
  const event = {
    id: value.id as string,
    source: value.source as string,
    type,
    time,
    recordedTime,
    site: value.site as string,
    channel: ofContact ? (value.channel as Channel) : null,
    contact: ofContact ? text(value, "contact") : null,
    segment: ofContact ? text(value, "segment") : null,
    queue: text(value, "queue"),
    agent: text(value, "agent"),
    data: data as EventData,
  };
  const [reason, customer] = ofContact ? [text(value, "contactreason"), text(value, "customer")] : [null, null];
  return rarely(event, reason, customer, readSequence(value.sequence));
}

/** Absent, null and empty are the same: not known. */
const text = (value: Fields, name: string): string | null => (value[name] as string | null | undefined) || null;
