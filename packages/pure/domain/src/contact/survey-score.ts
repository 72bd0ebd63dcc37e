/**
 * Scores of different scales on the one of their measure: satisfaction on 1–5, effort on 1–7, recommendation on 0–10 and on no other.
 */
import type { EventData } from "../event.ts";

const SCALES = { "1-5": [1, 5], "1-7": [1, 7], "0-10": [0, 10], thumbs: [0, 1] } as const;
/** From where on the two best boxes of a scale are. */
const TOP_TWO = { "1-5": 4, "1-7": 6, "0-10": 9, thumbs: 1 } as const;

/** `score` is 1000 × the score on the measure's scale, an integer; null when there is no score or its scale cannot be read. */
export function surveyScore(data: EventData): { readonly topTwo: boolean; readonly score: number } | null {
  const { score, scale = "1-5", measure = "csat" } = data;
  if (score === undefined || !Object.hasOwn(SCALES, scale)) return null;
  if (measure === "nps")
    return scale === "0-10" ? { topTwo: score >= TOP_TWO[scale], score: Math.round(1000 * score) } : null;
  const [lowest, highest] = SCALES[scale];
  const steps = measure === "ces" ? 6000 : 4000;
  return { topTwo: score >= TOP_TWO[scale], score: Math.round(1000 + ((score - lowest) * steps) / (highest - lowest)) };
}
