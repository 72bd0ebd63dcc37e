/** The rows of single agents. */
import { z } from "zod";

export const agentRow = z
  .object({
    id: z.string(),
    kind: z.literal("agent"),
    site: z.string(),
    agent: z.string(),
    name: z.string(),
    team: z.string().nullable(),
    state: z
      .enum(["idle", "onContact", "wrapUp", "paused", "absent"])
      .describe("`absent`: signed out, and scheduled to be there."),
    since: z.number().describe("Of a pause: with its present reason."),
    scheduled: z.enum(["working", "paused"]).nullable().describe("What he is scheduled to do now; null: nothing."),
    scheduledSince: z
      .number()
      .nullable()
      .describe("Since when there has been something, without a gap; null: nothing is scheduled now."),
    reason: z.string().nullable().describe("Of a pause, where the source gave one; null in every other state."),
    implied: z.boolean().describe("Nobody told that the agent signed in: work or a pause shows it."),
    memberOf: z
      .string()
      .nullable()
      .describe(
        'JSON: queues that he has joined, as sources tell, and whether he is paused there: `[["sales",false]]`; null: none.',
      ),
    asOf: z
      .number()
      .describe("The moment that the day's time in state is told up to; what the agent is doing goes on from there."),
  })
  .describe("`agent:<site>:<agent>`: now + `<kpi>.day`; only in the view `agents`.");
export type AgentRow = Readonly<z.infer<typeof agentRow>>;

export const agentQueueRow = z
  .object({
    id: z.string(),
    kind: z.literal("agentQueue"),
    site: z.string(),
    agent: z.string(),
    name: z.string(),
    queue: z.string(),
    channel: z.string(),
    asOf: z.number().describe("The moment that the day is told up to."),
  })
  .describe(
    "`agentQueue:<site>:<agent>:<queue>:<channel>`; only in the view `agentQueues`, of a site that counts agents by queue: what an agent did of one queue today. Beside these the KPIs of an agent over the day, `<kpi>.day`, but for those of agents' time, which is of no queue.",
  );
export type AgentQueueRow = Readonly<z.infer<typeof agentQueueRow>>;
