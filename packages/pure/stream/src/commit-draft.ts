/** What changed in a partition since its last commit. */
import type { FlowChange } from "./cells/queue-flows.ts";

export interface RecordWrite {
  readonly class: string;
  readonly bucket: number;
  readonly key: string;
  readonly value: Uint8Array | null;
}

/** What a commit holds, but for position and offset. */
export interface CommitDraft {
  readonly rows: readonly (readonly [key: string, value: Uint8Array | null])[];
  readonly records: readonly RecordWrite[];
  readonly dropBuckets: readonly { readonly class: string; readonly bucket: number }[];
  /** `viewRow` reads them. */
  readonly views: readonly (readonly [id: string, row: Uint8Array | null])[];
  readonly outbox: readonly string[];
  /** What flowed through the queues; for counters, not for the store. */
  readonly flows: readonly FlowChange[];
  /** More view rows wait for the next commit. */
  readonly more: boolean;
}
