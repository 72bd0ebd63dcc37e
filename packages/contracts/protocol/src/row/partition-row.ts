/** The row of a partition that a gateway follows. */
import { z } from "zod";

export const partitionRow = z
  .object({
    id: z.string(),
    kind: z.literal("partition"),
    partition: z.int(),
    state: z.enum(["syncing", "live"]).describe("`syncing`: its rows are being read, and may be old."),
    epoch: z.string().describe("Opaque."),
  })
  .describe("`partition:<number>`; only in the view `system`: what a gateway follows.");
