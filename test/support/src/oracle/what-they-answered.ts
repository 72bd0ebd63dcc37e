/** What customers answered to surveys: of a queue, a site, an agent, or one survey by its name. */
import type { Fact } from "./facts.ts";
import type { Numbers } from "./oracle.ts";

export function whatTheyAnswered(facts: readonly Fact[]): Numbers {
  const sum = (what: string): number => facts.reduce((all, fact) => all + (fact.what === what ? fact.amount : 0), 0);
  const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
  return {
    csatCount: sum("ratings"),
    csat: share(sum("topTwo"), sum("ratings")),
    csatMean: share(sum("score") / 1000, sum("ratings")),
    lowScores: sum("lowScores"),
    npsCount: sum("nps"),
    nps: share(100 * (sum("promoters") - sum("detractors")), sum("nps")),
    cesCount: sum("ces"),
    ces: share(sum("effort") / 1000, sum("ces")),
    surveyResponses: sum("surveyResponses"),
    surveysOffered: sum("surveysOffered"),
    surveyResponseRate: share(sum("surveyResponses"), sum("surveysOffered") || sum("handled")),
  };
}
