/**
 * Some of those who were served are asked, and some of these answer a few minutes later on a scale from 1 to 5; some of them also whether
 * they would recommend the centre, others how easy it was. Who is asked what follows from the contact alone.
 */
import type { EventData } from "@floorwalker/domain";
import type { Agenda } from "./agenda.ts";
import type { Journal, Place } from "./journal.ts";
import {
  ASKED_HOW_EASY,
  ASKED_TO_RECOMMEND,
  SECOND,
  SURVEY_AFTER,
  SURVEY_IN_VAIN_SHARE,
  SURVEY_KIND_SHARE,
  SURVEY_SCORES,
  SURVEY_SHARE,
} from "./parameters.ts";
import type { Random } from "./random.ts";
import { shareOf } from "./share-of.ts";

export interface SurveyDesk {
  /** `inTime`: whether the customer was answered within the threshold. */
  ask(segment: Place, inTime: boolean): void;
  close(): void;
}

export function newSurveyDesk(source: string, agenda: Agenda, journal: Journal, random: Random): SurveyDesk {
  let open = true;
  return {
    ask: (segment, inTime) => {
      const answers = random.chance(SURVEY_SHARE);
      if (!answers && shareOf(`${segment.contact}*`) >= SURVEY_IN_VAIN_SHARE) return;
      journal.note("cc.survey.offered", { ...segment, source }, { survey: "after-contact" });
      if (!answers) return;
      const given = random.weighted(SURVEY_SCORES) + 1;
      const score = inTime && random.chance(SURVEY_KIND_SHARE) ? Math.min(5, given + 1) : given;
      agenda.after(random.between(...SURVEY_AFTER) * SECOND, () => {
        if (!open) return;
        journal.note("cc.survey.answered", { ...segment, source }, { score, scale: "1-5", survey: "after-contact" });
        const more = furtherAnswer(segment.contact ?? "", score);
        if (more === null) return;
        journal.note("cc.survey.offered", { ...segment, source }, { survey: more.survey! });
        journal.note("cc.survey.answered", { ...segment, source }, more);
      });
    },
    close: () => {
      open = false;
    },
  };
}

/** About as satisfied as the customer was; null: nothing more was asked. */
function furtherAnswer(contact: string, score: number): EventData | null {
  const asked = shareOf(`${contact}?`);
  const kinder = Math.round(2 * shareOf(`${contact}!`));
  if (asked < ASKED_TO_RECOMMEND)
    return { score: Math.min(10, 2 * score - 1 + kinder), scale: "0-10", measure: "nps", survey: "recommend" };
  if (asked < ASKED_TO_RECOMMEND + ASKED_HOW_EASY)
    return { score: Math.min(7, score + kinder), scale: "1-7", measure: "ces", survey: "how-easy" };
  return null;
}
