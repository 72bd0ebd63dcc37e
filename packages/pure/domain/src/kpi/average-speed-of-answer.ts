/** Queue time only, without the menu before it; over the answered, never over the abandoned. */
import { EVERYWHERE, type Kpi } from "./kpi.ts";
import { seconds } from "./made-of.ts";

export const averageSpeedOfAnswer: Kpi = {
  id: "averageSpeedOfAnswer",
  title: "Average speed of answer",
  unit: "seconds",
  direction: "lower",
  nature: "measure",
  scopes: EVERYWHERE,
  ticking: "never",
  formula: "Wait of answered segments ÷ answered.",
  ...seconds(["answeredWait"], ["answered"]),
};
