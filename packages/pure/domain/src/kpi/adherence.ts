/**
 * Whether agents were where they were scheduled to be: who works when a pause is scheduled keeps to it as little as who pauses, or is
 * gone, when work is. Time that nobody scheduled counts on neither side, so it is null where there is no schedule; a schedule that is
 * told late or put right restates it. Not applicable to queues (rule 23).
 */
import { C } from "../counters.ts";
import { divide } from "./divide.ts";
import { type Kpi, OF_AGENTS } from "./kpi.ts";
import { after } from "./sources.ts";

export const adherence: Kpi = {
  id: "adherence",
  title: "Adherence",
  unit: "ratio",
  direction: "higher",
  nature: "measure",
  scopes: OF_AGENTS,
  ticking: "whileSignedIn",
  formula:
    "Agents' time in the state they were scheduled for (idle, on contact or in wrap-up while scheduled to work, paused while scheduled to pause) ÷ scheduled time.",
  sources: [after("connect", "Adherence")],
  read: ({ counters }) => divide(counters[C.adherentTime]!, counters[C.scheduledTime]!),
};
