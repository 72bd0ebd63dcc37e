/**
 * Becoming the owner of a partition, whatever program wrote its state. What a fold before `OLDEST_FOLD` wrote is made anew
 * from the log, where the log still has all of it: rows and records go, the views stay until others take their place, and
 * the owner catches up from the start. Where the log has lost its beginning the claim is refused: the operator decides.
 */
import type { Claim, LogBounds, Store, StoreFacts } from "@floorwalker/ports";
import type { Logger } from "@floorwalker/runtime";
import { OLDEST_FOLD, rowsNotInLog } from "@floorwalker/stream";

export interface ClaimParts {
  readonly partition: number;
  /** Another one at each call. */
  readonly nonce: () => string;
  readonly store: Store;
  readonly facts: StoreFacts;
  readonly log: LogBounds;
  readonly logger: Pick<Logger, "warn">;
}

export async function claimPartition(parts: ClaimParts): Promise<Claim> {
  const { partition, nonce, store, facts, log, logger } = parts;
  const claimant = { nonce: nonce(), facts, oldestFold: OLDEST_FOLD };
  const claim = await store.claim(partition, claimant);
  if (claim.result === "claimed" || claim.reason !== "older_fold") return claim;
  const offset = (await store.stored(partition))?.checkpoint.offset ?? null;
  if (!isAllInLog(offset, log)) return claim;
  if (!(await startOver(store, partition, facts))) throw new Error(`partition ${partition} was claimed by another`);
  logger.warn("partition_made_anew", { partition, fold: claim.stored, upTo: offset });
  return store.claim(partition, claimant);
}

/** The log still has everything from its start to the checkpoint. Null: read from nowhere yet, of a log that was adopted. */
export const isAllInLog = (offset: number | null, { low, high }: LogBounds): boolean =>
  offset !== null && offset <= high && low === 0;

/** False: somebody committed meanwhile. */
export async function startOver(store: Store, partition: number, facts: StoreFacts): Promise<boolean> {
  const stored = await store.stored(partition);
  if (stored === null) return false;
  const kept: (readonly [string, Uint8Array])[] = [];
  for await (const chunk of store.load(partition)) kept.push(...rowsNotInLog(chunk));
  return store.startOver(partition, { at: stored.checkpoint, facts, rows: kept });
}
