/** Refused segments are outside `offered`: what some reports call "received" is offered + refused (rule 11). */
import { type Kpi, OF_QUEUES } from "./kpi.ts";
import { count } from "./made-of.ts";
import { after } from "./sources.ts";

export const refused: Kpi = {
  id: "refused",
  title: "Refused",
  unit: "count",
  direction: "lower",
  nature: "count",
  scopes: OF_QUEUES,
  ticking: "never",
  counters: ["refusedFull", "refusedEmpty", "refusedClosed", "refusedDiverted"],
  formula: "Contacts turned away before they entered the queue: full, without agents, closed, or diverted.",
  sources: [after("asteriskQueue", "QUEUESTATUS of who may not enter: FULL, JOINEMPTY, JOINUNAVAIL")],
  ...count("refusedFull", "refusedEmpty", "refusedClosed", "refusedDiverted"),
};
