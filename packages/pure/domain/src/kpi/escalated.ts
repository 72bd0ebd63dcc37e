/**
 * What a manager wants to hear of one by one. Counted when told, for the queue of the segment and the agent who had it; two tellings
 * are two. A complaint is no escalation beside. 0 where there was none. Source: kpi.md, catalogue.
 */
import { EVERYWHERE, type Kpi } from "./kpi.ts";
import { count } from "./made-of.ts";

export const escalated: Kpi = {
  id: "escalated",
  title: "Escalations",
  unit: "count",
  direction: "lower",
  nature: "count",
  scopes: EVERYWHERE,
  ticking: "never",
  formula: "Times a contact was escalated, complaints aside.",
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
  ...count("complaints"),
};
