/**
 * Queue time only, without the menu before it; over the answered, never over the abandoned. Not applicable to teams and agents: a
 * wait is of the queue, and a contact that several of them took has one.
 */
import { type Kpi, OF_QUEUES } from "./kpi.ts";
import { seconds } from "./made-of.ts";
import { after } from "./sources.ts";

export const averageSpeedOfAnswer: Kpi = {
  id: "averageSpeedOfAnswer",
  title: "Average speed of answer",
  unit: "seconds",
  direction: "lower",
  nature: "measure",
  scopes: OF_QUEUES,
  ticking: "never",
  formula: "Wait of answered segments ÷ answered.",
  sources: [after("connect", "Average queue answer time"), after("genesys", "ASA")],
  ...seconds(["answeredWait"], ["answered"]),
};
