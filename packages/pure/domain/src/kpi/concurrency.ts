/**
 * Chats at the same time. Talk times of chats that overlap count the same minute twice: so handle time is told once more by the time
 * agents were really taken. A talk counts when it ends and an agent's time as it passes, so the two meet over hours rather than
 * minutes. Null where nobody was on contact, or nothing handled; not applicable to queues.
 */
import { C } from "../counters.ts";
import { divide } from "./divide.ts";
import { type Kpi, OF_AGENTS } from "./kpi.ts";
import { after, ours } from "./sources.ts";

export const averageConcurrency: Kpi = {
  id: "averageConcurrency",
  title: "Average concurrency",
  unit: "number",
  direction: "neutral",
  nature: "measure",
  scopes: OF_AGENTS,
  ticking: "whileSignedIn",
  formula: "Talk and hold time of segments whose talk has ended ÷ agents' time with at least one open contact.",
  sources: [
    after(
      "little",
      "L = λW: the mean number at once is the time spent in all of them ÷ the time that passed",
      "over the time in which there is any",
    ),
  ],
  read: ({ counters }) => divide(counters[C.talkTime]! + counters[C.holdTime]!, counters[C.onContactTime]!),
  sample: ({ counters }) => counters[C.talkEnded]!,
};

export const activeHandleTime: Kpi = {
  id: "activeHandleTime",
  title: "Active handle time",
  unit: "seconds",
  direction: "neutral",
  nature: "measure",
  scopes: OF_AGENTS,
  ticking: "whileSignedIn",
  formula: "Agents' time on contact and in wrap-up, however many contacts at once ÷ handled.",
  sources: [
    ours("handle times by the clock count a minute with three chats three times; an agent's time counts it once"),
  ],
  read: ({ counters }) =>
    divide((counters[C.onContactTime]! + counters[C.wrapUpStateTime]!) / 1000, counters[C.handled]!),
  sample: ({ counters }) => counters[C.handled]!,
};
