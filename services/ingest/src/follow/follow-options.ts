/** What a follower of a queue_log needs, and what it can be asked. */
import type { Log } from "@floorwalker/ports";
import type { Logger } from "@floorwalker/runtime";
import type { IngestCounts } from "../ingest-counts.ts";

export interface FollowOptions {
  readonly file: string;
  readonly site: string;
  /** Where the position is kept. */
  readonly dataDir: string;
  readonly log: Log;
  /** Partitions of EVENTS_TOPIC. */
  readonly partitions: number;
  /** The start of the site's day that `now` lies in, epoch ms: where a first follow begins. */
  readonly zoneMidnight: (now: number) => number;
  /** The zone of the site's clocks, for lines with local times; absent: UTC. */
  readonly zone?: string;
  /** How lines are read that are not UTF-8, by its WHATWG name; absent: windows-1252. */
  readonly encoding?: string;
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
  readonly logger: Logger;
  readonly counts?: IngestCounts;
  readonly pollMs?: number;
  readonly heartbeatMs?: number;
  /** How long a rotated file is read on after its last line. */
  readonly lingerMs?: number;
}

export interface Follower {
  readonly counts: IngestCounts;
  /** `missing`: there is no such file now. `failing`: it or the log cannot be used; it keeps trying. */
  state(): "following" | "missing" | "failing";
  /** False while it cannot do its work. */
  healthy(): boolean;
  /** Resolves when the line being written is safe and all files are closed. */
  stop(): Promise<void>;
}
