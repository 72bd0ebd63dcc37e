/**
 * Queue time only, without the menu before it; over the answered, never over the abandoned. Not applicable to teams and agents: a
 * wait is of the queue, and a contact that several of them took has one.
 * Source: kpi.md, catalogue.
 */
import { type Kpi, OF_QUEUES } from "./kpi.ts";
import { seconds } from "./made-of.ts";

export const averageSpeedOfAnswer: Kpi = {
  id: "averageSpeedOfAnswer",
  title: "Average speed of answer",
  unit: "seconds",
  direction: "lower",
  nature: "measure",
  scopes: OF_QUEUES,
  ticking: "never",
  formula: "Wait of answered segments ÷ answered.",
  ...seconds(["answeredWait"], ["answered"]),
};
