/** What the tests of the store's suite share: partitions of their own and a writer that keeps count of its sequence. */
import type { Checkpoint, Commit, Store, StoredValue, StoreFacts, ViewChange, ViewEntry } from "../src/index.ts";

export interface StoreUnderTest {
  readonly store: () => Store;
  readonly peer: () => Store;
  /** A partition that no other test of the suite uses. */
  readonly partition: () => number;
}

export const nothing = {
  offset: null,
  mark: null,
  rows: [],
  records: [],
  dropBuckets: [],
  views: [],
  outbox: [],
} as const;

/** What every claim of the suite brings unless it says otherwise. */
export const facts: StoreFacts = { fold: 3, partitions: 100, log: "the log" };

/** A claim that has to succeed, with a nonce of its own. */
export async function claimed(store: Store, partition: number, wanted: StoreFacts = facts): Promise<Checkpoint> {
  const claim = await store.claim(partition, { nonce: crypto.randomUUID(), facts: wanted });
  if (claim.result === "refused") throw new Error(`refused: ${claim.reason}, ${claim.stored} not ${claim.wanted}`);
  return claim.checkpoint;
}

/** Claims and returns a writer whose commits follow each other without thinking. */
export async function writer(store: Store, partition: number) {
  const claim = await claimed(store, partition);
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

/** A value as stores keep it. */
export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Of any bytes: they are compared as text, a character for each. */
export const charactersOf = (value: Uint8Array): string => String.fromCharCode(...value);

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

export const viewOf = (id: string, row: string | null): ViewEntry => [id, row === null ? null : bytesOf(row)];

/** The view rows, as UTF-8. */
export const shown = async (store: Store, partition: number): Promise<Map<string, string>> =>
  new Map([...(await store.snapshot(partition)).rows].map(([id, row]) => [id, textOf(row)]));

/** What a follower heard, with rows as UTF-8. */
export const heardOf = ({ changes, ...position }: ViewChange) => ({
  ...position,
  changes: changes.map(([id, row]) => [id, row === null ? null : textOf(row)]),
});

/** Every key with its value as UTF-8. */
export async function gather(chunks: AsyncIterable<readonly StoredValue[]>): Promise<Map<string, string>> {
  const all = new Map<string, string>();
  for await (const chunk of chunks) for (const [key, value] of chunk) all.set(key, textOf(value));
  return all;
}

/** The records found, with their values as UTF-8. */
export async function found(store: Store, partition: number, recordClass: string, keys: readonly string[]) {
  const records = await store.lookup(partition, recordClass, keys);
  return new Map([...records].map(([key, { bucket, value }]) => [key, { bucket, value: textOf(value) }]));
}
