/**
 * A stay as it is told to who may see its queue: agents whose team he does not see are not named, others are as his privacy profile calls
 * them; of a day that it tells nothing of persons of, nobody is.
 */
import type { Fact } from "@floorwalker/domain";
import type { FactPage } from "@floorwalker/stream";
import type { Sight } from "../access/sight.ts";

type Placed = Fact & Pick<FactPage["facts"][number], "place">;

export const seenFact = <F extends Placed>(fact: F, sight: Pick<Sight, "seesAgent" | "told">): F => {
  const { site } = fact.place;
  const isTold = (fact.queuedAt ?? fact.outcomeAt ?? fact.place.at) >= sight.told.personsFrom(site);
  const called = (agent: string): string[] => {
    const name = isTold && sight.seesAgent(site, agent) ? sight.told.agent(site, agent) : null;
    return name === null ? [] : [name];
  };
  return {
    ...fact,
    agent: fact.agent === null ? null : (called(fact.agent)[0] ?? null),
    agents: fact.agents.flatMap(called),
  };
};
