/** What the tests of the store's suite share: partitions of their own and a writer that keeps count of its sequence. */
import type { Commit, Store } from "../src/index.ts";

export interface StoreUnderTest {
  readonly store: () => Store;
  readonly peer: () => Store;
  /** A partition that no other test of the suite uses. */
  readonly partition: () => number;
}

export const nothing = { offset: null, rows: [], records: [], dropBuckets: [], views: [], outbox: [] } as const;

/** Claims and returns a writer whose commits follow each other without thinking. */
export async function writer(store: Store, partition: number) {
  const claim = await store.claim(partition);
  let sequence = claim.sequence;
  return {
    epoch: claim.epoch,
    sequence: () => sequence,
    async commit(parts: Partial<Commit>) {
      const commit: Commit = { ...nothing, partition, epoch: claim.epoch, from: sequence, to: sequence + 1, ...parts };
      const result = await store.commit(commit);
      if (result === "committed") sequence = commit.to;
      return result;
    },
  };
}

export async function gather(
  chunks: AsyncIterable<readonly (readonly [string, string])[]>,
): Promise<Map<string, string>> {
  const all = new Map<string, string>();
  for await (const chunk of chunks) for (const [key, value] of chunk) all.set(key, value);
  return all;
}
