/** A contact that moves through three queues is offered three times: whoever asks how many customers came reads this. */
import { C } from "../counters.ts";
import { type Kpi, OF_QUEUES } from "./kpi.ts";

export const contacts: Kpi = {
  id: "contacts",
  title: "Contacts",
  unit: "count",
  direction: "neutral",
  nature: "count",
  scopes: OF_QUEUES,
  ticking: "never",
  formula: "Contacts, by the queue and time of their first segment.",
  read: ({ counters }) => counters[C.contacts]!,
};
