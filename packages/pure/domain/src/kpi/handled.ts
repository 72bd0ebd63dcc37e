/** Later than answered: a segment is handled when its wrap-up is over too. The handle-time averages are over exactly these. */
import { C } from "../counters.ts";
import { EVERYWHERE, type Kpi } from "./kpi.ts";

export const handled: Kpi = {
  id: "handled",
  title: "Handled",
  unit: "count",
  direction: "neutral",
  nature: "count",
  scopes: EVERYWHERE,
  ticking: "never",
  formula: "Answered segments whose handling, wrap-up included, is over.",
  read: ({ counters }) => counters[C.handled]!,
};
