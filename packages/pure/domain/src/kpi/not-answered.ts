/** Several agents may be alerted for one segment: this counts the alerts, and the segment may still be answered. */
import { EVERYWHERE, type Kpi } from "./kpi.ts";
import { count } from "./made-of.ts";
import { after } from "./sources.ts";

export const notAnswered: Kpi = {
  id: "notAnswered",
  title: "Rang without answer",
  unit: "count",
  direction: "lower",
  nature: "count",
  scopes: EVERYWHERE,
  ticking: "never",
  formula: "Times an agent was alerted and did not answer.",
  sources: [after("asteriskLog", "RINGNOANSWER"), after("connect", "Agent non-response")],
  ...count("notAnswered"),
};
