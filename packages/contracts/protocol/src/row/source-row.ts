/** The row of a source. */
import { z } from "zod";

export const sourceRow = z
  .object({
    id: z.string(),
    kind: z.literal("source"),
    site: z.string(),
    source: z.string(),
    lastEventAt: z.number(),
    silentSince: z
      .number()
      .nullable()
      .describe("`lastEventAt` once it was not heard of for longer than `silentAfterSeconds`; null while it speaks."),
    silentAfterSeconds: z
      .number()
      .nullable()
      .describe("60 with heartbeats, else 900, or as configured; null: it is never missed."),
  })
  .describe("`source:<site>:<source>`.");
export type SourceRow = Readonly<z.infer<typeof sourceRow>>;
