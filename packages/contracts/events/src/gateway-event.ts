/**
 * What people do with alerts, and what other systems tell of theirs, in the log of events (rule 21): CloudEvents in structured mode like all
 * others, written by the gateway and read by the owner of the site. It is no event of a source, so it comes through no door: `parseEvent`
 * refuses its types.
 */
import {
  EXTERNAL_TYPE,
  type GatewayEvent,
  OPERATOR_PREFIX,
  OPERATOR_TYPES,
  type OperatorType,
} from "@floorwalker/domain";
import { z } from "zod";
import { externalAlertSchema } from "./external-alert-event.ts";
import { MAX_ID, MAX_NAME } from "./limits.ts";

/** Of a note, characters. */
export const MAX_NOTE = 2_000;
export const OPERATOR_SOURCE = "/floorwalker/gateway";

const time = z.iso.datetime().transform((value) => Date.parse(value));
const name = z.string().min(1).max(MAX_NAME);
const id = z.string().min(1).max(MAX_ID);

// Loose: what a newer gateway adds is not read.
const operatorSchema = z.object({
  specversion: z.literal("1.0"),
  id,
  source: id,
  type: z.enum(OPERATOR_TYPES as readonly [OperatorType, ...OperatorType[]]),
  time,
  site: name,
  data: z.object({
    /** Id of the alert's row. */
    alert: z
      .string()
      .min(1)
      .max(4 * MAX_ID),
    /** When its episode began. */
    episode: time,
    by: name,
    to: name.optional(),
    until: time.optional(),
    text: z.string().max(MAX_NOTE).optional(),
    /** Id of the event that is taken back. */
    undoes: id.optional(),
  }),
});

const schema = z.discriminatedUnion("type", [operatorSchema, externalAlertSchema]);

export function encodeGatewayEvent({ id, type, time: at, site, ...data }: GatewayEvent): string {
  return JSON.stringify({
    specversion: "1.0",
    id,
    source: OPERATOR_SOURCE,
    type,
    time: iso(at),
    site,
    datacontenttype: "application/json",
    data: Object.fromEntries(
      Object.entries(data).map(([key, value]) => [
        key,
        TIMES.has(key) && typeof value === "number" ? iso(value) : value,
      ]),
    ),
  });
}

const TIMES: ReadonlySet<string> = new Set(["episode", "until", "startsAt"]);

/** Null: it is none, or cannot be read. */
export function decodeGatewayEvent(text: string): GatewayEvent | null {
  // Nearly everything is a source's, or nothing at all.
  if (!text.includes(OPERATOR_PREFIX)) return null;
  const read = schema.safeParse(json(text)).data;
  if (read === undefined) return null;
  const { id: ofIt, time: at, site } = read;
  const head = { id: ofIt, time: at, site };
  return read.type === EXTERNAL_TYPE
    ? { ...head, type: read.type, ...read.data }
    : { ...head, type: read.type, ...read.data };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const iso = (at: number): string => new Date(at).toISOString();
