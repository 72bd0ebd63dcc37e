/**
 * Names under which the end of a talk that its own call never had is found again when that call has left memory: an answer that is
 * told so late looks for them (rule 24). They say who began to talk when, and lead to the call as another id's record does.
 */
import type { CanonicalEvent } from "@floorwalker/domain";

/** In no id: ingest rejects control characters. */
const ENDED = "\u001c";
const SECOND_MS = 1_000;

const nameIn = (source: string, agent: string, second: number): string => [ENDED, source, agent, second].join(ENDED);

/** `agent`: by the name he goes by. `from`: when the talk began, as its end says. */
export const endName = (source: string, agent: string, from: number): string =>
  nameIn(source, agent, Math.floor(from / SECOND_MS));

/** Of ends whose talk may have begun with the answer: a second beside it is the same moment. */
export function endNamesOf({ source, time }: CanonicalEvent, agent: string): string[] {
  const second = Math.floor(time / SECOND_MS);
  return [second - 1, second, second + 1].map((each) => nameIn(source, agent, each));
}
