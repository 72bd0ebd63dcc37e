/**
 * A contact whose agents are nobody's to know any more: each goes by which of the contact's agents he was, so that neither his contacts can
 * be told from another's nor he from any; what was added, and to which queue and team, stays as it is.
 */
import type { ContactFacts } from "./contact-facts.ts";
import type { Fact } from "./fact.ts";

/** No id: a space is in none that a source writes for an agent of its own. */
const FORMER = "agent ";

export const isFormerAgent = (agent: string): boolean => agent.startsWith(FORMER);

/** Itself where it names nobody. */
export function withoutAgents(told: ContactFacts): ContactFacts {
  const former = new Map<string, string>();
  const called = (agent: string): string => {
    if (isFormerAgent(agent)) return agent;
    const known = former.get(agent) ?? `${FORMER}${former.size + 1}`;
    former.set(agent, known);
    return known;
  };
  const facts = told.facts.map((fact) => withoutNames(fact, called));
  const added = told.added.map((each) => (each.agent === null ? each : { ...each, agent: called(each.agent) }));
  return former.size === 0 ? told : { ...told, facts, added };
}

function withoutNames(fact: Fact, called: (agent: string) => string): Fact {
  const agents = fact.agents.map(called);
  return { ...fact, agent: fact.agent === null ? null : called(fact.agent), agents };
}
