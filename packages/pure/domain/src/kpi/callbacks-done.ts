/**
 * A contact that says which one it calls back (`data.callbackOf`) and is answered: the promise kept. Counted once for the contact, when
 * and where it is first answered. 0 where none was; not applicable to teams and agents.
 */
import { type Kpi, OF_QUEUES } from "./kpi.ts";
import { count } from "./made-of.ts";
import { after } from "./sources.ts";

export const callbacksDone: Kpi = {
  id: "callbacksDone",
  title: "Callbacks done",
  unit: "count",
  direction: "higher",
  nature: "count",
  scopes: OF_QUEUES,
  ticking: "never",
  formula: "Contacts that call a customer back who asked for it, answered.",
  sources: [after("connect", "Callback contacts handled")],
  ...count("callbacksDone"),
};
