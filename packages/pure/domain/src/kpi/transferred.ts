/** Counted where the contact left; the queue it went to is offered a new segment. */
import { C } from "../counters.ts";
import { EVERYWHERE, type Kpi } from "./kpi.ts";

export const transferred: Kpi = {
  id: "transferred",
  title: "Transferred",
  unit: "count",
  direction: "neutral",
  nature: "count",
  scopes: EVERYWHERE,
  ticking: "never",
  formula: "Answered segments handed on by the agent, blind or attended.",
  read: ({ counters }) => counters[C.transferred]!,
};
