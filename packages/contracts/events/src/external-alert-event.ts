/**
 * What another system told of an alert of its own, in the log of events: written by the gateway, which has checked and cut it, and read by
 * the owner of the site. As what people do, it comes through no door.
 */
import { CHANNELS, EXTERNAL_ORIGINS, EXTERNAL_TYPE } from "@floorwalker/domain";
import { z } from "zod";
import { MAX_ID, MAX_NAME } from "./limits.ts";

/** Of what is said for people, characters. */
export const MAX_TITLE = 200;
export const MAX_DESCRIPTION = 1_000;
export const MAX_LABELS = 30;

const time = z.iso.datetime().transform((value) => Date.parse(value));
const name = z.string().min(1).max(MAX_NAME);

// Loose: what a newer gateway adds is not read.
export const externalAlertSchema = z.object({
  specversion: z.literal("1.0"),
  id: z.string().min(1).max(MAX_ID),
  source: z.string(),
  type: z.literal(EXTERNAL_TYPE),
  time,
  site: name,
  data: z.object({
    origin: z.enum(EXTERNAL_ORIGINS),
    fingerprint: name,
    name,
    fires: z.boolean(),
    startsAt: time,
    severity: z.enum(["warning", "critical"]),
    title: z.string().max(MAX_TITLE),
    description: z.string().max(MAX_DESCRIPTION).nullable(),
    labels: z.record(z.string().max(MAX_NAME), z.string().max(MAX_NAME)),
    url: z.string().max(2_000).nullable(),
    queue: name.nullable(),
    channel: z.enum(CHANNELS).nullable(),
  }),
});
