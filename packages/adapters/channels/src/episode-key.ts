/** The key of the message that began a notification's episode: what a resolve refers to, and what both have in common. */
import { alertKey } from "@floorwalker/domain";
import type { AlertNotification } from "@floorwalker/protocol/alerts";

/** The notification's own key when it is the firing one. */
export function episodeKey(notification: AlertNotification): string {
  const { state, key, rule, site, queue, channel, since } = notification;
  if (state === "firing") return key;
  const source = notification.about === "source" ? notification.source : null;
  return alertKey(rule, { site, queue, channel, source }, since, "firing");
}
