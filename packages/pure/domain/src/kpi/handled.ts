/** Later than answered: a segment is handled when its wrap-up is over too. The handle-time averages are over exactly these. Source: kpi.md, catalogue; rule 5a. */
import { EVERYWHERE, type Kpi } from "./kpi.ts";
import { count } from "./made-of.ts";

export const handled: Kpi = {
  id: "handled",
  title: "Handled",
  unit: "count",
  direction: "neutral",
  nature: "count",
  scopes: EVERYWHERE,
  ticking: "never",
  formula: "Answered segments whose handling, wrap-up included, is over.",
  ...count("handled"),
};
