/** What a real Asterisk said of its own queues, as the reference data keeps it, and its queues as a site. */
import { type SiteConfig, unconfiguredSite } from "@floorwalker/domain";

export interface AsteriskSaid {
  /** `QueueStatus` at the end, by queue. */
  readonly asterisk: Readonly<Record<string, { readonly p: Readonly<Record<string, string>> }>>;
  /** An independent count of the lines. */
  readonly count: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly agents: Readonly<Record<string, { readonly answered: number; readonly talk: number }>>;
  /** Quiet moments; `t`: everything stamped before it has been written. */
  readonly instants: readonly {
    readonly t: number;
    readonly at: number;
    readonly waiting: Readonly<Record<string, number>>;
    readonly longest: Readonly<Record<string, number>>;
    readonly onCall: readonly string[];
    readonly free: readonly string[];
  }[];
}

const SERVICE_LEVEL_SECONDS = { sales: 10, support: 8, billing: 15, vip: 6 } as const;

export const SAID_QUEUES = Object.keys(SERVICE_LEVEL_SECONDS) as (keyof typeof SERVICE_LEVEL_SECONDS)[];

export const siteOfAsterisk = (): SiteConfig => ({
  ...unconfiguredSite("here"),
  queues: SAID_QUEUES.map((queue) => ({
    queue,
    channel: "call",
    title: queue,
    policy: "short-abandons-excluded",
    target: 0.8,
    thresholdMs: SERVICE_LEVEL_SECONDS[queue] * 1000,
    shortAbandonMs: 5000,
    lostAfterMs: 4 * 3_600_000,
    waitLostAfterMs: 24 * 3_600_000,
    wrapUpLostAfterMs: 1_800_000,
  })),
});
