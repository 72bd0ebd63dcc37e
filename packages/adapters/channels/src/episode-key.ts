/** The key of the message that began a notification's episode: what a resolve refers to, and what both have in common. */
import { alertKey, type KpiRule } from "@floorwalker/domain";
import type { AlertNotification } from "@floorwalker/ports";

/** The notification's own key when it is the firing one. */
export function episodeKey({ state, key, rule, site, queue, channel, since }: AlertNotification): string {
  if (state === "firing") return key;
  const scope = { site, queue: queue ?? null, channel: (channel ?? null) as KpiRule["channel"] };
  return alertKey({ id: rule }, scope, Date.parse(since), "firing");
}
