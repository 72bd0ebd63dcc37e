/** The key of the message that began a notification's episode: what a resolve refers to, and what both have in common. */
import { alertKey, alertScope } from "@floorwalker/domain";
import type { AlertNotification } from "../alert/alert-notification.ts";

/** The notification's own key when it is the firing one. */
export function episodeKey(notification: AlertNotification): string {
  const { state, key, rule, since, step, reminder } = notification;
  return state === "firing" && step + reminder === 0 ? key : alertKey(rule, alertScope(notification), since, "firing");
}
