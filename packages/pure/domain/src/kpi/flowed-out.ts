/** Never counted as abandoned, although some phone systems' second feed says so. Source: kpi.md, catalogue and case 5. */
import { type Kpi, OF_QUEUES } from "./kpi.ts";
import { count } from "./made-of.ts";

export const flowedOut: Kpi = {
  id: "flowedOut",
  title: "Flowed out",
  unit: "count",
  direction: "neutral",
  nature: "count",
  scopes: OF_QUEUES,
  ticking: "never",
  formula:
    "Segments that left the queue unanswered but not by giving up: timeout, overflow, key, voicemail, callback, closing, lost.",
  ...count("flowedOut"),
};
