/**
 * Events that can change no number and say nothing of what goes on, whatever else is known: they lack what their type is about.
 * They are kept like others (another content of their identity may have it), and counted as what they are.
 */
import { type CanonicalEvent, scheduledOf, surveyScore } from "@floorwalker/domain";

/** @param event with `soundData`: a score beyond its scale is none. */
export function hasNoEffect(event: CanonicalEvent): boolean {
  const { type, queue, data } = event;
  switch (type) {
    case "cc.contact.queued":
    case "cc.contact.refused":
      return queue === null;
    case "cc.agent.stateChanged":
      return data.state === undefined;
    case "cc.agent.scheduled":
      return scheduledOf(event) === null;
    case "cc.survey.answered":
      return surveyScore(data) === null;
    default:
      return false;
  }
}
