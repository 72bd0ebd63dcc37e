/**
 * Over offered (rule 13). By outcome time a short window may hold more abandons than it was offered, because they were
 * queued before it began: the share then exceeds 1 and is shown as it is.
 */
import { type Kpi, OF_QUEUES } from "./kpi.ts";
import { share } from "./made-of.ts";
import { after } from "./sources.ts";

export const abandonRate: Kpi = {
  id: "abandonRate",
  title: "Abandon rate",
  unit: "ratio",
  direction: "lower",
  nature: "measure",
  scopes: OF_QUEUES,
  ticking: "never",
  formula: "Abandoned ÷ offered.",
  sources: [after("connect", "Abandonment rate"), after("genesys", "Abandon %")],
  ...share(["abandoned"], ["offered"]),
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
  sources: [
    after(
      "genesysServiceLevel",
      "Include Short Abandons in Calculation",
      "taken off both sides of the abandon rate, as there off the service level",
    ),
  ],
  ...share({ of: ["abandoned"], less: ["shortAbandoned"] }, { of: ["offered"], less: ["shortAbandoned"] }),
};
