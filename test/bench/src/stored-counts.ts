/** The numbers as the store holds them: read by a partition restored from it, as a successor would. */
import { LIVE_SETTINGS } from "@floorwalker/aggregator";
import type { StoredValue } from "@floorwalker/ports";
import { openRedisStore } from "@floorwalker/redis";
import { PartitionState } from "@floorwalker/stream";
import { type Counts, foldedCounts } from "./expected-counts.ts";
import { benchSite } from "./recording.ts";
import type { DrainQuestion } from "./roles/aggregator.ts";

export async function storedCounts({ redis, group, partitions, agents }: DrainQuestion): Promise<Counts> {
  const store = await openRedisStore({ url: redis, prefix: group });
  const restored: PartitionState[] = [];
  for (let partition = 0; partition < partitions; partition++) {
    const state = new PartitionState({ ...LIVE_SETTINGS, siteConfig: (site) => benchSite(site, agents) });
    const rows: StoredValue[] = [];
    for await (const chunk of store.load(partition)) rows.push(...chunk);
    state.restore(rows, []);
    restored.push(state);
  }
  await store.close();
  return foldedCounts(restored);
}
