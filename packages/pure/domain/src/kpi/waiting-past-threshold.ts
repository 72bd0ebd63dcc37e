/**
 * What is overdue: of a mail queue the backlog past its due time. The threshold is the one in force when the segment was queued. 0 where
 * nobody waits so long; not applicable to teams and agents.
 */
import { type Kpi, OF_QUEUES } from "./kpi.ts";
import { count } from "./made-of.ts";
import { after } from "./sources.ts";

export const waitingPastThreshold: Kpi = {
  id: "waitingPastThreshold",
  title: "Waiting past the threshold",
  unit: "count",
  direction: "lower",
  nature: "moment",
  scopes: OF_QUEUES,
  ticking: "pastThreshold",
  formula: "Segments in the queue at the end of the span that have waited longer than the answer threshold.",
  sources: [after("cisco", "service level event of who still waits")],
  ...count("waitingPastThreshold"),
};
