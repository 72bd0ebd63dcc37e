/**
 * How many were asked, and how many answered: without it no score says much. One survey of one segment counts once, whatever it asks
 * for. Counted when offered and when answered, so that in a short span more may answer than were asked; the share is shown as it is.
 * Where no source tells of offers, every handled segment counts as asked, of each survey that is configured: whoever was handled could have been sent it. Counts are 0 and the rate is null where there was none.
 * Rule 5e.
 */
import { type Kpi, OF_SURVEYS } from "./kpi.ts";
import { count, shareOfEither } from "./made-of.ts";
import { after } from "./sources.ts";

export const surveyResponses: Kpi = {
  id: "surveyResponses",
  title: "Survey responses",
  unit: "count",
  direction: "neutral",
  nature: "count",
  scopes: OF_SURVEYS,
  ticking: "never",
  formula: "Surveys answered in the span, each once for a segment whatever it asks for.",
  sources: [after("aapor", "completed interviews")],
  ...count("surveyResponses"),
};

export const surveysOffered: Kpi = {
  id: "surveysOffered",
  title: "Surveys offered",
  unit: "count",
  direction: "neutral",
  nature: "count",
  scopes: OF_SURVEYS,
  ticking: "never",
  formula: "Surveys offered to customers in the span, where a source tells.",
  sources: [after("aapor", "eligible reporting units")],
  ...count("surveysOffered"),
};

export const surveyResponseRate: Kpi = {
  id: "surveyResponseRate",
  title: "Survey response rate",
  unit: "ratio",
  direction: "higher",
  nature: "measure",
  scopes: OF_SURVEYS,
  ticking: "never",
  formula: "Survey responses ÷ surveys offered; ÷ handled where none is told to be offered.",
  sources: [
    after("aapor", "response rate: completed ÷ eligible", "where nobody tells who was asked, everybody handled is"),
  ],
  ...shareOfEither(["surveyResponses"], ["surveysOffered"], ["handled"]),
};
