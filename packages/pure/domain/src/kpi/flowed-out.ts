/** Never counted as abandoned, although some phone systems' second feed says so. */
import { type Kpi, OF_QUEUES } from "./kpi.ts";
import { count } from "./made-of.ts";
import { after } from "./sources.ts";

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
  sources: [after("genesys", "Flow-out"), after("asteriskQueue", "QUEUESTATUS of who is neither answered nor hung up")],
  ...count("flowedOut"),
};
