/**
 * Of the times that agents were called to a contact, how often they let it ring. Over answers and misses, not over alerts told:
 * many sources never tell of an alert that was answered. Null where nobody was called.
 */
import { C } from "../counters.ts";
import { EVERYWHERE, type Kpi, type KpiInput } from "./kpi.ts";
import { share } from "./made-of.ts";
import { after } from "./sources.ts";

const called = ({ counters }: KpiInput): number => counters[C.notAnswered]! + counters[C.answered]!;

export const notAnsweredRate: Kpi = {
  id: "notAnsweredRate",
  title: "Rang without answer, rate",
  unit: "ratio",
  direction: "lower",
  nature: "measure",
  scopes: EVERYWHERE,
  ticking: "never",
  formula: "Rang without answer ÷ (rang without answer + answered).",
  sources: [after("connect", "Agent answer rate", "the rest of it to 1")],
  ...share(["notAnswered"], ["notAnswered", "answered"]),
  sample: called,
};
