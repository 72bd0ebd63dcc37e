/** Queue time only, without the menu before it; over the answered, never over the abandoned. */
import { C } from "../counters.ts";
import { divide } from "./divide.ts";
import { EVERYWHERE, type Kpi } from "./kpi.ts";

export const averageSpeedOfAnswer: Kpi = {
  id: "averageSpeedOfAnswer",
  title: "Average speed of answer",
  unit: "seconds",
  direction: "lower",
  nature: "measure",
  scopes: EVERYWHERE,
  ticking: "never",
  formula: "Wait of answered segments ÷ answered.",
  read: ({ counters }) => divide(counters[C.answeredWait]! / 1000, counters[C.answered]!),
};
