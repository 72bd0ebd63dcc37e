/** Calls and chats are answered when an agent takes them, e-mails at the first human reply (rule 10). */
import { EVERYWHERE, type Kpi } from "./kpi.ts";
import { count } from "./made-of.ts";
import { after } from "./sources.ts";

export const answered: Kpi = {
  id: "answered",
  title: "Answered",
  unit: "count",
  direction: "higher",
  nature: "count",
  scopes: EVERYWHERE,
  ticking: "never",
  formula: "Segments taken by an agent (e-mail: first human reply).",
  sources: [after("genesys", "Answered", "counted of each queue that a contact is in")],
  ...count("answered"),
};
