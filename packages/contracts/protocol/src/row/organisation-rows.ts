/** The rows of what queues and agents belong to: teams, departments, regions. */
import { z } from "zod";

export const teamRow = z
  .object({
    id: z.string(),
    kind: z.literal("team"),
    site: z.string(),
    team: z.string(),
    title: z.string(),
    department: z.string().nullable(),
    asOf: z
      .number()
      .describe(
        "The moment that time in state is told up to: told anew every 10 s while somebody was there in the last hour.",
      ),
    agentsIdle: z.number(),
    agentsOnContact: z.number(),
    agentsWrapUp: z.number(),
    agentsPaused: z.number(),
    agentsSignedIn: z.number(),
  })
  .describe(
    "`team:<site>:<team>`: now + `<kpi>.<window>`, of what its agents did while they were in it: who moves counts for both teams, each in its time. Nobody is offered to a team: service level is what was answered in time of what was answered, by every formula.",
  );
export type TeamRow = Readonly<z.infer<typeof teamRow>>;

export const departmentRow = z
  .object({
    id: z.string(),
    kind: z.literal("department"),
    site: z.string(),
    department: z.string(),
    title: z.string(),
    teams: z.number().describe("How many are in it."),
    queues: z.number().describe("By how many it is defined; 0: by its teams."),
    asOf: z.number().describe("The oldest moment that one of them is told as of."),
    agentsIdle: z.number(),
    agentsOnContact: z.number(),
    agentsWrapUp: z.number(),
    agentsPaused: z.number(),
    agentsSignedIn: z.number(),
    waiting: z.number().exactOptional().describe("Of one that queues define; absent: nobody waits for a team."),
    waitingPastThreshold: z.number().exactOptional(),
    oldestQueuedAt: z.number().nullable().exactOptional(),
  })
  .describe(
    "`department:<site>:<department>`: now + `<kpi>.<window>`, its teams together; one that the configuration defines by queues has what happened in those (every KPI of a site), and of its teams how they are and how they spent their time.",
  );
export type DepartmentRow = Readonly<z.infer<typeof departmentRow>>;

export const regionRow = z
  .object({
    id: z.string(),
    kind: z.literal("region"),
    region: z.string(),
    sites: z.number().describe("How many are in the numbers."),
    stoppedSites: z.number().describe("Those that are not: their owner could not go on with them."),
    zones: z.string().describe("By spaces. `<kpi>.day` is the sum of the sites' own days."),
    asOf: z.number().describe("The oldest moment that one of them is told as of."),
    watermark: z.number().nullable().describe("The earliest of those sites that have one."),
    lastEventAt: z.number().nullable(),
    dayFrom: z.number().nullable().describe("When the first of the sites' days began, and the last."),
    dayFromLast: z.number().nullable(),
    waiting: z.number(),
    waitingPastThreshold: z.number(),
    oldestQueuedAt: z.number().nullable(),
    agentsIdle: z.number(),
    agentsOnContact: z.number(),
    agentsWrapUp: z.number(),
    agentsPaused: z.number(),
    agentsSignedIn: z.number(),
    catchingUp: z.boolean().describe("Of one of them at least."),
    staleSites: z
      .number()
      .describe("How many have a silent source; the next three are of the one that is silent longest, null: none is."),
    staleSite: z.string().nullable(),
    staleSince: z.number().nullable(),
    silentSource: z.string().nullable(),
  })
  .describe("`region:<region>`: now + `<kpi>.<window>`, as one site that had all of its sites' events.");
export type RegionRow = Readonly<z.infer<typeof regionRow>>;
