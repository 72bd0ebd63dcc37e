/**
 * How long who joins the queue now will wait, by what its agents did in the span: everybody before, and oneself, at the pace of its
 * answers. Where nobody waits it is what the answered waited. It knows nothing of who will leave, and assumes that the pace stays: on
 * purpose a formula that fits on a board. Null where nobody was answered in the span, and where the span's length is not known (a
 * row's day); not applicable to sites: queues do not wait for each other.
 */
import { C } from "../counters.ts";
import { divide } from "./divide.ts";
import type { Kpi } from "./kpi.ts";
import { after } from "./sources.ts";

export const expectedWait: Kpi = {
  id: "expectedWait",
  title: "Expected wait",
  unit: "seconds",
  direction: "lower",
  nature: "measure",
  scopes: ["queue"],
  ticking: "never",
  formula:
    "(Waiting + 1) × length of the span ÷ answered in it; where nobody waits, the average speed of answer of the span.",
  sources: [
    after("little", "W = L ÷ λ, the place in the queue ÷ the pace at which it is answered"),
    after("ccai", "EWT", "by the pace of answers, not by durations and agents"),
  ],
  read: ({ counters, live, spanMs }) => {
    const answered = counters[C.answered]!;
    if (spanMs === undefined) return null;
    const time = live.waiting === 0 ? counters[C.answeredWait]! : (live.waiting + 1) * spanMs;
    return divide(time / 1000, answered);
  },
  sample: ({ counters }) => counters[C.answered]!,
};
