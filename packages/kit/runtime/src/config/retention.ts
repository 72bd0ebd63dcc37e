/** How long single fields are kept that are about somebody, beside what they stand in (`history`). */
import { z } from "zod";
import { KEPT_FOR } from "./history.ts";

export interface Retention {
  /** Who handled contacts, did work and was asked about: ids of agents, ms. */
  readonly agents: number;
  /** Lines and events as sources wrote them, callers' numbers among them, ms. */
  readonly callers: number;
  /** Those that were refused, ms. */
  readonly refused: number;
}

const DAY_MS = 86_400_000;
const SHORTEST_MS = 2 * DAY_MS;

export const RETENTION: Retention = { agents: KEPT_FOR.day, callers: 7 * DAY_MS, refused: 14 * DAY_MS };

export const retentionSchema = (duration: z.ZodType<number, string | number>) => {
  const kept = duration.superRefine((ms, context) => {
    if (ms < SHORTEST_MS)
      context.addIssue({
        code: "custom",
        message: "a field is kept for two days at least: today's numbers are made of it",
        params: { code: "too_short", fix: "Write 2d or more." },
      });
  });
  return z.strictObject({ agents: kept.optional(), callers: kept.optional(), refused: kept.optional() }).optional();
};

export const assembleRetention = (file: z.output<ReturnType<typeof retentionSchema>>): Retention => ({
  agents: file?.agents ?? RETENTION.agents,
  callers: file?.callers ?? RETENTION.callers,
  refused: file?.refused ?? RETENTION.refused,
});
