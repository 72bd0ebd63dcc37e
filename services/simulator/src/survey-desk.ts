/** Some of those who were served are asked, and answer a few minutes later on a scale from 1 to 5. */
import type { Agenda } from "./agenda.ts";
import type { Journal, Place } from "./journal.ts";
import { SECOND, SURVEY_AFTER, SURVEY_KIND_SHARE, SURVEY_SCORES, SURVEY_SHARE } from "./parameters.ts";
import type { Random } from "./random.ts";

export interface SurveyDesk {
  /** `inTime`: whether the customer was answered within the threshold. */
  ask(segment: Place, inTime: boolean): void;
  close(): void;
}

export function newSurveyDesk(source: string, agenda: Agenda, journal: Journal, random: Random): SurveyDesk {
  let open = true;
  return {
    ask: (segment, inTime) => {
      if (!random.chance(SURVEY_SHARE)) return;
      const given = random.weighted(SURVEY_SCORES) + 1;
      const score = inTime && random.chance(SURVEY_KIND_SHARE) ? Math.min(5, given + 1) : given;
      agenda.after(random.between(...SURVEY_AFTER) * SECOND, () => {
        if (open) journal.note("cc.survey.answered", { ...segment, source }, { score, scale: "1-5" });
      });
    },
    close: () => {
      open = false;
    },
  };
}
