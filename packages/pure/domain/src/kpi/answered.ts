/** Calls and chats are answered when an agent takes them, e-mails at the first human reply (rule 10). Source: kpi.md, catalogue. */
import { EVERYWHERE, type Kpi } from "./kpi.ts";
import { count } from "./made-of.ts";

export const answered: Kpi = {
  id: "answered",
  title: "Answered",
  unit: "count",
  direction: "higher",
  nature: "count",
  scopes: EVERYWHERE,
  ticking: "never",
  formula: "Segments taken by an agent (e-mail: first human reply).",
  ...count("answered"),
};
