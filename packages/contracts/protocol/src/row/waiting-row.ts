/** The row of a contact that waits in a queue. */
import { z } from "zod";

export const waitingRow = z
  .object({
    id: z.string(),
    kind: z.literal("waiting"),
    site: z.string(),
    queue: z.string(),
    channel: z.string(),
    contact: z.string(),
    queuedAt: z.number().describe("When it came to this queue: the board lets it tick."),
    dueAt: z
      .number()
      .nullable()
      .describe(
        "The last moment at which the promise of its queue can be kept, by the version it is judged by and in its business time; null: nobody is ever there again.",
      ),
    pastThreshold: z.boolean().describe("That moment is over."),
  })
  .describe(
    "`waiting:<site>:<channel>:<queue>:<contact>`; only in the views `waiting` and `nextToBreach`. Of each queue the 50 that are past the threshold longest and the 50 that are next; `waiting` of the queue's row is how many there are.",
  );
export type WaitingRow = Readonly<z.infer<typeof waitingRow>>;
