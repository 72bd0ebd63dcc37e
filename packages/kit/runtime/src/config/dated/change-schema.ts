/** What is another from a date on, of a site, a queue and an agent; what a change does not name stays as it was. */
import { SERVICE_LEVEL_POLICIES } from "@floorwalker/domain";
import { z } from "zod";
import { localMoment } from "./local-moment.ts";

export const ATTRIBUTIONS = ["outcome", "offered"] as const;

/** Stays a text: which moment it is, the site's zone says. */
export const changeFrom = z.string().superRefine((value, context) => {
  if (localMoment(value, "UTC") !== null) return;
  context.addIssue({
    code: "custom",
    message: `"${value}" is not a date`,
    params: {
      code: "not_a_date",
      fix: "Write a date such as 2026-12-01, or a date and time such as 2026-12-01T09:30.",
    },
  });
});

/** On 1–5. */
export const lowScoreSchema = z.number().min(1).max(5);

export const siteChanges = (duration: z.ZodType<number, string | number>) =>
  z
    .array(
      z.strictObject({
        from: changeFrom,
        policy: z.enum(SERVICE_LEVEL_POLICIES).optional(),
        attribution: z.enum(ATTRIBUTIONS).optional(),
        calendar: z.string().optional(),
        lowScore: lowScoreSchema.optional(),
        firstContactWithin: duration.optional(),
      }),
    )
    .default([]);

/** As the queue's own settings are written. */
export const queueChanges = (duration: z.ZodType<number, string | number>, share: z.ZodType<number, string | number>) =>
  z
    .array(
      z.strictObject({
        from: changeFrom,
        threshold: duration.optional(),
        shortAbandon: duration.optional(),
        policy: z.enum(SERVICE_LEVEL_POLICIES).optional(),
        target: share.optional(),
        calendar: z.string().optional(),
      }),
    )
    .default([]);

/** Null: in no team, scheduled by no calendar. */
export const agentChanges = z
  .array(
    z.strictObject({
      from: changeFrom,
      team: z.string().nullable().optional(),
      schedule: z.string().nullable().optional(),
      breaks: z.string().nullable().optional(),
    }),
  )
  .default([]);
