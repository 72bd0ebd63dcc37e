/** The queue that `tell` tells of, as a configuration has it: the channel's own limits, the site's formula. */
import { type Channel, DEFAULT_POLICY, type QueueConfig } from "@floorwalker/domain";

export const salesQueue = (channel: Channel, over: Partial<QueueConfig> = {}): QueueConfig => ({
  ...DEFAULT_POLICY[channel],
  queue: "sales",
  channel,
  title: "Sales",
  policy: null,
  target: 0.8,
  ...over,
});
