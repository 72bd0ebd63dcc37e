/** Whom the owner of a site has counted something of in the day in progress, signed in or not: by the keys of what it has stored. */
import { partitionOfSite } from "@floorwalker/events";
import type { Store } from "@floorwalker/ports";
import { agentOfSlice, agentSlicesPrefix } from "@floorwalker/stream";

export async function agentsCounted(
  store: Pick<Store, "rows">,
  partitions: number,
  site: string,
): Promise<ReadonlySet<string>> {
  const agents = new Set<string>();
  for await (const chunk of store.rows(partitionOfSite(site, partitions), agentSlicesPrefix(site)))
    for (const [key] of chunk) {
      const agent = agentOfSlice(key);
      if (agent !== null) agents.add(agent);
    }
  return agents;
}
