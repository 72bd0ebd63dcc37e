/**
 * What a manager wants to hear of one by one. Counted when told, for the queue of the segment and the agent who had it; two tellings
 * are two. A complaint is no escalation beside. 0 where there was none.
 */
import { EVERYWHERE, type Kpi } from "./kpi.ts";
import { count } from "./made-of.ts";
import { after, ours } from "./sources.ts";

export const escalated: Kpi = {
  id: "escalated",
  title: "Escalations",
  unit: "count",
  direction: "lower",
  nature: "count",
  scopes: EVERYWHERE,
  ticking: "never",
  formula: "Times a contact was escalated, complaints aside.",
  sources: [ours("what the source calls an escalation: no two products agree on what one is")],
  ...count("escalated"),
};

export const complaints: Kpi = {
  id: "complaints",
  title: "Complaints",
  unit: "count",
  direction: "lower",
  nature: "count",
  scopes: EVERYWHERE,
  ticking: "never",
  formula: "Times a customer's complaint was told of a contact.",
  sources: [after("iso10002", "complaint", "as the source tells of one")],
  ...count("complaints"),
};
