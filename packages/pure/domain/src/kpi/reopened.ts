/** A part of what is offered: the same contact again. Rule 5c. */
import { type Kpi, OF_QUEUES } from "./kpi.ts";
import { count } from "./made-of.ts";
import { after } from "./sources.ts";

export const reopened: Kpi = {
  id: "reopened",
  title: "Reopened",
  unit: "count",
  direction: "lower",
  nature: "count",
  scopes: OF_QUEUES,
  ticking: "never",
  formula:
    "Segments offered because a resolved contact was opened again, by whoever reopened it or by the customer's message.",
  sources: [after("connect", "Cases reopened", "by the customer's message, too")],
  ...count("reopened"),
};
