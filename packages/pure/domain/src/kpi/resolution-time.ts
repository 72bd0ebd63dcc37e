/**
 * From the contact's first queue, or from its being opened again, to its resolution: each life has its own. A segment that is resolved
 * again counts once. In the time of the queue's policy (`elapsed`). What ends without `resolved` has none. Null where none was
 * resolved; not applicable to calls' queues (null), teams and agents. Rule 5c.
 */
import { C } from "../counters.ts";
import { type Kpi, OF_QUEUES } from "./kpi.ts";
import { count, seconds } from "./made-of.ts";
import { after } from "./sources.ts";

export const resolutionTime: Kpi = {
  id: "resolutionTime",
  title: "Resolution time",
  unit: "seconds",
  direction: "lower",
  nature: "measure",
  scopes: OF_QUEUES,
  ticking: "never",
  formula:
    "Time from entering the first queue, or from being opened again, to the resolution of chats and e-mails ÷ resolved.",
  sources: [after("zendesk", "Full resolution time", "begins again when the contact is opened anew")],
  ...seconds(["resolutionTime"], ["resolutions"]),
  sample: ({ counters }) => counters[C.resolutions]!,
};

export const resolved: Kpi = {
  id: "resolved",
  title: "Resolved",
  unit: "count",
  direction: "higher",
  nature: "count",
  scopes: OF_QUEUES,
  ticking: "never",
  counters: ["resolutions"],
  formula: "Segments of chats and e-mails that were resolved, with or without a human.",
  sources: [after("connect", "Cases resolved")],
  ...count("resolutions"),
};
