/** Later than answered: a segment is handled when its wrap-up is over too. The handle-time averages are over exactly these. Rule 5a. */
import { EVERYWHERE, type Kpi } from "./kpi.ts";
import { count } from "./made-of.ts";
import { after } from "./sources.ts";

export const handled: Kpi = {
  id: "handled",
  title: "Handled",
  unit: "count",
  direction: "neutral",
  nature: "count",
  scopes: EVERYWHERE,
  ticking: "never",
  formula: "Answered segments whose handling, wrap-up included, is over.",
  sources: [after("connect", "Contacts handled", "when wrap-up is over, too")],
  ...count("handled"),
};
