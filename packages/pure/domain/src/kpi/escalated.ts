/**
 * What a manager wants to hear of one by one. Counted when told, for the queue of the segment and the agent who had it; two tellings
 * are two. A complaint is no escalation beside. 0 where there was none. Source: kpi.md, catalogue.
 */
import { C } from "../counters.ts";
import { EVERYWHERE, type Kpi } from "./kpi.ts";

export const escalated: Kpi = {
  id: "escalated",
  title: "Escalations",
  unit: "count",
  direction: "lower",
  nature: "count",
  scopes: EVERYWHERE,
  ticking: "never",
  formula: "Times a contact was escalated, complaints aside.",
  read: ({ counters }) => counters[C.escalated]!,
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
  read: ({ counters }) => counters[C.complaints]!,
};
