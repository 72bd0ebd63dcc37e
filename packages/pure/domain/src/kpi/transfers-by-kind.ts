/**
 * How contacts were handed on, where the source says so (`data.kind`). Blind and after consulting are parts of `transferred`; what
 * names neither is in the sum alone, so the two need not make it up. Counted where the contact left. Counts are 0 where none was;
 * the rate is null where nothing was answered. Of an agent both count legs. Rule 5a.
 */
import { C, type CounterName } from "../counters.ts";
import { EVERYWHERE, type Kpi } from "./kpi.ts";
import { count, share } from "./made-of.ts";
import { after } from "./sources.ts";

export const transferredBlind = transfers(
  "transferredBlind",
  "Transferred blind",
  "without speaking to who takes it",
  "BLINDTRANSFER",
);
export const transferredConsult = transfers(
  "transferredConsult",
  "Transferred after consulting",
  "after speaking to who takes it (attended)",
  "ATTENDEDTRANSFER",
);

/** A segment that several agents hand on counts more than once: in a queue it may exceed 1 and is shown as it is. */
export const transferRate: Kpi = {
  id: "transferRate",
  title: "Transfer rate",
  unit: "ratio",
  direction: "neutral",
  nature: "measure",
  scopes: EVERYWHERE,
  ticking: "never",
  formula: "Transferred ÷ answered.",
  sources: [after("connect", "Contacts transferred out", "as a share of who was answered")],
  ...share(["transferred"], ["answered"]),
  sample: ({ counters }) => counters[C.answered]!,
};

function transfers(counter: CounterName, title: string, how: string, says: string): Kpi {
  return {
    id: counter,
    title,
    unit: "count",
    direction: "neutral",
    nature: "count",
    scopes: EVERYWHERE,
    ticking: "never",
    formula: `Answered segments handed on by the agent ${how}, where the source tells.`,
    sources: [after("asteriskLog", says)],
    ...count(counter),
  };
}
