/**
 * How long those waited who gave up, short abandons included: how patient customers are, seen from those who ran out of it. It is
 * no part of the speed of answer. Null when nobody gave up; not applicable to teams and agents.
 */
import { C } from "../counters.ts";
import { type Kpi, OF_QUEUES } from "./kpi.ts";
import { seconds } from "./made-of.ts";
import { after } from "./sources.ts";

export const averageTimeToAbandon: Kpi = {
  id: "averageTimeToAbandon",
  title: "Average time to abandon",
  unit: "seconds",
  direction: "neutral",
  nature: "measure",
  scopes: OF_QUEUES,
  ticking: "never",
  formula: "Wait of abandoned segments ÷ abandoned.",
  sources: [after("connect", "Average queue abandon time"), after("genesys", "Average abandon")],
  ...seconds(["abandonedWait"], ["abandoned"]),
  sample: ({ counters }) => counters[C.abandoned]!,
};
