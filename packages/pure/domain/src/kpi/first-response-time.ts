/** Only a human's reply counts: a bot or an automatic receipt answers nobody. In the time of the queue's policy (rule 10). */
import { C } from "../counters.ts";
import { divide } from "./divide.ts";
import { type Kpi, OF_QUEUES } from "./kpi.ts";

export const firstResponseTime: Kpi = {
  id: "firstResponseTime",
  title: "First response time",
  unit: "seconds",
  direction: "lower",
  nature: "measure",
  scopes: OF_QUEUES,
  ticking: "never",
  formula: "Time from entering the queue to the first human reply of a chat or e-mail ÷ segments with such a reply.",
  read: ({ counters }) => divide(counters[C.firstResponseTime]! / 1000, counters[C.firstResponses]!),
  sample: ({ counters }) => counters[C.firstResponses]!,
};
