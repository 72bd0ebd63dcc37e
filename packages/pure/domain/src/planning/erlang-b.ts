/**
 * Erlang B: the share that finds all agents busy where nobody can wait. Source: A. K. Erlang, "Solution of some problems in the theory
 * of probabilities of significance in automatic telephone exchanges", 1917; here by its recurrence B(0) = 1,
 * B(n) = a·B(n − 1) ÷ (n + a·B(n − 1)), which needs no factorials and loses nothing for thousands of agents.
 */

/** @param load erlangs, 0 or more. @returns 0–1. */
export function erlangB(load: number, agents: number): number {
  let blocked = 1;
  for (let n = 1; n <= agents; n++) blocked = (load * blocked) / (n + load * blocked);
  return blocked;
}
