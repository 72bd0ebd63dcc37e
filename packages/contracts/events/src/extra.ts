/**
 * What an event carries beyond what the fold reads: it passes through the log, sorted by name, and is not kept in memory
 * by the aggregator. Pairs, not an object: a field named `__proto__` is a field like any other.
 */
import type { EventData, EventType } from "@floorwalker/domain";
import { MAX_DEPTH } from "./limits.ts";

export interface EventExtra {
  readonly attributes: readonly (readonly [name: string, value: unknown])[];
  readonly data: readonly (readonly [name: string, value: unknown])[];
}

/** In the order they are written. */
export const DATA_FIELDS = [
  "waitMs",
  "talkMs",
  "holdMs",
  "wrapUpMs",
  "ringMs",
  "reason",
  "from",
  "by",
  "kind",
  "state",
  "score",
  "scale",
  "survey",
  "measure",
  "callbackOf",
] as const satisfies readonly (keyof EventData)[];

/** Of a schedule, which has an end; `to` is anybody's word on all other types. */
const SCHEDULE_FIELDS = [...DATA_FIELDS, "to"] as const satisfies readonly (keyof EventData)[];

/** In the order they are written. */
export const dataFieldsOf = (type: EventType): readonly (keyof EventData)[] =>
  type === "cc.agent.scheduled" ? SCHEDULE_FIELDS : DATA_FIELDS;

/** In the order they are written. */
export const EVENT_ATTRIBUTES = [
  "specversion",
  "id",
  "source",
  "type",
  "time",
  "recordedtime",
  "site",
  "channel",
  "contact",
  "segment",
  "queue",
  "agent",
  "contactreason",
  "customer",
  "sequence",
  "datacontenttype",
  "data",
] as const;

const ATTRIBUTES: ReadonlySet<string> = new Set(EVENT_ATTRIBUTES);

const KNOWN_DATA: ReadonlySet<string> = new Set(DATA_FIELDS);
const KNOWN_OF_SCHEDULE: ReadonlySet<string> = new Set(SCHEDULE_FIELDS);

/** Null when there is nothing extra. */
export function extraOf(type: EventType, attributes: object, data: object): EventExtra | null {
  const known = type === "cc.agent.scheduled" ? KNOWN_OF_SCHEDULE : KNOWN_DATA;
  const extra = { attributes: unknownFields(attributes, ATTRIBUTES), data: unknownFields(data, known) };
  return extra.attributes.length + extra.data.length === 0 ? null : extra;
}

/** Path of the first field that is nested deeper than can safely be written, or null. */
export function tooDeep(extra: EventExtra): string | null {
  for (const [name, value] of extra.attributes) if (exceedsDepth(value, MAX_DEPTH)) return name;
  for (const [name, value] of extra.data) if (exceedsDepth(value, MAX_DEPTH)) return `data.${name}`;
  return null;
}

function unknownFields(value: object, known: ReadonlySet<string>): (readonly [string, unknown])[] {
  const found: (readonly [string, unknown])[] = [];
  for (const [name, field] of Object.entries(value)) if (!known.has(name)) found.push([name, field]);
  return found.sort(([a], [b]) => (a < b ? -1 : 1));
}

function exceedsDepth(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  for (const field of Object.values(value)) if (exceedsDepth(field, levels - 1)) return true;
  return false;
}
