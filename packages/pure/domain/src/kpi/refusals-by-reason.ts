/**
 * Refusals by reason: parts of `refused`, which they sum to, and what other reports call received. 0 where none was refused; not
 * applicable to teams and agents. Source: rule 11.
 */
import type { CounterName } from "../counters.ts";
import { type Kpi, OF_QUEUES } from "./kpi.ts";
import { count } from "./made-of.ts";

export const refusalsByReason: readonly Kpi[] = [
  refusals("full", "refusedFull", "full", "because as many as it takes were waiting"),
  refusals("empty", "refusedEmpty", "no agents", "because it had no agents"),
  refusals("closed", "refusedClosed", "closed", "because it was closed"),
  refusals("diverted", "refusedDiverted", "diverted", "and sent elsewhere by a rule of the phone system"),
];

export const received: Kpi = {
  id: "received",
  title: "Received",
  unit: "count",
  direction: "neutral",
  nature: "count",
  scopes: OF_QUEUES,
  ticking: "never",
  counters: ["offered", "refusedFull", "refusedEmpty", "refusedClosed", "refusedDiverted"],
  formula: "Offered + refused: whoever wanted to enter the queue, in or not.",
  ...count("offered", "refusedFull", "refusedEmpty", "refusedClosed", "refusedDiverted"),
};

function refusals(reason: string, counter: CounterName, title: string, why: string): Kpi {
  return {
    id: counter,
    title: `Refused: ${title}`,
    unit: "count",
    direction: "lower",
    nature: "count",
    scopes: OF_QUEUES,
    ticking: "never",
    counters: [counter],
    part: { of: "refused", label: "reason", value: reason },
    formula: `Contacts turned away before they entered the queue, ${why}.`,
    ...count(counter),
  };
}
