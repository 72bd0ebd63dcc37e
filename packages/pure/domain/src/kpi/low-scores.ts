/**
 * What a manager wants to hear of one by one: answers no better than the site's `lowScore` (2 on 1–5 unless configured, whatever the
 * survey's own scale), by the version in force when the segment was queued (rule 30). Counted as satisfaction is; 0 where there was
 * none.
 */
import { type Kpi, OF_SURVEYS } from "./kpi.ts";
import { count } from "./made-of.ts";
import { after } from "./sources.ts";

export const lowScores: Kpi = {
  id: "lowScores",
  title: "Low scores",
  unit: "count",
  direction: "lower",
  nature: "count",
  scopes: OF_SURVEYS,
  ticking: "never",
  formula:
    "Surveys of satisfaction answered with no more than the low score that the site had when the segment was queued.",
  sources: [after("sogo", "Dissatisfied: 1 or 2 of 5", "up to where, a site says")],
  ...count("lowScores"),
};
