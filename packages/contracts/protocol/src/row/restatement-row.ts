/** The row of a number that was shown and is another now. */
import { z } from "zod";

export const restatementRow = z
  .object({
    id: z.string(),
    kind: z.literal("restatement"),
    site: z.string(),
    queue: z.string().nullable(),
    channel: z.string().nullable(),
    agent: z.string().nullable(),
    team: z.string().nullable(),
    tag: z
      .string()
      .nullable()
      .describe("`reason`: of contacts that are about `value`; `survey`: of the survey of that name."),
    value: z.string().nullable(),
    kpi: z.string(),
    interval: z.enum(["15m", "day"]),
    from: z.number().describe("When the interval begins."),
    before: z.number().nullable(),
    after: z.number().nullable(),
    events: z
      .number()
      .nullable()
      .describe("How many events changed the interval between the two; 0: time alone did; null: nobody counted them."),
    at: z.number().describe("When it was told, cut to the minute."),
  })
  .describe(
    "One KPI of one closed interval that was shown and is another now; only in the view `restatements`, which has the newest of the last 24 hours. Of what: the queue and channel, channel, agent, team or tag that is not null, else the whole site.",
  );
export type RestatementRow = Readonly<z.infer<typeof restatementRow>>;
