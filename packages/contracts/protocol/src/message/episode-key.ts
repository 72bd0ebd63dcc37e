/** The key of the message that began a notification's episode: what a resolve refers to, and what both have in common. */
import { alertKey, alertScope, type MessageDisclosure } from "@floorwalker/domain";
import type { AlertNotification } from "../alert/alert-notification.ts";

/** As it is called outside of the store: in messages, links and requests. */
export const toldEpisode = (notification: AlertNotification, told: Pick<MessageDisclosure, "key">): string =>
  told.key(notification.about, episodeKey(notification));

/** The notification's own key when it is the firing one. */
function episodeKey(notification: AlertNotification): string {
  const { state, key, rule, since, step, reminder } = notification;
  return state === "firing" && step + reminder === 0 ? key : alertKey(rule, alertScope(notification), since, "firing");
}
