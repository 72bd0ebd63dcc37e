/**
 * Net promoter score: from −100 to 100, and no percentage. Promoters answer 9 or 10, detractors 0 to 6, of "would you recommend us?"
 * on 0–10; on another scale it cannot be told, and such an answer counts nowhere (`no_effect`). Null when nobody answered.
 */
import { C } from "../counters.ts";
import { type Kpi, OF_SURVEYS } from "./kpi.ts";
import { count, share } from "./made-of.ts";
import { after } from "./sources.ts";

export const nps: Kpi = {
  id: "nps",
  title: "Net promoter score",
  unit: "points",
  direction: "higher",
  nature: "measure",
  scopes: OF_SURVEYS,
  ticking: "never",
  formula: "100 × (promoters, 9–10 − detractors, 0–6) ÷ answers, of surveys of recommendation on 0–10.",
  sources: [after("reichheld", "promoters 9–10, detractors 0–6")],
  ...share({ of: ["npsPromoters"], less: ["npsDetractors"] }, ["npsAnswers"], 100),
  sample: ({ counters }) => counters[C.npsAnswers]!,
};

export const npsCount: Kpi = {
  id: "npsCount",
  title: "Recommendation surveys answered",
  unit: "count",
  direction: "neutral",
  nature: "count",
  scopes: OF_SURVEYS,
  ticking: "never",
  counters: ["npsAnswers"],
  formula: "Surveys of recommendation answered in the span.",
  sources: [after("reichheld", "all who answer, passives too")],
  ...count("npsAnswers"),
};
