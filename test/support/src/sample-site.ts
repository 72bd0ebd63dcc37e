/** The contact centre that samples of messages are of. */
import { DEFAULT_POLICY, type SiteConfig, unconfiguredSite } from "@floorwalker/domain";

const queue = (queue: string, title: string) => ({
  queue,
  channel: "call" as const,
  title,
  policy: null,
  target: 0.8,
  ...DEFAULT_POLICY.call,
});

export const RIVERSIDE: SiteConfig = {
  ...unconfiguredSite("krakow"),
  name: "Riverside",
  zone: "Europe/Warsaw",
  queues: [queue("sales", "Support"), queue("vip", "VIP")],
};
