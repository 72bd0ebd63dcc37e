/**
 * Abandoned means that the customer gave up. What the system or a key press took out of the queue flowed out, and a
 * callback that was asked for is no abandon either.
 */
import { type Kpi, OF_QUEUES } from "./kpi.ts";
import { count } from "./made-of.ts";
import { after } from "./sources.ts";

export const abandoned: Kpi = {
  id: "abandoned",
  title: "Abandoned",
  unit: "count",
  direction: "lower",
  nature: "count",
  scopes: OF_QUEUES,
  ticking: "never",
  formula: "Segments whose customer left the queue before an answer, short abandons included.",
  sources: [after("connect", "Contacts abandoned"), after("copc", "Abandoned Calls")],
  ...count("abandoned"),
};

export const shortAbandoned: Kpi = {
  id: "shortAbandoned",
  title: "Short abandoned",
  unit: "count",
  direction: "neutral",
  nature: "count",
  scopes: OF_QUEUES,
  ticking: "never",
  formula: "Abandoned segments that waited no longer than the short-abandon limit: misdialled, not impatient.",
  sources: [after("genesysServiceLevel", "Short Abandons")],
  ...count("shortAbandoned"),
};
