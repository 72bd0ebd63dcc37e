/** A transfer offers again in the next queue: this counts segments, not contacts. Refused segments never entered a queue. */
import { type Kpi, OF_QUEUES } from "./kpi.ts";
import { count } from "./made-of.ts";
import { after } from "./sources.ts";

export const offered: Kpi = {
  id: "offered",
  title: "Offered",
  unit: "count",
  direction: "neutral",
  nature: "count",
  scopes: OF_QUEUES,
  ticking: "never",
  formula: "Segments that entered the queue, at the time they were queued.",
  sources: [after("genesys", "Offered"), after("connect", "Contacts queued (enqueue timestamp)")],
  ...count("offered"),
};
