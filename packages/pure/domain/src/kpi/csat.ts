/**
 * Surveys that ask for satisfaction, or say nothing of what they ask for (`data.measure`); null when nobody answered. It counts at the time a survey is answered, for the queue and agent of the segment it rates. A share
 * without the number of its answers says nothing: show `csatCount` beside the other two.
 */
import { C } from "../counters.ts";
import { type Kpi, OF_SURVEYS } from "./kpi.ts";
import { count, score, share } from "./made-of.ts";
import { after } from "./sources.ts";

export const csat: Kpi = {
  id: "csat",
  title: "Customer satisfaction",
  unit: "ratio",
  direction: "higher",
  nature: "measure",
  scopes: OF_SURVEYS,
  ticking: "never",
  formula:
    "Answered surveys in the top two boxes of their own scale (4–5 of 5, 6–7 of 7, 9–10 of 10, thumb up) ÷ answered surveys.",
  sources: [after("delighted", "CSAT: 4 and 5 of 5 ÷ responses"), after("questionpro", "9 and 10 of 10 are satisfied")],
  ...share(["surveysTopTwo"], ["surveys"]),
  sample: ({ counters }) => counters[C.surveys]!,
};

export const csatMean: Kpi = {
  id: "csatMean",
  title: "Mean satisfaction score",
  unit: "score",
  direction: "higher",
  nature: "measure",
  scopes: OF_SURVEYS,
  ticking: "never",
  formula: "Sum of the survey scores, each brought to the scale 1–5, ÷ answered surveys.",
  sources: [after("questionpro", "Mean CSAT", "other scales are brought to 1–5, so that surveys can be compared")],
  ...score(["surveyScore"], ["surveys"]),
  sample: ({ counters }) => counters[C.surveys]!,
};

export const csatCount: Kpi = {
  id: "csatCount",
  title: "Satisfaction surveys answered",
  unit: "count",
  direction: "neutral",
  nature: "count",
  scopes: OF_SURVEYS,
  ticking: "never",
  counters: ["surveys"],
  formula: "Surveys of satisfaction answered in the span.",
  sources: [after("delighted", "Total number of responses")],
  ...count("surveys"),
};
