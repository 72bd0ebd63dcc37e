/**
 * What people do with alerts, in the log of events (rule 21): CloudEvents in structured mode like all others, written by the gateway
 * and read by the owner of the site. It is no event of a source, so it comes through no door: `parseEvent` refuses its types.
 */
import { OPERATOR_PREFIX, OPERATOR_TYPES, type OperatorEvent, type OperatorType } from "@floorwalker/domain";
import { z } from "zod";
import { MAX_ID, MAX_NAME } from "./limits.ts";

/** Of a note, characters. */
export const MAX_NOTE = 2_000;
export const OPERATOR_SOURCE = "/floorwalker/gateway";

const time = z.iso.datetime().transform((value) => Date.parse(value));
const name = z.string().min(1).max(MAX_NAME);
const id = z.string().min(1).max(MAX_ID);

// Loose: what a newer gateway adds is not read.
const schema = z.object({
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

export function encodeOperatorEvent({ id, type, time: at, site, episode, until, ...data }: OperatorEvent): string {
  return JSON.stringify({
    specversion: "1.0",
    id,
    source: OPERATOR_SOURCE,
    type,
    time: iso(at),
    site,
    datacontenttype: "application/json",
    data: { ...data, episode: iso(episode), ...(until === undefined ? {} : { until: iso(until) }) },
  });
}

/** Null: it is none, or cannot be read. */
export function decodeOperatorEvent(text: string): OperatorEvent | null {
  // Nearly everything is a source's, or nothing at all.
  if (!text.includes(OPERATOR_PREFIX)) return null;
  const read = schema.safeParse(json(text)).data;
  if (read === undefined) return null;
  const { id: ofIt, type, time: at, site, data } = read;
  return { id: ofIt, type, time: at, site, ...data };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const iso = (at: number): string => new Date(at).toISOString();
