/** The row of a site. */
import { z } from "zod";

export const siteRow = z
  .object({
    id: z.string(),
    kind: z.literal("site"),
    site: z.string(),
    name: z.string(),
    region: z.string().nullable().describe("Null: it is in none."),
    zone: z.string(),
    demo: z.boolean(),
    watermark: z
      .number()
      .nullable()
      .describe("Event time up to which every source has been heard; null before the first event."),
    lastEventAt: z.number().nullable().describe("Newest event of the site."),
    dayFrom: z.number().describe("Start of the site's business day."),
    waiting: z.number(),
    waitingPastThreshold: z.number(),
    oldestQueuedAt: z.number().nullable(),
    agentsIdle: z.number(),
    agentsOnContact: z.number(),
    agentsWrapUp: z.number(),
    agentsPaused: z.number(),
    agentsPausedFor: z
      .string()
      .nullable()
      .describe(
        "What the paused ones are paused for, where it was told: JSON, `[[reason, how many], …]`, the five most frequent first; null: nothing was.",
      ),
    agentsSignedIn: z.number(),
    unconfiguredQueues: z.number(),
    refusing: z
      .string()
      .nullable()
      .describe(
        "Kinds of names (queue, agent, source) of which the site takes no unconfigured ones any more, by spaces; null: none.",
      ),
    catchingUp: z.boolean(),
    open: z.boolean().nullable().describe("As of a queue, by the site's own calendar."),
    opensAt: z.number().nullable(),
    closesAt: z.number().nullable(),
    staleSince: z.number().nullable().describe("As of a queue, over all queues of the site."),
    silentSource: z.string().nullable(),
  })
  .describe("`site:<site>`: now + `<kpi>.<window>`.");
export type SiteRow = Readonly<z.infer<typeof siteRow>>;
