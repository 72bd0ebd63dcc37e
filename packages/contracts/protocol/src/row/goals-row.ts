/** The row that owners tell their goals in. */
import { z } from "zod";

export const goalsRow = z
  .object({
    id: z.string(),
    kind: z.literal("goals"),
    site: z.string(),
    goals: z.string().describe("JSON: a list of `Goal` (`@floorwalker/domain`), as configured and not refused."),
  })
  .describe(
    "`goals:<site>`: the goals in force, but for the targets of queues; in no view, for whoever reckons with them.",
  );
export type GoalsRow = Readonly<z.infer<typeof goalsRow>>;
