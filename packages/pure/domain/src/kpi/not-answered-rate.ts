/**
 * Of the times that agents were called to a contact, how often they let it ring. Over answers and misses, not over alerts told:
 * many sources never tell of an alert that was answered. Null where nobody was called. Source: kpi.md, catalogue (RONA).
 */
import { C } from "../counters.ts";
import { EVERYWHERE, type Kpi, type KpiInput } from "./kpi.ts";
import { share } from "./made-of.ts";

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
  ...share(["notAnswered"], ["notAnswered", "answered"]),
  sample: called,
};
