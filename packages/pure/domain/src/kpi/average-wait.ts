/** What a customer went through, answered or not; flowed-out segments are left out, their wait was the system's choice. Source: rule 13. */
import { type Kpi, OF_QUEUES } from "./kpi.ts";
import { seconds } from "./made-of.ts";

export const averageWait: Kpi = {
  id: "averageWait",
  title: "Average wait",
  unit: "seconds",
  direction: "lower",
  nature: "measure",
  scopes: OF_QUEUES,
  ticking: "never",
  formula: "Wait of answered and abandoned segments ÷ (answered + abandoned).",
  ...seconds(["answeredWait", "abandonedWait"], ["answered", "abandoned"]),
};
