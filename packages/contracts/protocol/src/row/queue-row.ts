/** The row of a queue of one channel. */
import { z } from "zod";

export const queueRow = z
  .object({
    id: z.string(),
    kind: z.literal("queue"),
    site: z.string(),
    queue: z.string(),
    channel: z.string(),
    title: z.string(),
    department: z.string().nullable().describe("That it defines; null: none."),
    configured: z.boolean().describe("False: the configuration does not know this queue; defaults apply."),
    policy: z.string().describe("Formula of the version in force now."),
    thresholdSeconds: z.number().describe("Of that version: a window may have others, see `policies.<window>`."),
    target: z.number().describe("Service level to reach, 0–1."),
    open: z.boolean().nullable().describe("Somebody is there, by the queue's calendar; null: it has none."),
    opensAt: z
      .number()
      .nullable()
      .describe("When it opens next; null: it is open, has no calendar, or does not open within three years."),
    closesAt: z
      .number()
      .nullable()
      .describe("When it closes; null: it is closed, has no calendar, or is open for a week on end."),
    lastEventAt: z.number().nullable(),
    waiting: z.number(),
    waitingPastThreshold: z.number(),
    oldestQueuedAt: z.number().nullable().describe("`queued` time of the one waiting longest: the board lets it tick."),
    backlogAge1: z
      .number()
      .describe(
        "Of `waiting`, by how long they have waited in the time of their promise; the bounds between the parts are `backlogAges`.",
      ),
    backlogAge2: z.number(),
    backlogAge3: z.number(),
    backlogAge4: z.number(),
    backlogOverdue: z
      .number()
      .describe("Of `waiting`, by how long until they are due; the bounds between the last three are `backlogDues`."),
    backlogDue1: z.number(),
    backlogDue2: z.number(),
    backlogDue3: z.number(),
    backlogAges: z.string().describe("JSON: three ascending bounds, seconds."),
    backlogDues: z.string().describe("JSON: two."),
    talking: z.number().describe("Segments being handled now."),
    sources: z.number().describe("How many sources were heard to tell of this queue."),
    staleSince: z
      .number()
      .nullable()
      .describe(
        "Last event of the source of this queue that is silent longest; null: none is. Waits stand still at this time.",
      ),
    silentSource: z.string().nullable().describe("That source; null exactly when `staleSince` is."),
    withheld: z
      .literal(true)
      .nullable()
      .exactOptional()
      .describe("Whoever asks is told of groups, and none stands behind this queue now: what is missing is not told."),
  })
  .describe(
    "`queue:<site>:<queue>:<channel>`: now + `<kpi>.<window>`. Beside the KPIs `decided.<window>` and `inTime.<window>`: what `serviceLevelNow` divides by, and what of it was in time; contacts short of the target are reckoned from these two.",
  );
export type QueueRow = Readonly<z.infer<typeof queueRow>>;
