/** A stay as it is told to who may see its queue: agents whose team he does not see are not named. */
import type { Fact } from "@floorwalker/domain";
import type { FactPage } from "@floorwalker/stream";
import type { Sight } from "../access/sight.ts";

type Placed = Fact & Pick<FactPage["facts"][number], "place">;

export const seenFact = <F extends Placed>(fact: F, sight: Pick<Sight, "seesAgent">): F => {
  const { site } = fact.place;
  return {
    ...fact,
    agent: fact.agent !== null && sight.seesAgent(site, fact.agent) ? fact.agent : null,
    agents: fact.agents.filter((agent) => sight.seesAgent(site, agent)),
  };
};
