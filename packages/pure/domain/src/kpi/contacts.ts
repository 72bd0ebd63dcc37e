/** A contact that moves through three queues is offered three times: whoever asks how many customers came reads this. Rule 5d. */
import { type Kpi, OF_QUEUES } from "./kpi.ts";
import { count } from "./made-of.ts";
import { after } from "./sources.ts";

export const contacts: Kpi = {
  id: "contacts",
  title: "Contacts",
  unit: "count",
  direction: "neutral",
  nature: "count",
  scopes: OF_QUEUES,
  ticking: "never",
  formula: "Contacts, by the queue and time of their first segment.",
  sources: [after("connect", "Contacts incoming", "counted in the first queue, not where the contact begins")],
  ...count("contacts"),
};
