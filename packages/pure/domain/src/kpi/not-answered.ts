/** Several agents may be alerted for one segment: this counts the alerts, and the segment may still be answered. Source: kpi.md, catalogue. */
import { EVERYWHERE, type Kpi } from "./kpi.ts";
import { count } from "./made-of.ts";

export const notAnswered: Kpi = {
  id: "notAnswered",
  title: "Rang without answer",
  unit: "count",
  direction: "lower",
  nature: "count",
  scopes: EVERYWHERE,
  ticking: "never",
  formula: "Times an agent was alerted and did not answer.",
  ...count("notAnswered"),
};
