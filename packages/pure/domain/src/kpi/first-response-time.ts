/** Only a human's reply counts: a bot or an automatic receipt answers nobody. In the time of the queue's policy (rule 10). Rule 5c. */
import { C } from "../counters.ts";
import { type Kpi, OF_QUEUES } from "./kpi.ts";
import { seconds } from "./made-of.ts";
import { after } from "./sources.ts";

export const firstResponseTime: Kpi = {
  id: "firstResponseTime",
  title: "First response time",
  unit: "seconds",
  direction: "lower",
  nature: "measure",
  scopes: OF_QUEUES,
  ticking: "never",
  formula: "Time from entering the queue to the first human reply of a chat or e-mail ÷ segments with such a reply.",
  sources: [after("zendeskFirstReply", "First reply time", "from the queue, and again after being opened anew")],
  ...seconds(["firstResponseTime"], ["firstResponses"]),
  sample: ({ counters }) => counters[C.firstResponses]!,
};
