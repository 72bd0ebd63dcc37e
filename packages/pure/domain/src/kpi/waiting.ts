/** Who waits at the end of what is read; live: now. */
import { type Kpi, OF_QUEUES } from "./kpi.ts";
import { count } from "./made-of.ts";
import { after } from "./sources.ts";

export const waiting: Kpi = {
  id: "waiting",
  title: "Waiting",
  unit: "count",
  direction: "lower",
  nature: "moment",
  scopes: OF_QUEUES,
  ticking: "never",
  formula: "Segments in the queue at the end of the span.",
  sources: [after("connect", "In queue")],
  ...count("waiting"),
};
