/**
 * Reads a stranger's event: total (it throws on no JSON value), and every refusal has a code, a path and a fix.
 * Size and clock are checked at the door (`intake` of `@floorwalker/sources`), not here.
 */
import { type CanonicalEvent, type Channel, EVENT_TYPES, type EventData, type EventType } from "@floorwalker/domain";
import type { z } from "zod";
import { DATA_FIELDS, type EventExtra, extraOf, tooDeep } from "./extra.ts";
import { MAX_TIME } from "./limits.ts";
import { type Rejection, type RejectionCode, rejection } from "./rejection.ts";
import { EVENT_SCHEMAS } from "./schema.ts";

export type ParsedEvent =
  | { readonly ok: true; readonly event: CanonicalEvent; readonly extra?: EventExtra }
  | ({ readonly ok: false } & Rejection);

type Fields = Readonly<Record<string, unknown>>;

const TYPES: ReadonlySet<string> = new Set(EVENT_TYPES);
const JSON_TYPE = /^\s*application\/(?:[\w.!#$&^-]+\+)?json\s*(?:;|$)/i;
const LOCAL_TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/;

/** `value` is one event in structured mode, already parsed from JSON. */
export function parseEvent(value: unknown): ParsedEvent {
  if (!isFields(value)) return refuse("not_an_object", "");
  const { type } = value;
  if (type === undefined || type === null || type === "") return refuse("missing_field", "type");
  if (typeof type !== "string") return refuse("wrong_type", "type");
  if (!TYPES.has(type)) return refuse("unknown_type", "type");
  const contentType = value.datacontenttype;
  if (value.data_base64 !== undefined) return refuse("unsupported_content", "data_base64");
  if (typeof contentType === "string" && !JSON_TYPE.test(contentType))
    return refuse("unsupported_content", "datacontenttype");

  const checked = EVENT_SCHEMAS[type as EventType].safeParse(value);
  if (!checked.success) return refuseIssue(value, checked.error.issues[0]!);
  const time = Date.parse(value.time as string);
  if (!inRange(time)) return refuse("invalid_time", "time");
  const recordedTime = text(value, "recordedtime") === null ? null : Date.parse(value.recordedtime as string);
  if (recordedTime !== null && !inRange(recordedTime)) return refuse("invalid_time", "recordedtime");

  const fields = isFields(value.data) ? value.data : {};
  const extra = extraOf(value, fields);
  const deep = extra === null ? null : tooDeep(extra);
  if (deep !== null) return refuse("too_deep", deep);
  const event = build(value, type as EventType, time, recordedTime, fields);
  return extra === null ? { ok: true, event } : { ok: true, event, extra };
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
  for (const name of DATA_FIELDS) if (fields[name] !== undefined) data[name] = fields[name];
  return {
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
}

function refuseIssue(value: Fields, issue: z.core.$ZodIssue): ParsedEvent {
  const path = issue.path.join(".");
  const given = issue.path.reduce<unknown>((at, name) => (isFields(at) ? at[name as string] : undefined), value);
  return refuse(codeOf(issue, path, given), path, issue.code === "custom" ? undefined : issue.message);
}

function codeOf(issue: z.core.$ZodIssue, path: string, given: unknown): RejectionCode {
  if (issue.code === "custom") return (issue.params?.code as RejectionCode | undefined) ?? "wrong_type";
  if (given === undefined || given === null || given === "") return "missing_field";
  if (path === "specversion") return "unsupported_version";
  if (path === "channel" && typeof given === "string") return "unknown_channel";
  if (issue.code === "too_small") return "end_before_start";
  if (issue.code === "too_big") return "out_of_range";
  if (issue.code === "invalid_value") return typeof given === "string" ? "unknown_value" : "wrong_type";
  if (issue.code !== "invalid_format") return "wrong_type";
  if (issue.format !== "datetime") return "invalid_text";
  return LOCAL_TIME.test(given as string) ? "time_without_zone" : "invalid_time";
}

const refuse = (code: RejectionCode, path: string, reason?: string): ParsedEvent => ({
  ok: false,
  ...rejection(code, path, reason),
});

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const inRange = (time: number): boolean => time >= 0 && time <= MAX_TIME;

/** Absent, null and empty are the same: not known. */
const text = (value: Fields, name: string): string | null => (value[name] as string | null | undefined) || null;
