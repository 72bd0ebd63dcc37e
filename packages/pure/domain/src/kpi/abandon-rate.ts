/**
 * Over offered (rule 13). By outcome time a short window may hold more abandons than it was offered, because they were
 * queued before it began: the share then exceeds 1 and is shown as it is.
 */
import { C } from "../counters.ts";
import { divide } from "./divide.ts";
import { type Kpi, OF_QUEUES } from "./kpi.ts";

export const abandonRate: Kpi = {
  id: "abandonRate",
  title: "Abandon rate",
  unit: "ratio",
  direction: "lower",
  nature: "measure",
  scopes: OF_QUEUES,
  ticking: "never",
  formula: "Abandoned ÷ offered.",
  read: ({ counters }) => divide(counters[C.abandoned]!, counters[C.offered]!),
};

export const abandonRateWithoutShort: Kpi = {
  id: "abandonRateWithoutShort",
  title: "Abandon rate without short abandons",
  unit: "ratio",
  direction: "lower",
  nature: "measure",
  scopes: OF_QUEUES,
  ticking: "never",
  formula: "(Abandoned − short abandoned) ÷ (offered − short abandoned).",
  read: ({ counters }) =>
    divide(counters[C.abandoned]! - counters[C.shortAbandoned]!, counters[C.offered]! - counters[C.shortAbandoned]!),
};
