/** One agent at work on one stay, or called to it in vain; `to` null: still. */
import type { WorkKind } from "../contact/contribution-sink.ts";

export interface BusyInterval {
  readonly agent: string;
  readonly kind: WorkKind;
  readonly queue: string;
  /** Of the stay: its restart ends what this implies of the agent. */
  readonly source: string;
  readonly from: number;
  readonly to: number | null;
}
