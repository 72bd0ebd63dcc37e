/** Scores of different scales on one: 1–5, with the two best boxes of the source's own scale. */
import type { EventData } from "../event.ts";

/** `score` is 1000 × the score on 1–5, an integer; null when there is no score or an unknown scale. */
export function surveyScore(data: EventData): { readonly topTwo: boolean; readonly score: number } | null {
  const { score, scale = "1-5" } = data;
  if (score === undefined) return null;
  switch (scale) {
    case "1-5":
      return { topTwo: score >= 4, score: Math.round(score * 1000) };
    case "0-10":
      return { topTwo: score >= 9, score: Math.round(1000 + score * 400) };
    case "thumbs":
      return { topTwo: score > 0, score: score > 0 ? 5000 : 1000 };
    default:
      return null;
  }
}
