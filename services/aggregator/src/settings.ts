/** What decides the numbers beyond the configuration of the sites: live values, and those of a replay. */
import { DEFAULT_LIMITS, HOUR_MS, type Limits } from "@floorwalker/domain";
import type { PartitionOptions } from "@floorwalker/stream";

export type AggregatorSettings = Omit<PartitionOptions, "siteConfig" | "isConfigured">;

const DAY_MS = 24 * HOUR_MS;

export const LIVE_SETTINGS: AggregatorSettings = {
  attribution: "outcome",
  horizonMs: { call: DAY_MS, chat: DAY_MS, email: 30 * DAY_MS },
  graceMs: 120_000,
  retentionMs: 3 * DAY_MS,
  limits: DEFAULT_LIMITS,
  longestKept: 64,
  viewLimit: 250,
};

/** As long as calls and chats may be late, slices are kept: all that is not late is in the history. */
export const withHorizon = (horizonMs: number): AggregatorSettings => ({
  ...LIVE_SETTINGS,
  horizonMs: { call: horizonMs, chat: horizonMs, email: Math.max(horizonMs, LIVE_SETTINGS.horizonMs!.email) },
  retentionMs: Math.max(horizonMs, LIVE_SETTINGS.retentionMs!),
});

/** All of it as it is when a partition's state is read. `awaitsPast`: see `SiteSettings`. */
export const liveSettings = (
  limits: () => Limits,
  others: () => AggregatorSettings = () => LIVE_SETTINGS,
  awaitsPast: AggregatorSettings["awaitsPast"] = () => false,
): AggregatorSettings => ({
  ...LIVE_SETTINGS,
  awaitsPast,
  get horizonMs() {
    return others().horizonMs;
  },
  get retentionMs() {
    return others().retentionMs;
  },
  get limits() {
    return limits();
  },
});
