/** Counted where the contact left; the queue it went to is offered a new segment. */
import { EVERYWHERE, type Kpi } from "./kpi.ts";
import { count } from "./made-of.ts";
import { after } from "./sources.ts";

export const transferred: Kpi = {
  id: "transferred",
  title: "Transferred",
  unit: "count",
  direction: "neutral",
  nature: "count",
  scopes: EVERYWHERE,
  ticking: "never",
  formula: "Answered segments handed on by the agent, blind or attended.",
  sources: [after("connect", "Contacts transferred out")],
  ...count("transferred"),
};
