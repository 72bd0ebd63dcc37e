/**
 * Customer effort score: how easy it was, on 1–7 (7: "they made it easy", the second version of the score), other scales brought to
 * it. Null when nobody answered.
 */
import { C } from "../counters.ts";
import { type Kpi, OF_SURVEYS } from "./kpi.ts";
import { count, score } from "./made-of.ts";
import { after } from "./sources.ts";

export const ces: Kpi = {
  id: "ces",
  title: "Customer effort score",
  unit: "effort",
  direction: "higher",
  nature: "measure",
  scopes: OF_SURVEYS,
  ticking: "never",
  formula: "Sum of the scores of surveys of effort, each brought to the scale 1–7 where 7 is the easiest, ÷ answers.",
  sources: [
    after(
      "dixon",
      "Customer Effort Score 2.0: they made it easy, on 1–7",
      "the mean of all answers; other scales are brought to it",
    ),
  ],
  ...score(["cesScore"], ["cesAnswers"]),
  sample: ({ counters }) => counters[C.cesAnswers]!,
};

export const cesCount: Kpi = {
  id: "cesCount",
  title: "Effort surveys answered",
  unit: "count",
  direction: "neutral",
  nature: "count",
  scopes: OF_SURVEYS,
  ticking: "never",
  counters: ["cesAnswers"],
  formula: "Surveys of effort answered in the span.",
  sources: [after("dixon", "Customer Effort Score 2.0")],
  ...count("cesAnswers"),
};
