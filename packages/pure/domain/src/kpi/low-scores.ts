/**
 * What a manager wants to hear of one by one: answers no better than the site's `lowScore` (2 on 1–5 unless configured, whatever the
 * survey's own scale). Counted as satisfaction is; 0 where there was none. Source: kpi.md, catalogue.
 */
import { EVERYWHERE, type Kpi } from "./kpi.ts";
import { count } from "./made-of.ts";

export const lowScores: Kpi = {
  id: "lowScores",
  title: "Low scores",
  unit: "count",
  direction: "lower",
  nature: "count",
  scopes: EVERYWHERE,
  ticking: "never",
  formula: "Surveys of satisfaction answered with no more than the site's low score.",
  ...count("lowScores"),
};
