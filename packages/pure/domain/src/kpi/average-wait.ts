/** What a customer went through, answered or not; flowed-out segments are left out, their wait was the system's choice. Rule 13. */
import { type Kpi, OF_QUEUES } from "./kpi.ts";
import { seconds } from "./made-of.ts";
import { after } from "./sources.ts";

export const averageWait: Kpi = {
  id: "averageWait",
  title: "Average wait",
  unit: "seconds",
  direction: "lower",
  nature: "measure",
  scopes: OF_QUEUES,
  ticking: "never",
  formula: "Wait of answered and abandoned segments ÷ (answered + abandoned).",
  sources: [after("genesys", "Average wait", "over who was answered or gave up; who flowed out is left out")],
  ...seconds(["answeredWait", "abandonedWait"], ["answered", "abandoned"]),
};
