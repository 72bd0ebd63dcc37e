/** Which surveys are counted by name; of those that contacts are sent one is not listed, and some have no name. */
import type { SurveyConfig } from "@floorwalker/domain";

export const SURVEYS: readonly SurveyConfig[] = ["csat", "later"].map((survey) => ({ survey, title: survey }));
