/**
 * Refusals by reason: parts of `refused`, which they sum to, and what other reports call received. 0 where none was refused; not
 * applicable to teams and agents. Rule 11.
 */
import type { CounterName } from "../counters.ts";
import { type Kpi, OF_QUEUES } from "./kpi.ts";
import { count } from "./made-of.ts";
import { after, ours, type Source } from "./sources.ts";

export const refusalsByReason: readonly Kpi[] = [
  refusals(
    "full",
    "refusedFull",
    "full",
    "because as many as it takes were waiting",
    after("asteriskQueue", "QUEUESTATUS FULL"),
  ),
  refusals(
    "empty",
    "refusedEmpty",
    "no agents",
    "because it had no agents",
    after("asteriskQueue", "QUEUESTATUS JOINEMPTY, JOINUNAVAIL"),
  ),
  refusals(
    "closed",
    "refusedClosed",
    "closed",
    "because it was closed",
    ours("a call to a closed queue is no contact that anybody could have answered"),
  ),
  refusals(
    "diverted",
    "refusedDiverted",
    "diverted",
    "and sent elsewhere by a rule of the phone system",
    ours("who is sent elsewhere before the queue never waited in it"),
  ),
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
  sources: [ours("what many reports call received or total: of queues, whoever they turned away too")],
  ...count("offered", "refusedFull", "refusedEmpty", "refusedClosed", "refusedDiverted"),
};

function refusals(reason: string, counter: CounterName, title: string, why: string, source: Source): Kpi {
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
    sources: [source],
    ...count(counter),
  };
}
