/** The rows of what contacts are about, and of what customers answered. */
import { z } from "zod";

export const reasonRow = z
  .object({
    id: z.string(),
    kind: z.literal("reason"),
    site: z.string(),
    reason: z.string(),
    title: z.string(),
    waiting: z.number(),
    waitingPastThreshold: z.number(),
    oldestQueuedAt: z.number().nullable(),
  })
  .describe(
    "`reason:<site>:<reason>`; only in the view `reasons`: what contacts are about, over all queues and channels; `other` is what the configuration does not list. Beside these the KPIs of a queue over the day, `<kpi>.day`, by the site's formula.",
  );
export type ReasonRow = Readonly<z.infer<typeof reasonRow>>;

export const surveyRow = z
  .object({
    id: z.string(),
    kind: z.literal("survey"),
    site: z.string(),
    survey: z.string(),
    title: z.string(),
  })
  .describe(
    "`survey:<site>:<survey>`; only in the view `surveys`: what customers answered to one survey by its name, over all queues and channels; `other` is what the configuration does not list. Beside these the KPIs of surveys over the day, `<kpi>.day`.",
  );
export type SurveyRow = Readonly<z.infer<typeof surveyRow>>;
