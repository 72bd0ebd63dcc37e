import type { IntervalLength } from "@floorwalker/domain";

export interface QueueLogCase {
  readonly name: string;
  /** Day of the report, and of the lines that have only a time; UTC. */
  readonly day: string;
  /** End of the report, UTC; lines from then on are not read. */
  readonly to: string;
  /** 1h when absent. */
  readonly length?: IntervalLength;
  readonly lines: string;
  readonly expected: string;
}
