/**
 * What is overdue: of a mail queue the backlog past its due time. The threshold is the one in force when the segment was queued. 0 where
 * nobody waits so long; not applicable to teams and agents. Source: kpi.md, "decided at T" and backlog.
 */
import { type Kpi, OF_QUEUES } from "./kpi.ts";
import { count } from "./made-of.ts";

export const waitingPastThreshold: Kpi = {
  id: "waitingPastThreshold",
  title: "Waiting past the threshold",
  unit: "count",
  direction: "lower",
  nature: "moment",
  scopes: OF_QUEUES,
  ticking: "pastThreshold",
  formula: "Segments in the queue at the end of the span that have waited longer than the answer threshold.",
  ...count("waitingPastThreshold"),
};
