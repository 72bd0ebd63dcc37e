/** A contact that moves through three queues is offered three times: whoever asks how many customers came reads this. Source: rule 5d. */
import { type Kpi, OF_QUEUES } from "./kpi.ts";
import { count } from "./made-of.ts";

export const contacts: Kpi = {
  id: "contacts",
  title: "Contacts",
  unit: "count",
  direction: "neutral",
  nature: "count",
  scopes: OF_QUEUES,
  ticking: "never",
  formula: "Contacts, by the queue and time of their first segment.",
  ...count("contacts"),
};
