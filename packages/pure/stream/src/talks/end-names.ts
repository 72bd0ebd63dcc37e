/**
 * Names under which the end of a talk that its own call never had is found again when that call has left memory: whoever is told late
 * of talks looks for them (rule 24). They say who began to talk when, and lead to the calls that ended so, as another id's record does.
 */
import { dayOf } from "../contacts/contact-leaving.ts";

/** In no id: ingest rejects control characters. */
const ENDED = "\u001c";
const SECOND_MS = 1_000;

const nameIn = (source: string, agent: string, second: number): string => [ENDED, source, agent, second].join(ENDED);

export const isEndName = (name: string): boolean => name.startsWith(ENDED);

/** `agent`: by the name he goes by. `from`: when the talk began, as its end says. */
export const endName = (source: string, agent: string, from: number): string =>
  nameIn(source, agent, Math.floor(from / SECOND_MS));

/** Of ends whose talk may be one that began then: a second beside it is the same moment. */
export function endNamesNear(source: string, agent: string, from: number): string[] {
  const second = Math.floor(from / SECOND_MS);
  return [second - 1, second, second + 1].map((each) => nameIn(source, agent, each));
}

/** The day in which the talk began: all that the record leads to have the same. */
export const bucketOfEnd = (name: string): number => dayOf(Number(name.slice(name.lastIndexOf(ENDED) + 1)) * SECOND_MS);
