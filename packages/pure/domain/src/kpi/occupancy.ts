/**
 * Of the time agents were there for customers, how much was taken. Paused time is in neither part. State times are
 * wall-clock, so several open chats are one occupied agent. Null for a queue and where nobody signed in (rule 23).
 */
import { C } from "../counters.ts";
import { divide } from "./divide.ts";
import { type Kpi, OF_AGENTS } from "./kpi.ts";
import { after } from "./sources.ts";

export const occupancy: Kpi = {
  id: "occupancy",
  title: "Occupancy",
  unit: "ratio",
  direction: "neutral",
  nature: "measure",
  scopes: OF_AGENTS,
  ticking: "whileSignedIn",
  formula: "Agents' time on contact and in wrap-up ÷ (that + idle time).",
  sources: [after("connect", "Occupancy")],
  read: ({ counters }) => {
    const busy = counters[C.onContactTime]! + counters[C.wrapUpStateTime]!;
    return divide(busy, busy + counters[C.idleTime]!);
  },
};
