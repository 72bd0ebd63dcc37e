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

/** `limits` as they are when a partition's state is read. */
export const liveSettings = (limits: () => Limits): AggregatorSettings => ({
  ...LIVE_SETTINGS,
  get limits() {
    return limits();
  },
});
