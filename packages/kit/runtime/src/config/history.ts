/** How long closed intervals are kept, and contacts that are over with what they came to. */
import type { KeptLength } from "@floorwalker/domain";
import { z } from "zod";

export interface KeptFor extends Readonly<Record<KeptLength, number>> {
  /** Null: contacts are not told, and not kept. */
  readonly facts: number | null;
}

const DAY_MS = 86_400_000;

export const KEPT_FOR: KeptFor = { "15m": 35 * DAY_MS, day: 400 * DAY_MS, facts: 30 * DAY_MS };

/** `quarters`: of an hour. A day that is not closed yet is told by them. */
export const historySchema = (duration: z.ZodType<number, string | number>) => {
  const kept = duration.superRefine((ms, context) => {
    if (ms < 2 * DAY_MS)
      context.addIssue({
        code: "custom",
        message: "closed intervals and contacts are kept for two days at least",
        params: { code: "too_short", fix: "Write 2d or more." },
      });
  });
  return z
    .strictObject({
      quarters: kept.optional(),
      days: kept.optional(),
      facts: z.union([z.literal("off"), kept]).optional(),
    })
    .optional();
};

export const assembleHistory = (file: z.output<ReturnType<typeof historySchema>>): KeptFor => ({
  "15m": file?.quarters ?? KEPT_FOR["15m"],
  day: file?.days ?? KEPT_FOR.day,
  facts: file?.facts === "off" ? null : (file?.facts ?? KEPT_FOR.facts),
});
