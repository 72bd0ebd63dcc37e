/** A daily report that is due, as the aggregator puts it into the outbox and the notifier reads it: it is written when it is sent. */
import { CHANNELS, REPORT_LENGTHS, type ReportNotice } from "@floorwalker/domain";
import { z } from "zod";

const scope = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("site") }),
  z.object({ kind: z.literal("queue"), queue: z.string(), channel: z.enum(CHANNELS) }),
  z.object({ kind: z.literal("team"), team: z.string() }),
  z.object({ kind: z.literal("department"), department: z.string() }),
]);

// Not strict: what a newer aggregator adds passes.
const schema = z.object({
  format: z.literal(1),
  about: z.literal("report"),
  key: z.string(),
  site: z.string(),
  date: z.number().int(),
  length: z.enum(REPORT_LENGTHS),
  receiver: z.string(),
  scope,
  at: z.number(),
}) satisfies z.ZodType<ReportNotice>;

/** Null: it is none of a format known here. */
export function readReportNotice(payload: string): ReportNotice | null {
  try {
    return schema.safeParse(JSON.parse(payload)).data ?? null;
  } catch {
    return null;
  }
}
