/** What a customer went through, answered or not; flowed-out segments are left out, their wait was the system's choice. */
import { C } from "../counters.ts";
import { divide } from "./divide.ts";
import { type Kpi, OF_QUEUES } from "./kpi.ts";

export const averageWait: Kpi = {
  id: "averageWait",
  title: "Average wait",
  unit: "seconds",
  direction: "lower",
  nature: "measure",
  scopes: OF_QUEUES,
  ticking: "never",
  formula: "Wait of answered and abandoned segments ÷ (answered + abandoned).",
  read: ({ counters }) =>
    divide(
      (counters[C.answeredWait]! + counters[C.abandonedWait]!) / 1000,
      counters[C.answered]! + counters[C.abandoned]!,
    ),
};
